//! What an authenticator says of a key that it has just made (`WebAuthn` §6.5).

use ciborium::Value;

use super::authenticator_data::AuthenticatorData;
use super::public_key::PublicKey;
use super::{Fault, cbor};

/// The kinds of attestation that are taken: none at all, and one by the new key itself. Others are not asked
/// for, and no browser sends them to a site that does not ask.
const NONE: &str = "none";
const PACKED: &str = "packed";

/// What an authenticator says of a key that it has just made.
pub(super) struct Attestation {
    pub(super) format: String,
    pub(super) data: AuthenticatorData,
    raw_data: Vec<u8>,
    statement: Vec<(Value, Value)>,
}

impl Attestation {
    pub(super) fn read(object: &[u8]) -> Result<Self, Fault> {
        let (map, _) = cbor::map(object).ok_or(Fault::Unreadable)?;
        let format = map.named("fmt").and_then(Value::as_text);
        let raw_data = map.named("authData").and_then(Value::as_bytes);
        let (Some(format), Some(raw_data)) = (format, raw_data) else { return Err(Fault::Unreadable) };
        let statement = match map.named("attStmt") {
            None => Vec::new(),
            Some(statement) => statement.as_map().cloned().ok_or(Fault::Unreadable)?,
        };
        let data = AuthenticatorData::read(raw_data)?;
        Ok(Self { format: format.to_owned(), data, raw_data: raw_data.clone(), statement })
    }

    /// Refuses what an authenticator says of a key and does not show (§8.2, §8.7).
    pub(super) fn check(&self, key: &PublicKey, client_data_hash: &[u8]) -> Result<(), Fault> {
        match self.format.as_str() {
            NONE if self.statement.is_empty() => Ok(()),
            PACKED if self.stated("x5c").is_none() && self.stated("ecdaaKeyId").is_none() => {
                let algorithm = self.stated("alg").and_then(cbor::number);
                let signature = self.stated("sig").and_then(Value::as_bytes);
                let signature = signature.ok_or(Fault::Unreadable)?;
                if algorithm != Some(key.algorithm) {
                    return Err(Fault::UnknownAlgorithm);
                }
                key.verify(&[&self.raw_data, client_data_hash].concat(), signature)
            }
            _ => Err(Fault::UnknownAttestation),
        }
    }

    fn stated(&self, name: &str) -> Option<&Value> {
        self.statement.iter().find(|(key, _)| key.as_text() == Some(name)).map(|(_, value)| value)
    }
}
