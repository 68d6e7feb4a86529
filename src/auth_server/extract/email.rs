//! Addresses in bodies.

use crate::auth_server::error::ApiError;
use crate::gotrue::{EmailAddress, EmailAddressError};

/// Reads an address: nothing around it, and it is compared in lower case (gotrue-contract §0.4).
pub(crate) fn parse_email(text: &str) -> Result<EmailAddress, ApiError> {
    let parsed = EmailAddress::parse(text);
    if text.starts_with(' ') || text.ends_with(' ') {
        return Err(ApiError::invalid("That is no e-mail address"));
    }
    parsed.map_err(|error| {
        ApiError::invalid(match error {
            EmailAddressError::Empty => "An e-mail address is needed",
            EmailAddressError::TooLong => "The e-mail address is too long",
            EmailAddressError::Malformed => "That is no e-mail address",
        })
    })
}
