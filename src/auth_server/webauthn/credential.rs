//! A key that an authenticator keeps, as it is known here (`WebAuthn` §4, "Credential Record").

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Bytes;
use super::public_key::PublicKey;

/// A key that an authenticator keeps. Nothing of it is a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Credential {
    /// The authenticator's name for it.
    pub(crate) id: Bytes,
    /// The public half, in COSE.
    pub(crate) public_key: Bytes,
    /// How it was attested.
    pub(crate) attestation_format: String,
    /// Of which make the authenticator is; nothing where it does not say.
    pub(crate) aaguid: Uuid,
    /// How often it was used, where the authenticator counts that.
    pub(crate) sign_count: u32,
    /// How the authenticator is reached.
    pub(crate) transports: Vec<String>,
    /// Whether it can be carried to other devices.
    pub(crate) is_backup_eligible: bool,
    /// Whether it is on other devices.
    pub(crate) is_backed_up: bool,
}

impl Credential {
    /// Whether anything that it signs can be verified here.
    pub(crate) fn is_usable(&self) -> bool {
        PublicKey::read(&self.public_key.0).is_ok()
    }
}
