//! The secret that signs tokens in the place of a key of our own (gotrue-contract §2.2).

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header};
use secrecy::{ExposeSecret as _, SecretString};

use super::ring::Signer;
use crate::auth_server::AuthServerSettings;

/// A secret for HS256, and the name that tokens give it.
pub(crate) struct SharedSecret {
    secret: SecretString,
    kid: Option<String>,
}

impl SharedSecret {
    /// The one in the settings, if there is one.
    pub(crate) fn of(settings: &AuthServerSettings) -> Option<Self> {
        let secret = settings.jwt_secret.clone()?;
        Some(Self { secret, kid: settings.jwt_key_id.clone() })
    }

    pub(super) fn signer(&self) -> Signer {
        let mut header = Header::new(Algorithm::HS256);
        header.kid.clone_from(&self.kid);
        Signer { header, key: EncodingKey::from_secret(self.bytes()) }
    }

    pub(super) fn verifier(&self) -> DecodingKey {
        DecodingKey::from_secret(self.bytes())
    }

    fn bytes(&self) -> &[u8] {
        self.secret.expose_secret().as_bytes()
    }
}
