//! Whether a password or a code that was tried counts.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::ask::{Question, ask};
use super::hook::Hook;
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;

/// What a hook decides about an attempt.
pub(crate) enum Decision {
    /// It counts as what it is.
    Continue,
    /// It is refused, right or wrong.
    Reject {
        /// In which words, if the hook has any.
        message: Option<String>,
        /// Whether all sessions of the person end.
        ends_sessions: bool,
    },
}

/// Asks about a password that somebody's account was tried with.
pub(crate) async fn after_password(
    server: &AuthServer,
    user: Uuid,
    is_right: bool,
) -> Result<Decision, ApiError> {
    let input = json!({ "user_id": user, "valid": is_right });
    decide(server, Hook::PasswordVerificationAttempt, input).await
}

/// Asks about a proof of a second factor.
pub(crate) async fn after_code(
    server: &AuthServer,
    user: Uuid,
    factor: Uuid,
    factor_type: &str,
    is_right: bool,
) -> Result<Decision, ApiError> {
    let input =
        json!({ "user_id": user, "factor_id": factor, "factor_type": factor_type, "valid": is_right });
    decide(server, Hook::MfaVerificationAttempt, input).await
}

async fn decide(server: &AuthServer, hook: Hook, input: Value) -> Result<Decision, ApiError> {
    if server.settings().hooks.get(hook).is_none() {
        return Ok(Decision::Continue);
    }
    let Value::Object(input) = input else { return Ok(Decision::Continue) };
    read(&ask(server, Question { hook, input }).await?)
}

/// Anything but a rejection lets the attempt count.
fn read(answer: &Map<String, Value>) -> Result<Decision, ApiError> {
    let text = |name: &str| match answer.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(ApiError::failure("a hook's answer cannot be used", &format!("{name} is no text"))),
    };
    let ends_sessions = match answer.get("should_logout_user") {
        None | Some(Value::Null) => false,
        Some(Value::Bool(ends)) => *ends,
        Some(_) => return Err(ApiError::failure("a hook's answer cannot be used", &"not true or false")),
    };
    let (decision, message) = (text("decision")?, text("message")?);
    if decision.as_deref() == Some("reject") {
        return Ok(Decision::Reject { message: message.filter(|text| !text.is_empty()), ends_sessions });
    }
    Ok(Decision::Continue)
}
