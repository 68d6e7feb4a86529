//! By what a hook knows that it is us who calls (Standard Webhooks 1.0.0, symmetric signatures).

use std::fmt;

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use uuid::Uuid;

use super::HookSettingsError;
use crate::clock::Timestamp;

/// What a secret for symmetric signatures begins with.
const SYMMETRIC: &str = "v1,whsec_";

/// What a pair of keys for asymmetric ones begins with: GoTrue takes such a setting, and fails at each call.
const ASYMMETRIC: &str = "v1a,";

/// How many characters a secret has at least.
const SHORTEST: usize = 32;

/// One of the secrets of a hook. It does not print.
#[derive(Clone)]
pub(super) struct HookSecret(hmac::Key);

impl HookSecret {
    pub(super) fn parse(text: &str) -> Result<Self, HookSettingsError> {
        if text.starts_with(ASYMMETRIC) {
            return Err(HookSettingsError::AsymmetricSecret);
        }
        let encoded = text.strip_prefix(SYMMETRIC).filter(|encoded| encoded.len() >= SHORTEST);
        let encoded = encoded.ok_or(HookSettingsError::Secret)?;
        let bytes = STANDARD.decode(encoded).map_err(|_| HookSettingsError::Secret)?;
        Ok(Self(hmac::Key::new(hmac::HMAC_SHA256, &bytes)))
    }

    /// The signature of a message.
    pub(super) fn sign(&self, id: Uuid, at: Timestamp, body: &[u8]) -> String {
        let mut signing = hmac::Context::with_key(&self.0);
        signing.update(format!("{id}.{}.", at.as_seconds()).as_bytes());
        signing.update(body);
        format!("v1,{}", STANDARD.encode(signing.sign()))
    }
}

impl fmt::Debug for HookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HookSecret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "v1,whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqr";

    #[test]
    fn a_message_is_signed_with_its_id_and_its_time() {
        // As Python's `hmac` has it.
        let secret = HookSecret::parse(SECRET).unwrap();
        let id = Uuid::from_u128(0x2b1f_8a1e_6d0c_4c1e_9f3a_0123_4567_89ab);
        let signed = secret.sign(id, Timestamp::from_seconds(1_614_265_330), br#"{"test": 2432232314}"#);
        assert_eq!(signed, "v1,754i8TpaagkOGw1lexODED8tHY1oQuv2UFPtRmZL6Mw=");
    }

    #[test]
    fn only_a_secret_in_base64_is_one() {
        for wrong in [
            "",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "v1,whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS",
            "v1,whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa-w",
            "v1,whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw=",
        ] {
            assert!(matches!(HookSecret::parse(wrong), Err(HookSettingsError::Secret)), "{wrong}");
        }
        let pair = HookSecret::parse("v1a,whpk_AAAA:whsk_AAAA");
        assert!(matches!(pair, Err(HookSettingsError::AsymmetricSecret)));
    }

    #[test]
    fn a_secret_does_not_print() {
        assert_eq!(format!("{:?}", HookSecret::parse(SECRET).unwrap()), "HookSecret(…)");
    }
}
