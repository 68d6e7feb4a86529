//! An e-mail address as the auth server compares it: ASCII, lower case, at most 255 bytes.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Longest address the auth server takes, in bytes (gotrue-contract §0.4).
const MAX_BYTES: usize = 255;

/// Longest local part (RFC 5321 §4.5.3.1.1), in bytes.
const MAX_LOCAL_BYTES: usize = 64;

/// Longest label of a host name (RFC 1035 §2.3.4), in bytes.
const MAX_LABEL_BYTES: usize = 63;

/// An address of the form `name@host` by the rule browsers use (HTML, "valid e-mail address"),
/// trimmed and in lower case. Only ASCII: letters that look alike or fold into each other can then
/// not stand for one another.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// Why a text is not an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailAddressError {
    /// Nothing, or only spaces.
    #[error("empty")]
    Empty,
    /// Over 255 bytes.
    #[error("too long")]
    TooLong,
    /// Not `name@host`.
    #[error("not of the form name@host")]
    Malformed,
}

impl EmailAddress {
    /// Reads what somebody typed. Spaces around it are dropped.
    pub fn parse(text: &str) -> Result<Self, EmailAddressError> {
        let text = text.trim_matches(' ');
        if text.is_empty() {
            return Err(EmailAddressError::Empty);
        }
        if text.len() > MAX_BYTES {
            return Err(EmailAddressError::TooLong);
        }
        let (local, host) = text.split_once('@').ok_or(EmailAddressError::Malformed)?;
        if is_local_part(local) && is_host(host) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(EmailAddressError::Malformed)
        }
    }

    /// The address as it is sent and compared.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address with its middle hidden, for logs: `a…@example.com`.
    pub fn masked(&self) -> String {
        let (local, host) = self.0.split_once('@').unwrap_or((&self.0, ""));
        format!("{}…@{host}", local.get(..1).unwrap_or_default())
    }
}

fn is_local_part(local: &str) -> bool {
    const PUNCTUATION: &[u8] = b".!#$%&'*+/=?^_`{|}~-";
    !local.is_empty()
        && local.len() <= MAX_LOCAL_BYTES
        && local.bytes().all(|byte| byte.is_ascii_alphanumeric() || PUNCTUATION.contains(&byte))
}

fn is_host(host: &str) -> bool {
    host.split('.').all(|label| {
        !label.is_empty()
            && label.len() <= MAX_LABEL_BYTES
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Masked: a whole address does not belong in a log.
impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EmailAddress({})", self.masked())
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = EmailAddressError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}
