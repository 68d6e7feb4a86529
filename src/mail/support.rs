//! Where people find help, as every page and every mail tells them.

use std::fmt;

use url::Url;

use crate::gotrue::EmailAddress;

/// Schemes of links that people can follow from a page and from a mail.
const SCHEMES: [&str; 4] = ["https", "http", "mailto", "tel"];

/// An address or a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Support {
    /// Somebody who reads mail.
    Address(EmailAddress),
    /// A page, or another place that a link can lead to.
    Link(Url),
}

/// The text leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is neither an e-mail address nor a URL that begins with https://")]
pub struct SupportError;

impl Support {
    /// Reads an e-mail address or a URL.
    pub fn parse(text: &str) -> Result<Self, SupportError> {
        if let Ok(address) = EmailAddress::parse(text) {
            return Ok(Self::Address(address));
        }
        let url = Url::parse(text.trim()).map_err(|_| SupportError)?;
        if SCHEMES.contains(&url.scheme()) { Ok(Self::Link(url)) } else { Err(SupportError) }
    }

    /// What a link to it holds.
    pub fn href(&self) -> String {
        match self {
            Self::Address(address) => format!("mailto:{}", address.as_str()),
            Self::Link(url) => url.to_string(),
        }
    }

    /// The address, if it is one.
    pub const fn address(&self) -> Option<&EmailAddress> {
        match self {
            Self::Address(address) => Some(address),
            Self::Link(_) => None,
        }
    }

    /// Whether a program may be told of it too, as `security.txt` asks (RFC 9116 §2.5.3).
    pub fn is_safe(&self) -> bool {
        match self {
            Self::Address(_) => true,
            Self::Link(url) => url.scheme() != "http",
        }
    }
}

/// As people read it.
impl fmt::Display for Support {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => address.fmt(f),
            Self::Link(url) => url.fmt(f),
        }
    }
}
