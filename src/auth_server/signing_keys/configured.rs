//! What signs tokens in the place of a key of our own, where the operator gave it (gotrue-contract §2.2).

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header};
use secrecy::{ExposeSecret as _, SecretString};

use super::GivenKeys;
use super::ring::{KeyRing, Signer, Verifier};
use crate::auth_server::AuthServerSettings;
use crate::clock::Timestamp;

/// What the operator gave.
pub(crate) enum Configured {
    /// A secret for HS256, and the name that tokens give it.
    Secret { secret: SecretString, kid: Option<String> },
    /// Keys, and a secret that also verifies where there is one among them.
    Keys { keys: GivenKeys, secret: Option<SecretString> },
}

impl Configured {
    /// What is in the settings, if anything is.
    pub(crate) fn of(settings: &AuthServerSettings) -> Option<Self> {
        let secret = settings.jwt_secret.clone();
        match &settings.jwt_keys {
            Some(keys) => {
                let secret = secret.filter(|_| keys.hold_a_secret());
                Some(Self::Keys { keys: keys.clone(), secret })
            }
            None => Some(Self::Secret { secret: secret?, kid: settings.jwt_key_id.clone() }),
        }
    }

    /// The ring with it. What the installation's own keys signed is still verified beside a secret.
    pub(super) fn ring(&self, own: Vec<Verifier>, read_at: Timestamp) -> KeyRing {
        match self {
            Self::Secret { secret, kid } => {
                let mut header = Header::new(Algorithm::HS256);
                header.kid.clone_from(kid);
                let key = EncodingKey::from_secret(bytes(secret));
                let shared_secret = Some(DecodingKey::from_secret(bytes(secret)));
                KeyRing { signer: Signer { header, key }, verifiers: own, shared_secret, read_at }
            }
            Self::Keys { keys, secret } => {
                let shared_secret = secret.as_ref().map(|secret| DecodingKey::from_secret(bytes(secret)));
                KeyRing { signer: keys.signer(), verifiers: keys.verifiers(), shared_secret, read_at }
            }
        }
    }
}

fn bytes(secret: &SecretString) -> &[u8] {
    secret.expose_secret().as_bytes()
}
