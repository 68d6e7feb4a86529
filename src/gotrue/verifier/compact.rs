//! Takes a compact JWT apart (RFC 7515 §7.1) and reads its header. The claims stay closed until the
//! signature is proved.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey};
use serde_json::{Map, Value};

use super::key_set::LONGEST_KEY_ID;
use crate::gotrue::strict_json;

/// The longest token that is looked at, in bytes. It has to fit into cookies.
const LONGEST_TOKEN: usize = 8 * 1024;

/// The algorithms that can sign a token here; each is for keys of one kind.
const ALGORITHMS: [(&str, Algorithm); 3] =
    [("ES256", Algorithm::ES256), ("RS256", Algorithm::RS256), ("HS256", Algorithm::HS256)];

/// A token whose header can be used and whose claims are not proved yet.
pub(super) struct Compact<'a> {
    pub(super) algorithm: Algorithm,
    /// Names a key, and is nothing else: neither a path nor a URL.
    pub(super) key_id: Option<String>,
    /// Header and claims as they were signed.
    message: &'a str,
    claims: &'a str,
    signature: &'a str,
}

impl<'a> Compact<'a> {
    /// Nothing when it is no token that could ever be believed.
    pub(super) fn read(token: &'a str) -> Option<Self> {
        if token.len() > LONGEST_TOKEN {
            return None;
        }
        let (message, signature) = token.rsplit_once('.')?;
        let (header, claims) = message.split_once('.')?;
        if [claims, signature].iter().any(|part| part.is_empty() || part.contains('.')) {
            return None;
        }
        let header = strict_json::object(&URL_SAFE_NO_PAD.decode(header).ok()?)?;
        let Header { algorithm, key_id } = Header::read(&header)?;
        Some(Self { algorithm, key_id, message, claims, signature })
    }

    /// The claims, once a key has proved the signature.
    pub(super) fn proved_by(&self, key: &DecodingKey) -> Option<Map<String, Value>> {
        let message = self.message.as_bytes();
        let is_proved = jsonwebtoken::crypto::verify(self.signature, message, key, self.algorithm);
        if !is_proved.unwrap_or(false) {
            return None;
        }
        strict_json::object(&URL_SAFE_NO_PAD.decode(self.claims).ok()?)
    }
}

struct Header {
    algorithm: Algorithm,
    key_id: Option<String>,
}

impl Header {
    /// Members that carry keys or say where some are (`jku`, `jwk`, `x5u`, `x5c`) are not looked at.
    fn read(header: &Map<String, Value>) -> Option<Self> {
        // What a token marks as critical is not understood here (RFC 7515 §4.1.11), and a token
        // inside a token is no access token.
        if header.contains_key("crit") || header.contains_key("cty") {
            return None;
        }
        // A token of another kind says so (RFC 8725 §3.11).
        if header.get("typ").is_some_and(|typ| !is_jwt(typ)) {
            return None;
        }
        let named = header.get("alg")?.as_str()?;
        let (_, algorithm) = ALGORITHMS.into_iter().find(|(name, _)| *name == named)?;
        let key_id = match header.get("kid") {
            None => None,
            Some(Value::String(id)) if id.len() <= LONGEST_KEY_ID => Some(id.clone()),
            Some(_) => return None,
        };
        Some(Self { algorithm, key_id })
    }
}

fn is_jwt(typ: &Value) -> bool {
    typ.as_str().is_some_and(|typ| typ.eq_ignore_ascii_case("JWT"))
}
