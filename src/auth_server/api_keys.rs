//! The two keys that programs show: the publishable one, which proves nothing, and the service key,
//! which may do everything. Both are JWTs that follow from a secret of the installation, so that nobody has
//! to keep them: from the one that signs tokens, which others can check too, where there is one.

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};

use super::signing_keys::BearerClaims;
use super::{AuthServerSettings, GivenKeys};
use crate::keys::{KeyError, Keys, Purpose};

/// The `kid` of both, where they follow from the secret of this installation.
pub(crate) const KID: &str = "api";

/// The role that may do everything.
pub(crate) const SERVICE_ROLE: &str = "service_role";

/// The role of nobody in particular.
const ANON: &str = "anon";

/// Makes the two keys and recognises them.
pub(crate) struct ApiKeys {
    issuer: Option<String>,
    /// Signs them in the place of our own key.
    shared: Option<hmac::Key>,
    /// The first signs; the second is that of the secret before, during a rotation.
    keys: Vec<hmac::Key>,
}

impl ApiKeys {
    pub(crate) fn new(keys: &Keys, settings: &AuthServerSettings) -> Result<Self, KeyError> {
        let takes_secrets = settings.jwt_keys.as_ref().is_none_or(GivenKeys::hold_a_secret);
        let shared = settings.jwt_secret.as_ref().filter(|_| takes_secrets);
        let shared =
            shared.map(|secret| hmac::Key::new(hmac::HMAC_SHA256, secret.expose_secret().as_bytes()));
        Ok(Self { issuer: settings.token_issuer.clone(), shared, keys: keys.mac_keys(Purpose::ApiKeys)? })
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
        let mut header = json!({ "alg": "HS256", "typ": "JWT" });
        if self.shared.is_none() {
            header["kid"] = json!(KID);
        }
        let mut claims = json!({ "role": role });
        if let Some(issuer) = &self.issuer {
            claims["iss"] = json!(issuer);
        }
        let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(header), part(claims));
        let signature =
            self.shared.as_ref().or(self.keys.first()).map(|key| hmac::sign(key, message.as_bytes()));
        let signature = signature.map(|tag| URL_SAFE_NO_PAD.encode(tag)).unwrap_or_default();
        SecretString::from(format!("{message}.{signature}"))
    }
}
