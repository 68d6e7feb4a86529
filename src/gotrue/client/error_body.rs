//! Reads what a refusal says, in any of the five shapes (gotrue-contract §0.5).

use serde_json::{Map, Value};

use super::super::{ErrorCode, WeakPassword};

/// The longest text that can be a code, in bytes.
const LONGEST_CODE: usize = 64;

/// The code: `error_code`, else a textual `code`, else the header, else OAuth's `error`. A number
/// under `code` is the status.
pub(super) fn code(body: &Map<String, Value>, header: Option<&str>) -> Option<ErrorCode> {
    let member = |name| body.get(name).and_then(Value::as_str).and_then(as_code);
    member("error_code")
        .or_else(|| member("code"))
        .or_else(|| header.and_then(as_code))
        .or_else(|| member("error"))
}

/// What is wrong with a password, if that is what the refusal is about.
pub(super) fn weak_password(body: &Map<String, Value>) -> Option<WeakPassword> {
    serde_json::from_value(body.get("weak_password")?.clone()).ok()
}

/// A text that can be a code. Codes end up in logs, so nothing else may pass for one. Some of OAuth's
/// are written with spaces.
fn as_code(text: &str) -> Option<ErrorCode> {
    let is_code = !text.is_empty()
        && text.len() <= LONGEST_CODE
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-. ".contains(&byte));
    is_code.then(|| ErrorCode::from(text.replace(' ', "_")))
}
