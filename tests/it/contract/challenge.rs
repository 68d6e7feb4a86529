//! What a client sends that wants a code, and exchanges it later (RFC 7636).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::answer::Answer;
use super::ask::{Ask, post};

/// What a client keeps to itself until the exchange.
pub(super) const VERIFIER: &str = "a-verifier-that-only-its-client-knows-0123456789";

/// What it sends along.
pub(super) fn challenge() -> String {
    challenge_of(VERIFIER)
}

/// The challenge that a verifier makes.
pub(super) fn challenge_of(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

/// A body with the challenge in it.
pub(super) fn challenged(mut body: Value) -> Value {
    body["code_challenge"] = challenge().into();
    body["code_challenge_method"] = "s256".into();
    body
}

/// The exchange of a code.
pub(super) fn exchange(code: &str, verifier: &str) -> Ask {
    post("/token?grant_type=pkce").json(json!({"auth_code": code, "code_verifier": verifier}))
}

/// The code in the query of a redirect; a story that needs it stops without it.
pub(super) fn code_in(redirect: &Answer) -> String {
    let location = redirect.location();
    let mut pairs = location.query_pairs();
    let code = pairs.find(|(name, _)| name == "code").unwrap_or_else(|| panic!("no code in {location}"));
    code.1.into_owned()
}
