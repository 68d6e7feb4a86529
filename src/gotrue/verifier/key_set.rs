//! The public keys that access tokens are signed with (RFC 7517), as far as they can be used here.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey};
use serde::Deserialize;
use serde_json::{Value, json};

/// The longest name of a key, in bytes.
pub(super) const LONGEST_KEY_ID: usize = 128;

/// The length of a coordinate on P-256, in bytes.
const COORDINATE_BYTES: usize = 32;

/// Sizes of RSA moduli, in bytes: below it is weak (RFC 7518 §3.3), above it is slow.
const MODULUS_BYTES: std::ops::RangeInclusive<usize> = 256..=1024;

/// Keys by name. Each is good for one algorithm.
#[derive(Default)]
pub(super) struct KeySet(HashMap<String, PublicKey>);

struct PublicKey {
    algorithm: Algorithm,
    key: DecodingKey,
    /// Its public members, for keeping it until the next start.
    jwk: Value,
}

/// The members of a key that decide whether it can be used.
#[derive(Deserialize)]
struct Jwk {
    kty: String,
    kid: String,
    alg: String,
    #[serde(rename = "use")]
    usage: Option<String>,
    key_ops: Option<Vec<String>>,
    crv: Option<String>,
    x: Option<String>,
    y: Option<String>,
    n: Option<String>,
    e: Option<String>,
}

impl KeySet {
    /// Reads a JWK set. Keys that cannot be used are left out; nothing when it is no set at all.
    pub(super) fn parse(text: &str) -> Option<Self> {
        #[derive(Deserialize)]
        struct Set {
            keys: Vec<Value>,
        }
        let set: Set = serde_json::from_str(text).ok()?;
        if !set.keys.iter().all(Value::is_object) {
            return None;
        }
        let mut keys = HashMap::new();
        for jwk in set.keys.into_iter().filter_map(|jwk| serde_json::from_value::<Jwk>(jwk).ok()) {
            if let Some(key) = PublicKey::read(&jwk) {
                // Of two keys with one name the first counts: which one is meant cannot be known.
                keys.entry(jwk.kid).or_insert(key);
            }
        }
        Some(Self(keys))
    }

    /// The set as text, with nothing in it but what is used here.
    pub(super) fn to_json(&self) -> String {
        let mut names: Vec<_> = self.0.keys().collect();
        names.sort();
        let keys: Vec<_> = names.iter().filter_map(|name| self.0.get(*name)).map(|key| &key.jwk).collect();
        json!({ "keys": keys }).to_string()
    }

    /// Whether a key of this name is here.
    pub(super) fn names(&self, key_id: &str) -> bool {
        self.0.contains_key(key_id)
    }

    /// The key of this name, if it is for this algorithm.
    pub(super) fn get(&self, key_id: &str, algorithm: Algorithm) -> Option<&DecodingKey> {
        self.0.get(key_id).filter(|key| key.algorithm == algorithm).map(|key| &key.key)
    }

    /// Whether no token can be proved with it.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl PublicKey {
    /// Nothing when it is for something else, or for an algorithm that is not used here. A shared
    /// secret in a public set is none.
    fn read(jwk: &Jwk) -> Option<Self> {
        let signs = jwk.usage.as_deref().is_none_or(|usage| usage == "sig")
            && jwk.key_ops.as_ref().is_none_or(|ops| ops.iter().any(|op| op == "verify"));
        if !signs || jwk.kid.is_empty() || jwk.kid.len() > LONGEST_KEY_ID {
            return None;
        }
        match (jwk.kty.as_str(), jwk.alg.as_str()) {
            ("EC", "ES256") => Self::p256(jwk),
            ("RSA", "RS256") => Self::rsa(jwk),
            _ => None,
        }
    }

    fn p256(jwk: &Jwk) -> Option<Self> {
        let (x, y) = (jwk.x.as_deref()?, jwk.y.as_deref()?);
        let is_point = |text| byte_count(text) == Some(COORDINATE_BYTES);
        if jwk.crv.as_deref() != Some("P-256") || !is_point(x) || !is_point(y) {
            return None;
        }
        Some(Self {
            algorithm: Algorithm::ES256,
            key: DecodingKey::from_ec_components(x, y).ok()?,
            jwk: json!({
                "kty": "EC", "crv": "P-256", "x": x, "y": y, "alg": "ES256", "use": "sig", "kid": jwk.kid,
            }),
        })
    }

    fn rsa(jwk: &Jwk) -> Option<Self> {
        let (n, e) = (jwk.n.as_deref()?, jwk.e.as_deref()?);
        if !MODULUS_BYTES.contains(&byte_count(n)?) {
            return None;
        }
        Some(Self {
            algorithm: Algorithm::RS256,
            key: DecodingKey::from_rsa_components(n, e).ok()?,
            jwk: json!({ "kty": "RSA", "n": n, "e": e, "alg": "RS256", "use": "sig", "kid": jwk.kid }),
        })
    }
}

fn byte_count(text: &str) -> Option<usize> {
    URL_SAFE_NO_PAD.decode(text).ok().map(|bytes| bytes.len())
}
