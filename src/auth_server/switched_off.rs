//! Ways to sign up and in that the operator switched off.

use super::error::ApiError;
use super::server::AuthServer;
use crate::gotrue::ErrorCode;

const BY_ADDRESS: &str = "Signing up and in by e-mail is switched off";

/// `400 email_provider_disabled` where addresses are not taken.
pub(crate) fn refuse_addresses(server: &AuthServer) -> Result<(), ApiError> {
    let refused = || ApiError::bad_request(ErrorCode::EMAIL_PROVIDER_DISABLED, BY_ADDRESS);
    server.settings().takes_addresses.then_some(()).ok_or_else(refused)
}

/// The same as `422`, which some endpoints answer.
pub(crate) fn refuse_signing_in_by_address(server: &AuthServer) -> Result<(), ApiError> {
    let refused = || ApiError::unprocessable(ErrorCode::EMAIL_PROVIDER_DISABLED, BY_ADDRESS);
    server.settings().takes_addresses.then_some(()).ok_or_else(refused)
}

/// `422 email_provider_disabled` where a mail alone signs nobody in.
pub(crate) fn refuse_signing_in_by_mail(server: &AuthServer) -> Result<(), ApiError> {
    refuse_signing_in_by_address(server)?;
    let code = ErrorCode::EMAIL_PROVIDER_DISABLED;
    let refused = || ApiError::unprocessable(code, "Signing in by a mail alone is switched off");
    server.settings().signs_in_by_mail.then_some(()).ok_or_else(refused)
}

/// `404 feature_disabled` where no programs of others are let in.
pub(crate) fn refuse_without_oauth_server(server: &AuthServer) -> Result<(), ApiError> {
    let refused =
        || ApiError::not_found(ErrorCode::FEATURE_DISABLED, "No programs of others are let in here");
    server.settings().oauth_server.is_on.then_some(()).ok_or_else(refused)
}
