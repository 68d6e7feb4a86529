//! ID tokens, checked as OpenID Connect Core 1.0 §3.1.3.7 has it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256, Sha384, Sha512};

use super::claims::text;
use super::{CallError, Caller};
use crate::clock::Timestamp;

/// What may sign: nothing that whoever knows a public key, or none, could use (RFC 8725 §3.1).
const ALGORITHMS: [Algorithm; 9] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];

/// What is checked of an ID token.
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client_id: &'a str,
    /// The access token that came with it.
    pub(super) access_token: &'a str,
    pub(super) now: Timestamp,
}

impl Expected<'_> {
    /// Reads an ID token that the issuer signed for us.
    pub(super) async fn read(
        &self,
        caller: &Caller,
        id_token: &str,
    ) -> Result<Map<String, Value>, CallError> {
        let header = jsonwebtoken::decode_header(id_token).map_err(|_| forged())?;
        if header.crit.is_some() || !ALGORITHMS.contains(&header.alg) {
            return Err(forged());
        }
        let found = caller.discover(self.issuer, self.now).await?;
        let keys: JwkSet = caller.get(&found.jwks_uri, None).await?;
        let named = match &header.kid {
            Some(kid) => keys.find(kid),
            None => keys.keys.first().filter(|_| keys.keys.len() == 1),
        };
        let key = DecodingKey::from_jwk(named.ok_or_else(forged)?).map_err(|_| forged())?;
        let mut validation = Validation::new(header.alg);
        validation.set_audience(&[self.client_id]);
        validation.set_required_spec_claims(&["aud", "iss", "sub", "exp"]);
        // By our own clock, and the issuer as it was asked.
        validation.validate_exp = false;
        let opened = jsonwebtoken::decode::<Map<String, Value>>(id_token, &key, &validation);
        let claims = opened.map_err(|_| forged())?.claims;
        self.check(header.alg, &claims)?;
        Ok(claims)
    }

    fn check(&self, algorithm: Algorithm, claims: &Map<String, Value>) -> Result<(), CallError> {
        if text(claims, "iss").trim_end_matches('/') != self.issuer.trim_end_matches('/') {
            return Err(CallError::Unusable("its ID token is of another issuer"));
        }
        let ends = claims.get("exp").and_then(Value::as_i64).ok_or_else(forged)?;
        if self.now >= Timestamp::from_seconds(ends) {
            return Err(CallError::Unusable("its ID token is over"));
        }
        let at_hash = text(claims, "at_hash");
        if !at_hash.is_empty() && at_hash != half_hash(algorithm, self.access_token) {
            return Err(CallError::Unusable("its ID token belongs to another access token"));
        }
        Ok(())
    }
}

/// The left half of the hash that belongs to an algorithm.
fn half_hash(algorithm: Algorithm, text: &str) -> String {
    let hash = match algorithm {
        Algorithm::RS384 | Algorithm::PS384 | Algorithm::ES384 => Sha384::digest(text).to_vec(),
        Algorithm::RS512 | Algorithm::PS512 | Algorithm::EdDSA => Sha512::digest(text).to_vec(),
        _ => Sha256::digest(text).to_vec(),
    };
    URL_SAFE_NO_PAD.encode(&hash[..hash.len() / 2])
}

fn forged() -> CallError {
    CallError::Unusable("its ID token is none that it signed for us")
}
