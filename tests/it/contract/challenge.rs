//! What a client sends that wants a code, and exchanges it later (RFC 7636).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::answer::Answer;
use super::ask::{Ask, get, post};
use super::telling::{Member, Telling};

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

/// Follows the link of a mail.
pub(super) fn follow(kind: &str, token: &str) -> Ask {
    get(format!("/verify?token={token}&type={kind}"))
}

/// The code of a mail that is asked for with this body.
pub(super) async fn code_of(told: &mut Telling, path: &str, kind: &str, body: Value) -> String {
    let to = body["email"].as_str().expect("an address").to_owned();
    let letter = told.quietly(post(path).json(body)).await.letter(&to).clone();
    code_in(&told.quietly(follow(kind, letter.hash())).await)
}

/// The code of a mail for a forgotten password.
pub(super) async fn recovery(told: &mut Telling, member: &Member) -> String {
    code_of(told, "/recover", "recovery", challenged(json!({"email": member.email}))).await
}
