//! What the claims of a proved token must say before they are believed.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::super::AccessTokenClaims;
use super::{TokenError, VerifierSettings};
use crate::clock::Timestamp;

/// How far the clocks of two machines may be apart (ASVS 9.2.1).
const LEEWAY: Duration = Duration::from_secs(30);

/// Reads the claims and compares them with what is expected. Expired is only what is good in every
/// other way.
pub(super) fn claims(
    members: Map<String, Value>,
    settings: &VerifierSettings,
    now: Timestamp,
) -> Result<AccessTokenClaims, TokenError> {
    let not_before = match members.get("nbf") {
        None => None,
        Some(moment) => Some(moment.as_i64().ok_or(TokenError::Invalid)?),
    };
    if !has_exact_shapes(&members) {
        return Err(TokenError::Invalid);
    }
    let claims = AccessTokenClaims::deserialize(Value::Object(members)).map_err(|_| TokenError::Invalid)?;
    let is_ours = claims.iss.as_ref().is_some_and(|issuer| settings.issuers.contains(issuer))
        && claims.aud == settings.audience
        && claims.role == settings.role;
    if !is_ours || claims.sub.is_nil() || claims.session_id.is_nil() {
        return Err(TokenError::Invalid);
    }
    let begins = not_before.map_or(claims.iat, |moment| moment.max(claims.iat));
    if Timestamp::from_seconds(begins) > now.plus(LEEWAY) {
        let ahead = Timestamp::from_seconds(begins).since(now);
        tracing::warn!(seconds = ahead.as_secs(), "an access token is from the future: a clock is wrong");
        return Err(TokenError::Unavailable);
    }
    if Timestamp::from_seconds(claims.exp).plus(LEEWAY) <= now {
        return Err(TokenError::Expired(Box::new(claims)));
    }
    Ok(claims)
}

/// What the types alone would let pass: ids in other spellings, and ways of proof written as lists.
fn has_exact_shapes(members: &Map<String, Value>) -> bool {
    let is_id = |name| members.get(name).and_then(Value::as_str).is_some_and(is_canonical);
    let is_way = |way: &Value| way.is_string() || way.is_object();
    let ways = members.get("amr").and_then(Value::as_array);
    is_id("sub") && is_id("session_id") && ways.is_none_or(|ways| ways.iter().all(is_way))
}

/// One spelling for each id (RFC 9562 §4): lower case with hyphens.
fn is_canonical(id: &str) -> bool {
    Uuid::try_parse(id).is_ok_and(|parsed| parsed.hyphenated().to_string() == id)
}
