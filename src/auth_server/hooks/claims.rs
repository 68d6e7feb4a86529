//! What access tokens say, in the words of the operator's program.

use actix_web::http::StatusCode;
use serde::Serialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::ask::{Question, ask};
use super::hook::Hook;
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;

/// What every token says, or no reader would take it (gotrue-contract §2.1).
const NEEDED: [&str; 10] =
    ["aud", "exp", "iat", "sub", "email", "phone", "role", "aal", "session_id", "is_anonymous"];

/// Whether a value may be that of a claim.
type Form = fn(&Value) -> bool;

/// What a claim may be. Others may be anything.
const FORMS: [(&str, Form); 16] = [
    ("aud", |value| value.is_string() || value.is_array()),
    ("exp", is_whole),
    ("jti", Value::is_string),
    ("iat", is_whole),
    ("iss", Value::is_string),
    ("nbf", is_whole),
    ("sub", Value::is_string),
    ("email", Value::is_string),
    ("phone", Value::is_string),
    ("app_metadata", Value::is_object),
    ("user_metadata", Value::is_object),
    ("role", Value::is_string),
    ("aal", Value::is_string),
    ("amr", is_list_of_methods),
    ("session_id", Value::is_string),
    ("client_id", Value::is_string),
];

/// What a token of somebody says who signed in, or went on, in this way: as it was going to be, or as the
/// hook has it.
pub(crate) async fn customise(
    server: &AuthServer,
    user: Uuid,
    claims: &impl Serialize,
    method: &str,
) -> Result<Value, ApiError> {
    let failed = |error| ApiError::failure("claims could not be written", &error);
    let claims = serde_json::to_value(claims).map_err(failed)?;
    if server.settings().hooks.get(Hook::CustomAccessToken).is_none() {
        return Ok(claims);
    }
    let input = [("user_id", json!(user)), ("claims", claims), ("authentication_method", json!(method))];
    let input = input.map(|(name, value)| (name.to_owned(), value)).into_iter().collect();
    let mut answer = ask(server, Question { hook: Hook::CustomAccessToken, input }).await?;
    let unusable = "The hook's answer has not the claims of a token";
    match answer.remove("claims") {
        Some(Value::Object(claims)) if is_complete(&claims) => Ok(with_whole_numbers(claims)),
        None | Some(Value::Null | Value::Object(_)) => {
            Err(ApiError::by_hook(StatusCode::INTERNAL_SERVER_ERROR, None, unusable.to_owned()))
        }
        Some(_) => Err(ApiError::failure("a hook's answer cannot be used", &"its claims are no object")),
    }
}

fn is_complete(claims: &Map<String, Value>) -> bool {
    NEEDED.iter().all(|name| claims.contains_key(*name))
        && FORMS.iter().all(|(name, has_form)| claims.get(*name).is_none_or(has_form))
}

fn is_whole(value: &Value) -> bool {
    value.as_f64().is_some_and(|number| number.fract() == 0.0)
}

fn is_list_of_methods(value: &Value) -> bool {
    value.as_array().is_some_and(|list| list.iter().all(|entry| entry.is_string() || entry.is_object()))
}

/// A program may have written `1.0` where it meant 1: readers of tokens want it whole.
fn with_whole_numbers(mut claims: Map<String, Value>) -> Value {
    for name in ["exp", "iat", "nbf"] {
        if let Some(number) = claims.get_mut(name).filter(|value| value.as_i64().is_none()) {
            #[expect(clippy::cast_possible_truncation, reason = "a moment far beyond any is cut to the last")]
            let whole = number.as_f64().map(|seconds| seconds as i64);
            *number = json!(whole);
        }
    }
    Value::Object(claims)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims() -> Map<String, Value> {
        let claims = json!({
            "aud": "authenticated", "exp": 2, "iat": 1.0, "sub": "x", "email": "", "phone": "",
            "role": "authenticated", "aal": "aal1", "session_id": "y", "is_anonymous": false,
            "amr": ["password", {"method": "otp"}], "more": [1],
        });
        claims.as_object().unwrap().clone()
    }

    #[test]
    fn a_token_has_all_that_readers_need() {
        assert!(is_complete(&claims()));
        for name in NEEDED {
            let mut lacking = claims();
            lacking.remove(name);
            assert!(!is_complete(&lacking), "{name}");
        }
    }

    #[test]
    fn no_claim_has_another_form() {
        for (name, value) in [
            ("aud", json!(1)),
            ("exp", json!("2")),
            ("iat", json!(1.5)),
            ("sub", json!(null)),
            ("app_metadata", json!([])),
            ("amr", json!([1])),
            ("amr", json!("password")),
        ] {
            let mut wrong = claims();
            wrong.insert(name.to_owned(), value);
            assert!(!is_complete(&wrong), "{name}");
        }
    }

    #[test]
    fn moments_become_whole_numbers() {
        assert_eq!(with_whole_numbers(claims())["iat"], json!(1));
    }
}
