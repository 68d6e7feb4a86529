//! What a hook answers, read as GoTrue reads it.

use actix_web::http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::auth_server::error::ApiError;
use crate::gotrue::ErrorCode;

/// What a hook says; nothing where it only agrees.
pub(crate) type HookAnswer = Result<Map<String, Value>, HookRefusal>;

/// Why a request does not go on: the hook said so, or could not be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HookRefusal {
    status: StatusCode,
    /// None where the hook said it: codes are ours.
    code: Option<ErrorCode>,
    message: String,
}

/// A refusal in the hook's own words.
#[derive(Deserialize)]
struct Said {
    error: Option<SaidError>,
}

#[derive(Deserialize)]
struct SaidError {
    http_code: Option<i64>,
    message: Option<String>,
}

impl HookRefusal {
    pub(super) fn new(status: StatusCode, code: ErrorCode, message: &str) -> Self {
        Self { status, code: Some(code), message: message.to_owned() }
    }

    pub(super) fn failed(message: &str) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, ErrorCode::UNEXPECTED_FAILURE, message)
    }

    pub(super) fn unprocessable(code: ErrorCode, message: &str) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, message)
    }

    /// What it says of itself, for the log.
    pub(super) fn message(&self) -> &str {
        &self.message
    }
}

impl From<HookRefusal> for ApiError {
    fn from(refusal: HookRefusal) -> Self {
        Self::by_hook(refusal.status, refusal.code, refusal.message)
    }
}

/// Reads a body: a refusal, an object, or nothing at all.
pub(super) fn read(body: &[u8]) -> HookAnswer {
    if let Some(refusal) = refusal_in(body) {
        return Err(refusal);
    }
    let answer: Option<Map<String, Value>> = serde_json::from_slice(body)
        .map_err(|_| HookRefusal::failed("The hook answered with something that is no JSON object"))?;
    Ok(answer.unwrap_or_default())
}

/// A refusal needs a message, and anything that is not written as one is none.
fn refusal_in(body: &[u8]) -> Option<HookRefusal> {
    let error = serde_json::from_slice::<Said>(body).ok()?.error?;
    let message = error.message.filter(|message| !message.is_empty())?;
    let http_code = error.http_code.filter(|code| *code != 0).unwrap_or(500);
    let status = u16::try_from(http_code).ok().and_then(|code| StatusCode::from_u16(code).ok());
    // A status that cannot be answered with.
    let Some(status) = status.filter(|status| !status.is_informational()) else {
        return Some(HookRefusal::failed("The hook refused with a status that is none"));
    };
    Some(HookRefusal { status, code: None, message })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_has_a_message_and_perhaps_a_status() {
        let refused = |body: &str| read(body.as_bytes()).unwrap_err();
        let refusal = refused(r#"{"error": {"http_code": 403, "message": "no"}, "claims": {}}"#);
        let said = |status| HookRefusal { status, code: None, message: "no".to_owned() };
        assert_eq!(refusal, said(StatusCode::FORBIDDEN));
        let failure = said(StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(refused(r#"{"error": {"message": "no"}}"#), failure);
        assert_eq!(refused(r#"{"error": {"http_code": 0, "message": "no"}}"#), failure);
        for impossible in ["7", "-1", "103", "1000", "70000"] {
            let body = format!(r#"{{"error": {{"http_code": {impossible}, "message": "no"}}}}"#);
            assert_eq!(refused(&body).status, StatusCode::INTERNAL_SERVER_ERROR, "{impossible}");
        }
    }

    #[test]
    fn what_is_not_written_as_a_refusal_is_none() {
        for body in [
            "{}",
            "null",
            r#"{"error": null}"#,
            r#"{"error": {}}"#,
            r#"{"error": "no"}"#,
            r#"{"error": {"http_code": 403}}"#,
            r#"{"error": {"http_code": "403", "message": "no"}}"#,
            r#"{"error": {"http_code": 403, "message": ""}}"#,
        ] {
            assert!(read(body.as_bytes()).is_ok(), "{body}");
        }
    }

    #[test]
    fn an_answer_is_an_object() {
        for body in ["", "[]", "1", "{", "\"text\""] {
            assert!(read(body.as_bytes()).is_err(), "{body}");
        }
    }
}
