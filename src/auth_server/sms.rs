//! Codes that go out by telephone: only the operator's program can send them.

use super::error::ApiError;
use super::hooks::{self, Hook};
use super::server::AuthServer;
use super::store::UserRow;
use crate::database::Tx;

/// The channel that is there without any program.
pub(crate) const USUAL_CHANNEL: &str = "sms";

/// The channel of some providers, and which those are.
const WHATSAPP: &str = "whatsapp";
const OF_WHATSAPP: [&str; 2] = ["twilio", "twilio_verify"];

/// A code that goes out by telephone. It does not print.
#[derive(Clone, Copy)]
#[expect(clippy::struct_field_names, reason = "it is called so where it goes")]
pub(crate) struct Sms<'a> {
    /// Where to: digits only.
    pub(crate) phone: &'a str,
    /// The digits.
    pub(crate) code: &'a str,
    /// What the hook is told that it is for, `mfa`; of a number that signs in it is told nothing.
    pub(crate) sms_type: Option<&'static str>,
}

/// Sends a code through the hook; without one nobody can (`500 unexpected_failure`). The person is as they
/// were before it, and must be locked.
pub(crate) async fn send(
    server: &AuthServer,
    tx: &mut Tx,
    user: &UserRow,
    sms: Sms<'_>,
) -> Result<(), ApiError> {
    if hooks::send_sms(server, tx, user, sms).await? {
        return Ok(());
    }
    Err(ApiError::failure("a code could not be sent by telephone", &"no hook is set that sends messages"))
}

/// Whether a channel may be asked for: which ones there are is the hook's affair, where there is one.
pub(crate) fn takes_channel(server: &AuthServer, channel: &str) -> bool {
    let by_provider =
        || channel == WHATSAPP && OF_WHATSAPP.contains(&server.settings().phones.provider.as_str());
    channel == USUAL_CHANNEL || by_provider() || is_there(server)
}

/// Whether anybody sends messages.
pub(crate) fn is_there(server: &AuthServer) -> bool {
    server.settings().hooks.get(Hook::SendSms).is_some()
}
