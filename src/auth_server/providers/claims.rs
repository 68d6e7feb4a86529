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
