//! The two keys that programs show: the publishable one, which proves nothing, and the service key,
//! which may do everything. Both are JWTs that follow from the installation's secret, so that nobody has
//! to keep them.

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::SecretString;
use serde_json::{Value, json};

use super::signing_keys::BearerClaims;
use crate::keys::{KeyError, Keys, Purpose};

/// The `kid` of both.
pub(crate) const KID: &str = "api";

/// The role that may do everything.
pub(crate) const SERVICE_ROLE: &str = "service_role";

/// The role of nobody in particular.
const ANON: &str = "anon";

/// Makes the two keys and recognises them.
pub(crate) struct ApiKeys {
    issuer: String,
    /// The first signs; the second is that of the secret before, during a rotation.
    keys: Vec<hmac::Key>,
}

impl ApiKeys {
    pub(crate) fn new(keys: &Keys, issuer: &str) -> Result<Self, KeyError> {
        Ok(Self { issuer: issuer.to_owned(), keys: keys.mac_keys(Purpose::ApiKeys)? })
    }

    pub(crate) fn publishable(&self) -> SecretString {
        self.signed(ANON)
    }

    pub(crate) fn service(&self) -> SecretString {
        self.signed(SERVICE_ROLE)
    }

    /// What such a key says, if it is one of ours.
    pub(crate) fn open(&self, token: &str) -> Option<BearerClaims> {
        let (message, signature) = token.rsplit_once('.')?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        let is_ours = |key: &hmac::Key| hmac::verify(key, message.as_bytes(), &signature).is_ok();
        if !self.keys.iter().any(is_ours) {
            return None;
        }
        let claims = message.split_once('.')?.1;
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).ok()?).ok()
    }

    fn signed(&self, role: &str) -> SecretString {
        let header = json!({ "alg": "HS256", "typ": "JWT", "kid": KID });
        let claims = json!({ "iss": self.issuer, "role": role });
        let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(header), part(claims));
        let signature = self.keys.first().map(|key| hmac::sign(key, message.as_bytes()));
        let signature = signature.map(|tag| URL_SAFE_NO_PAD.encode(tag)).unwrap_or_default();
        SecretString::from(format!("{message}.{signature}"))
    }
}
