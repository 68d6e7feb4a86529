//! Keys that the operator gave: one that signs, and others that only verify (gotrue-contract §2.2).

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use jsonwebtoken::{Algorithm, EncodingKey, Header, Validation};
use serde_json::{Value, json};

use super::jwk::{self, Halves};
use super::ring::{Signer, Verifier};

/// Keys that the operator gave (`GOTRUE_JWT_KEYS`).
#[derive(Clone)]
pub struct GivenKeys(Arc<Inner>);

struct Inner {
    signs: EncodingKey,
    header: Header,
    verifiers: Vec<Verifier>,
}

/// Why keys cannot be used. The texts hold nothing of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GivenKeysError {
    /// Not a list of keys.
    #[error("must be a JSON array of private keys (JWK)")]
    Json,
    /// A key without a name, or with another's.
    #[error("needs a kid of its own for key {0}")]
    Name(usize),
    /// A key that signs in a way that is not known here.
    #[error("holds key {0} whose alg is none of ES256, RS256, RS512, EdDSA and HS256")]
    Algorithm(usize),
    /// A key whose numbers are missing or wrong, or are no pair.
    #[error("holds key {0}, which is broken: it must be a whole private key")]
    Broken(usize),
    /// No key that signs, or several.
    #[error("must have exactly one key with sign among its key_ops")]
    Signers,
}

impl GivenKeys {
    /// Reads a list of private keys. What each signs must verify.
    pub fn parse(text: &str) -> Result<Self, GivenKeysError> {
        let keys: Vec<Value> = serde_json::from_str(text).map_err(|_| GivenKeysError::Json)?;
        let mut names = BTreeSet::new();
        let mut signers = Vec::new();
        let mut verifiers = Vec::new();
        for (number, key) in (1..).zip(&keys) {
            let kid = key["kid"].as_str().filter(|kid| !kid.is_empty() && names.insert(*kid));
            let kid = kid.ok_or(GivenKeysError::Name(number))?;
            let algorithm = algorithm(key).ok_or(GivenKeysError::Algorithm(number))?;
            let halves = jwk::read(key, algorithm).ok_or(GivenKeysError::Broken(number))?;
            let mut header = Header::new(algorithm);
            header.kid = Some(kid.to_owned());
            if !fit(&halves, &header) {
                return Err(GivenKeysError::Broken(number));
            }
            verifiers.push(Verifier {
                kid: kid.to_owned(),
                algorithm,
                key: halves.public,
                jwk: jwk::public(key, kid, algorithm),
            });
            let has_sign = key["key_ops"].as_array().is_some_and(|ops| ops.contains(&json!("sign")));
            if has_sign {
                signers.push((halves.private, header));
            }
        }
        match <[_; 1]>::try_from(signers) {
            Ok([(signs, header)]) => Ok(Self(Arc::new(Inner { signs, header, verifiers }))),
            Err(_) => Err(GivenKeysError::Signers),
        }
    }

    /// Whether a secret is among them, so that a token that names no key may be signed by one.
    pub(crate) fn hold_a_secret(&self) -> bool {
        self.0.verifiers.iter().any(|verifier| verifier.algorithm == Algorithm::HS256)
    }

    pub(super) fn signer(&self) -> Signer {
        Signer { header: self.0.header.clone(), key: self.0.signs.clone() }
    }

    pub(super) fn verifiers(&self) -> Vec<Verifier> {
        self.0.verifiers.clone()
    }
}

/// The keys stay out of it.
impl fmt::Debug for GivenKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GivenKeys({} keys)", self.0.verifiers.len())
    }
}

fn algorithm(key: &Value) -> Option<Algorithm> {
    match (key["kty"].as_str()?, key["alg"].as_str()?) {
        ("EC", "ES256") => Some(Algorithm::ES256),
        ("RSA", "RS256") => Some(Algorithm::RS256),
        ("RSA", "RS512") => Some(Algorithm::RS512),
        ("OKP", "EdDSA") => Some(Algorithm::EdDSA),
        ("oct", "HS256") => Some(Algorithm::HS256),
        _ => None,
    }
}

/// Whether what the private half signs the public one verifies.
fn fit(halves: &Halves, header: &Header) -> bool {
    let mut validation = Validation::new(header.alg);
    validation.required_spec_claims.clear();
    let signed = jsonwebtoken::encode(header, &json!({}), &halves.private);
    signed.is_ok_and(|token| jsonwebtoken::decode::<Value>(&token, &halves.public, &validation).is_ok())
}
