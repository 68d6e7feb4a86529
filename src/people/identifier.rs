//! What people sign in with.

use crate::accounts::{Username, normalise_password};
use crate::gotrue::{EmailAddress, Password};

/// Who somebody says they are.
#[derive(Clone, Debug)]
pub(crate) enum Identifier {
    /// By their address.
    Email(EmailAddress),
    /// By their name.
    Username(Username),
    /// By something that is neither, so that nobody is known by it.
    Nobody(String),
}

/// What somebody signs in with. Whether it is right is for the auth server to say.
pub(crate) struct Credentials {
    pub(crate) identifier: Identifier,
    pub(crate) password: Password,
}

impl Identifier {
    /// Reads what somebody typed.
    pub(crate) fn read(text: &str) -> Self {
        if let Ok(email) = EmailAddress::parse(text) {
            return Self::Email(email);
        }
        Username::parse(text).map_or_else(|_| Self::Nobody(text.trim().to_lowercase()), Self::Username)
    }
}

impl Credentials {
    /// Reads what somebody typed, or a program sent.
    pub(crate) fn read(identifier: &str, password: &str) -> Self {
        Self { identifier: Identifier::read(identifier), password: normalise_password(password) }
    }
}
