//! Where the operator takes no telephones.

use crate::auth_server::error::ApiError;
use crate::auth_server::{AuthServer, sms};
use crate::gotrue::ErrorCode;

const BY_PHONE: &str = "Signing up and in by telephone is switched off";

/// `400 phone_provider_disabled` where numbers are not taken.
pub(crate) fn refuse_numbers(server: &AuthServer) -> Result<(), ApiError> {
    let refused = || ApiError::bad_request(ErrorCode::PHONE_PROVIDER_DISABLED, BY_PHONE);
    server.settings().phones.are_taken.then_some(()).ok_or_else(refused)
}

/// The same as `422`, which some endpoints answer.
pub(crate) fn refuse_signing_in(server: &AuthServer) -> Result<(), ApiError> {
    let refused = || ApiError::unprocessable(ErrorCode::PHONE_PROVIDER_DISABLED, BY_PHONE);
    server.settings().phones.are_taken.then_some(()).ok_or_else(refused)
}

/// The channel that a message is to take: the usual one, unless another is named. Refuses one that none takes.
pub(crate) fn channel<'a>(server: &AuthServer, named: Option<&'a str>) -> Result<&'a str, ApiError> {
    let channel = named.filter(|channel| !channel.is_empty()).unwrap_or(sms::USUAL_CHANNEL);
    let refused = || ApiError::invalid("Codes are sent by sms");
    sms::takes_channel(server, channel).then_some(channel).ok_or_else(refused)
}

/// A number may belong to an account where none signs in, as long as it can be proved: the same where it
/// cannot.
pub(crate) fn refuse_unreachable(server: &AuthServer, phone: &str) -> Result<(), ApiError> {
    let settings = &server.settings().phones;
    let has_code = settings.test_codes.of(phone, server.now()).is_some();
    if settings.are_believed || has_code || sms::is_there(server) { Ok(()) } else { refuse_numbers(server) }
}
