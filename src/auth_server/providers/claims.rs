//! Reading what providers say loosely: what is not there is empty.

use serde_json::{Map, Value};

/// A text.
pub(super) fn text(said: &Map<String, Value>, name: &str) -> String {
    said.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Whether something is said to be so.
pub(super) fn is_so(said: &Map<String, Value>, name: &str) -> bool {
    said.get(name).and_then(Value::as_bool).unwrap_or_default()
}

/// A moment in seconds since 1970; a fraction of one counts for nothing (RFC 7519 §2).
pub(super) fn number(said: &Map<String, Value>, name: &str) -> Option<i64> {
    let number = said.get(name)?.as_number()?;
    let whole = || number.to_string().split_once('.').and_then(|(whole, _)| whole.parse().ok());
    number.as_i64().or_else(whole)
}
