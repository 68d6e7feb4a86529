//! How somebody is named on the command line.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

use crate::accounts::Username;
use crate::gotrue::EmailAddress;

/// What somebody goes by.
#[derive(Clone, Debug)]
pub(crate) enum Who {
    /// Their id, the auth server's or ours.
    Id(Uuid),
    /// Their address.
    Email(EmailAddress),
    /// Their name.
    Name(Username),
}

impl FromStr for Who {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Ok(id) = Uuid::try_parse(text) {
            return Ok(Self::Id(id));
        }
        if let Ok(email) = EmailAddress::parse(text) {
            return Ok(Self::Email(email));
        }
        Username::parse(text).map(Self::Name).map_err(|_| "is no e-mail address, username or id")
    }
}

/// As it was typed.
impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => id.fmt(f),
            Self::Email(email) => email.fmt(f),
            Self::Name(name) => name.fmt(f),
        }
    }
}
