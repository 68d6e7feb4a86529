//! Reading an address that somebody typed.

use crate::gotrue::{EmailAddress, EmailAddressError};

const HOW: &str = "Enter a full e-mail address, like name@example.com";

/// The address, or what to say beside its field.
pub(super) fn read(text: &str) -> Result<EmailAddress, &'static str> {
    EmailAddress::parse(text).map_err(|error| match error {
        EmailAddressError::Empty => "Enter your e-mail address",
        EmailAddressError::TooLong => "That e-mail address is too long",
        EmailAddressError::Malformed => HOW,
    })
}

/// What to say of an address that the auth server does not take.
pub(crate) const UNUSABLE_EMAIL: &str = HOW;
