//! What people say of themselves, and what is said of them.

use serde_json::{Map, Value};

use super::error::ApiError;

/// Metadata travel in every access token, so they must stay small. In bytes, as JSON.
const MOST_BYTES: usize = 8 * 1024;

/// Puts new values in and takes out those that are null (gotrue-contract §1.5).
pub(crate) fn merge(into: &mut Map<String, Value>, changes: &Map<String, Value>) -> Result<(), ApiError> {
    for (key, value) in changes {
        if value.is_null() {
            into.remove(key);
        } else {
            into.insert(key.clone(), value.clone());
        }
    }
    refuse_unstorable(into)
}

/// What is left of new values: null says that there is none.
pub(crate) fn without_nulls(said: &Map<String, Value>) -> Map<String, Value> {
    said.iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// Refuses what is too long to carry about, and the one character that no database keeps.
pub(crate) fn refuse_unstorable(metadata: &Map<String, Value>) -> Result<(), ApiError> {
    let json = serde_json::to_string(metadata)
        .map_err(|error| ApiError::failure("metadata could not be written", &error))?;
    if json.len() > MOST_BYTES {
        return Err(ApiError::invalid("Metadata may take up 8 KiB at most"));
    }
    let holds_null = |(key, value): (&String, &Value)| key.contains('\0') || holds_null(value);
    if metadata.iter().any(holds_null) {
        return Err(ApiError::invalid("Metadata must not hold null characters"));
    }
    Ok(())
}

fn holds_null(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(values) => values.iter().any(holds_null),
        Value::Object(map) => map.iter().any(|(key, value)| key.contains('\0') || holds_null(value)),
        _ => false,
    }
}
