//! The keys as one moment knows them: one that signs, and all that verify.

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::auth_server::error::ApiError;
use crate::clock::Timestamp;
use crate::gotrue::{AccessToken, ErrorCode};

/// What a bearer's token says, as far as this server asks. Types are exact: a number where a text
/// belongs makes the token unreadable (CVE-2026-25537).
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct BearerClaims {
    #[serde(default)]
    pub(crate) sub: Option<String>,
    #[serde(default)]
    pub(crate) aud: Option<String>,
    #[serde(default)]
    pub(crate) exp: Option<i64>,
    #[serde(default)]
    pub(crate) role: String,
    #[serde(default)]
    pub(crate) session_id: Option<String>,
    #[serde(default)]
    pub(crate) is_anonymous: bool,
}

/// The keys as one moment knows them.
pub(crate) struct KeyRing {
    pub(super) signer: Signer,
    pub(super) verifiers: Vec<Verifier>,
    /// Verifies HS256 tokens, where a secret was given.
    pub(super) shared_secret: Option<DecodingKey>,
    pub(super) read_at: Timestamp,
}

/// What signs.
pub(super) struct Signer {
    pub(super) header: Header,
    pub(super) key: EncodingKey,
}

/// What verifies the tokens that name it.
#[derive(Clone)]
pub(super) struct Verifier {
    pub(super) kid: String,
    pub(super) algorithm: Algorithm,
    pub(super) key: DecodingKey,
    /// As it is published; a secret is not.
    pub(super) jwk: Option<Value>,
}

/// Why a token is none of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It names a key that this ring does not hold.
    UnknownKey,
    /// It was altered, or is no token.
    Forged,
}

impl KeyRing {
    /// Signs an access token.
    pub(crate) fn sign(&self, claims: &impl Serialize) -> Result<AccessToken, ApiError> {
        jsonwebtoken::encode(&self.signer.header, claims, &self.signer.key)
            .map(AccessToken::from)
            .map_err(|error| ApiError::failure("a token could not be signed", &error))
    }

    /// Whether what it signs can be verified by somebody who holds no secret of ours.
    pub(crate) const fn signs_for_others(&self) -> bool {
        !matches!(self.signer.header.alg, Algorithm::HS256)
    }

    /// Reads a token that one of the keys signed. The key is chosen by name and the algorithm is the
    /// key's, whatever the token says (RFC 8725 §3.1). Its end is not looked at here.
    pub(super) fn open(&self, token: &str) -> Result<BearerClaims, Refusal> {
        let header = jsonwebtoken::decode_header(token).map_err(|_| Refusal::Forged)?;
        if header.crit.is_some() {
            return Err(Refusal::Forged);
        }
        let named = |verifier: &&Verifier| header.kid.as_ref() == Some(&verifier.kid);
        let (key, algorithm) = match (self.verifiers.iter().find(named), &self.shared_secret) {
            (Some(verifier), _) if verifier.algorithm == header.alg => (&verifier.key, verifier.algorithm),
            (None, Some(secret)) if header.alg == Algorithm::HS256 => (secret, Algorithm::HS256),
            (None, _) if header.alg == Algorithm::ES256 => return Err(Refusal::UnknownKey),
            _ => return Err(Refusal::Forged),
        };
        let mut validation = Validation::new(algorithm);
        validation.required_spec_claims.clear();
        validation.validate_aud = false;
        // By our own clock, later.
        validation.validate_exp = false;
        let opened = jsonwebtoken::decode(token, key, &validation);
        opened.map(|opened| opened.claims).map_err(|_| Refusal::Forged)
    }

    /// The public keys (RFC 7517). A secret is never among them.
    pub(crate) fn jwks(&self) -> Value {
        json!({ "keys": self.verifiers.iter().filter_map(|one| one.jwk.as_ref()).collect::<Vec<_>>() })
    }
}

impl From<Refusal> for ApiError {
    fn from(_: Refusal) -> Self {
        Self::forbidden(ErrorCode::BAD_JWT, "The token is not one of this server")
    }
}
