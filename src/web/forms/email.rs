//! Reading an address that somebody typed.

use crate::gotrue::{EmailAddress, EmailAddressError};
use crate::words::{Text, Words};

/// The address, or what to say beside its field.
pub(super) fn read(text: &str) -> Result<EmailAddress, Text> {
    EmailAddress::parse(text).map_err(|error| match error {
        EmailAddressError::Empty => Words::error_enter_email.into(),
        EmailAddressError::TooLong => Words::error_email_too_long.into(),
        EmailAddressError::Malformed => Words::error_email_malformed.into(),
    })
}
