//! A password somebody may choose, and the one form in which passwords are compared.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use super::Username;
use super::password_strength::{Strength, strength};
use crate::gotrue::{EmailAddress, Password};

/// Shortest password, in characters (Unicode code points).
pub const MIN_PASSWORD_CHARACTERS: usize = 12;

/// Longest password, in bytes: the auth server refuses more (gotrue-contract §3).
pub const MAX_PASSWORD_BYTES: usize = 72;

/// A password that may be set.
#[derive(Clone)]
pub struct NewPassword(Password);

/// Whom a password is for: it must not be made of what everybody knows of them.
#[derive(Clone, Copy, Debug)]
pub struct PasswordContext<'a> {
    /// Their address.
    pub email: Option<&'a EmailAddress>,
    /// Their name.
    pub username: Option<&'a Username>,
    /// The name of the site.
    pub product: &'a str,
}

/// Why a password may not be set. The texts are written for the person who typed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NewPasswordError {
    /// Nothing.
    #[error("Create a password")]
    Empty,
    /// Under twelve characters.
    #[error("Password must be 12 characters or more")]
    TooShort,
    /// Over 72 bytes.
    #[error("Password must be 72 characters or fewer. Letters with accents and symbols count more than once")]
    TooLong,
    /// Holds a line break or another character that cannot be typed everywhere.
    #[error("Password must not have line breaks or other invisible control characters")]
    ControlCharacter,
    /// Made of what everybody tries first.
    #[error("This password is too easy to guess. Use three random words, or a password manager")]
    TooCommon,
    /// Made of the person's own name or address, or of the site's name.
    #[error("Password must not be made of your name, your e-mail address or the name of this site")]
    Personal,
}

impl NewPassword {
    /// Reads a password somebody chose. It is kept whole; only different ways to write the same
    /// characters become one ([`normalise_password`]). Anything of twelve characters goes, unless it
    /// is among the first that are tried (NIST SP 800-63B-4 §3.1.1.2, ASVS 6.2.4, 6.2.11).
    pub fn parse(text: &str, about: &PasswordContext<'_>) -> Result<Self, NewPasswordError> {
        let password = normalise_password(text);
        let text = password.expose();
        if text.is_empty() {
            return Err(NewPasswordError::Empty);
        }
        if text.chars().any(char::is_control) {
            return Err(NewPasswordError::ControlCharacter);
        }
        if text.chars().count() < MIN_PASSWORD_CHARACTERS {
            return Err(NewPasswordError::TooShort);
        }
        if text.len() > MAX_PASSWORD_BYTES {
            return Err(NewPasswordError::TooLong);
        }
        match strength(text, about) {
            Strength::Common => Err(NewPasswordError::TooCommon),
            Strength::Personal => Err(NewPasswordError::Personal),
            Strength::OwnWork => Ok(Self(password)),
        }
    }

    /// The password for the auth server.
    pub fn password(self) -> Password {
        self.0
    }
}

/// The form in which a password is set and tried: Unicode NFKC, so that the same characters typed
/// on another keyboard are the same password (NIST SP 800-63B-4 §3.1.1.2). Nothing is trimmed or cut.
pub fn normalise_password(text: &str) -> Password {
    Password::from(text.nfkc().collect::<String>())
}

/// Prints nothing of the password.
impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPassword(…)")
    }
}
