//! ID tokens, checked as OpenID Connect Core 1.0 §3.1.3.7 has it.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256, Sha384, Sha512};

use super::claims::{number, text};
use super::discovery::Discovery;
use super::endpoints::GOOGLE;
use super::{CallError, Caller};
use crate::clock::Timestamp;

/// What may sign: nothing that whoever knows a public key, or none, could use (RFC 8725 §3.1).
const ALGORITHMS: [(&str, Algorithm); 9] = [
    ("RS256", Algorithm::RS256),
    ("RS384", Algorithm::RS384),
    ("RS512", Algorithm::RS512),
    ("PS256", Algorithm::PS256),
    ("PS384", Algorithm::PS384),
    ("PS512", Algorithm::PS512),
    ("ES256", Algorithm::ES256),
    ("ES384", Algorithm::ES384),
    ("EdDSA", Algorithm::EdDSA),
];

/// What signs where an issuer does not say what does (OpenID Connect Discovery 1.0 §3).
const USUAL: &str = "RS256";

/// How far the clock of an issuer may be ahead of ours.
const AHEAD: Duration = Duration::from_mins(5);

/// What is checked of an ID token.
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    /// For whom it may be: any of these.
    pub(super) client_ids: &'a [&'a str],
    /// The access token that came with it, if one did.
    pub(super) access_token: Option<&'a str>,
    pub(super) now: Timestamp,
}

impl Expected<'_> {
    /// Reads an ID token that the issuer signed for us. `found` is where the issuer has its keys.
    pub(super) async fn read(
        &self,
        caller: &Caller,
        found: &Discovery,
        id_token: &str,
    ) -> Result<Map<String, Value>, CallError> {
        let header = jsonwebtoken::decode_header(id_token).map_err(|_| forged())?;
        if header.crit.is_some() || !signs(found, header.alg) {
            return Err(forged());
        }
        let keys: JwkSet = caller.get(&found.jwks_uri, None).await?;
        let claims = named(&keys, &header).find_map(|key| self.open(id_token, &header, key));
        let claims = claims.ok_or_else(forged)?;
        self.check(header.alg, &claims)?;
        Ok(claims)
    }

    fn open(&self, id_token: &str, header: &Header, key: &Jwk) -> Option<Map<String, Value>> {
        let key = DecodingKey::from_jwk(key).ok()?;
        let mut validation = Validation::new(header.alg);
        validation.set_audience(self.client_ids);
        validation.set_required_spec_claims(&["aud", "iss", "sub", "exp"]);
        // By our own clock, and the issuer as it was asked.
        validation.validate_exp = false;
        jsonwebtoken::decode(id_token, &key, &validation).ok().map(|opened| opened.claims)
    }

    fn check(&self, algorithm: Algorithm, claims: &Map<String, Value>) -> Result<(), CallError> {
        let value = |name: &str| claims.get(name).unwrap_or(&Value::Null);
        let is_text = |name: &str| value(name).is_null() || value(name).is_string();
        let is_moment = |name: &str| value(name).is_null() || value(name).is_number();
        if !["nonce", "at_hash"].into_iter().all(is_text) || !["iat", "nbf"].into_iter().all(is_moment) {
            return Err(forged());
        }
        let (said, asked) = (text(claims, "iss"), self.issuer.trim_end_matches('/'));
        let is_google = asked == GOOGLE && GOOGLE.strip_prefix("https://") == Some(&*said);
        if said.trim_end_matches('/') != asked && !is_google {
            return Err(CallError::Unusable("its ID token is of another issuer"));
        }
        let ends = number(claims, "exp").ok_or_else(forged)?;
        if self.now >= Timestamp::from_seconds(ends) {
            return Err(CallError::Unusable("its ID token is over"));
        }
        let begins = number(claims, "nbf");
        if begins.is_some_and(|begins| Timestamp::from_seconds(begins) > self.now.plus(AHEAD)) {
            return Err(CallError::Unusable("its ID token is not good yet"));
        }
        let at_hash = text(claims, "at_hash");
        let other = |access_token: &str| !at_hash.is_empty() && at_hash != half_hash(algorithm, access_token);
        if self.access_token.is_some_and(other) {
            return Err(CallError::Unusable("its ID token belongs to another access token"));
        }
        Ok(())
    }
}

/// Whether an issuer says that it signs so.
fn signs(found: &Discovery, algorithm: Algorithm) -> bool {
    let Some((name, _)) = ALGORITHMS.iter().find(|(_, known)| *known == algorithm) else { return false };
    let said = &found.id_token_signing_alg_values_supported;
    let says_none = !said.iter().any(|said| ALGORITHMS.iter().any(|(known, _)| said == known));
    said.iter().any(|said| said == name) || (says_none && *name == USUAL)
}

/// The keys that may have signed: those of the name in the header, or all where there is none.
fn named<'a>(keys: &'a JwkSet, header: &Header) -> impl Iterator<Item = &'a Jwk> {
    let kid = header.kid.clone();
    keys.keys.iter().filter(move |key| kid.is_none() || key.common.key_id == kid)
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
