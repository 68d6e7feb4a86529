//! Codes that the operator's program sends to telephones.

use serde_json::{Map, json};

use super::ask::{Question, ask};
use super::hook::Hook;
use super::people;
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::sms::Sms;
use crate::auth_server::store::UserRow;
use crate::database::Tx;

/// Has a code sent by the hook; tells whether there is one.
pub(crate) async fn send_sms(
    server: &AuthServer,
    tx: &mut Tx,
    user: &UserRow,
    sms: Sms<'_>,
) -> Result<bool, ApiError> {
    if server.settings().hooks.get(Hook::SendSms).is_none() {
        return Ok(false);
    }
    let mut message = json!({ "otp": sms.code, "phone": sms.phone });
    if let Some(sms_type) = sms.sms_type {
        message["sms_type"] = json!(sms_type);
    }
    let user = people::known(tx, user).await?;
    let input = Map::from_iter([("user".to_owned(), user), ("sms".to_owned(), message)]);
    ask(server, Question { hook: Hook::SendSms, input }).await?;
    Ok(true)
}
