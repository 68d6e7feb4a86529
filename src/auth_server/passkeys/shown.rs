//! Passkeys as they are told of, and how they are named in paths.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::auth_server::error::ApiError;
use crate::auth_server::store::passkeys::PasskeyRow;
use crate::gotrue::ErrorCode;

/// A passkey that was just made.
pub(crate) fn shown_new(passkey: &PasskeyRow) -> Value {
    let mut shown = json!({ "id": passkey.id, "created_at": passkey.created_at });
    if !passkey.friendly_name.is_empty() {
        shown["friendly_name"] = json!(passkey.friendly_name);
    }
    shown
}

/// A passkey of a list.
pub(crate) fn shown(passkey: &PasskeyRow) -> Value {
    let mut shown = shown_new(passkey);
    if let Some(last_used_at) = passkey.last_used_at {
        shown["last_used_at"] = json!(last_used_at);
    }
    shown
}

/// The id of a passkey in a path.
pub(crate) fn parse_id(text: &str) -> Result<Uuid, ApiError> {
    Uuid::try_parse(text).map_err(|_| not_found())
}

/// `404 validation_failed`, also for those of somebody else.
pub(crate) fn not_found() -> ApiError {
    ApiError::not_found(ErrorCode::VALIDATION_FAILED, "There is no such passkey")
}
