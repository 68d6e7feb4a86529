//! Sending codes: a new one in its slot, the moment noted, and the message on its way, all in the
//! transaction of whoever asks.

use serde_json::{Value, json};

use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::frequency::refuse_message_too_soon;
use crate::auth_server::one_time_tokens::{OneTimeToken, Slot};
use crate::auth_server::send::place;
use crate::auth_server::sms::{self, Sms};
use crate::auth_server::store::{UserRow, users};
use crate::clock::Timestamp;
use crate::database::Tx;

/// The id of a message that nobody sent, since its code is always the same.
const TEST_MESSAGE: &str = "test-otp";

/// What came of sending a code.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sent {
    /// The id of the message, where it has one.
    message_id: Option<&'static str>,
}

impl Sent {
    /// As answers tell it.
    pub(crate) fn body(self) -> Value {
        self.message_id.map_or_else(|| json!({}), |id| json!({ "message_id": id }))
    }
}

/// Sends the code that proves the number of an account, or signs in by it. The person must be locked.
pub(crate) async fn confirmation(
    server: &AuthServer,
    tx: &mut Tx,
    user: &mut UserRow,
) -> Result<Sent, ApiError> {
    refuse_too_soon(server, user.confirmation_sent_at)?;
    let to = own_number(user)?;
    let sent = send(server, tx, user, Slot::PhoneConfirmation, &to).await?;
    user.confirmation_sent_at = Some(server.now());
    users::save(tx.executor(), user).await?;
    Ok(sent)
}

/// Sends the code that makes a number the account's. The person must be locked.
pub(crate) async fn change(
    server: &AuthServer,
    tx: &mut Tx,
    user: &mut UserRow,
    new_phone: &str,
) -> Result<Sent, ApiError> {
    refuse_too_soon(server, user.phone_change_sent_at)?;
    user.phone_change = Some(new_phone.to_owned());
    let sent = send(server, tx, user, Slot::PhoneChange, new_phone).await?;
    user.phone_change_sent_at = Some(server.now());
    users::save(tx.executor(), user).await?;
    Ok(sent)
}

/// Sends the code for a sensitive change. The person must be locked.
pub(crate) async fn reauthentication(
    server: &AuthServer,
    tx: &mut Tx,
    user: &mut UserRow,
) -> Result<Sent, ApiError> {
    refuse_too_soon(server, user.reauthentication_sent_at)?;
    let to = own_number(user)?;
    let sent = send(server, tx, user, Slot::Reauthentication, &to).await?;
    user.reauthentication_sent_at = Some(server.now());
    users::save(tx.executor(), user).await?;
    Ok(sent)
}

fn refuse_too_soon(server: &AuthServer, sent_at: Option<Timestamp>) -> Result<(), ApiError> {
    refuse_message_too_soon(sent_at, server.settings().phones.pause, server.now())
}

fn own_number(user: &UserRow) -> Result<String, ApiError> {
    user.phone.clone().ok_or_else(|| ApiError::invalid("The account has no telephone number"))
}

/// A number with a fixed code is sent nothing, and counts for nothing.
async fn send(
    server: &AuthServer,
    tx: &mut Tx,
    user: &UserRow,
    slot: Slot,
    to: &str,
) -> Result<Sent, ApiError> {
    let settings = &server.settings().phones;
    let (token, sent) = if let Some(code) = settings.test_codes.of(to, server.now()) {
        (OneTimeToken::of(to, code.to_owned()), Sent { message_id: Some(TEST_MESSAGE) })
    } else {
        server.spend_message()?;
        let token = OneTimeToken::draw(to, settings.code_digits)?;
        sms::send(server, tx, user, Sms { phone: to, code: &token.code, sms_type: None }).await?;
        (token, Sent::default())
    };
    place(server, tx, user, slot, to, &token).await?;
    Ok(sent)
}
