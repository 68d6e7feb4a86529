//! A name a person is shown under and may sign in with.

use std::fmt;
use std::sync::LazyLock;

/// Shortest name, in characters.
const MIN_LENGTH: usize = 3;

/// Longest name, in characters: fits a line on a phone.
const MAX_LENGTH: usize = 30;

/// Names that would pass for the site or its staff, one a line, without punctuation.
static RESERVED: LazyLock<Vec<&str>> = LazyLock::new(|| {
    include_str!("reserved_usernames.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

/// A username: 3 to 30 ASCII letters, digits, `_` and `-`, beginning with a letter. It is shown as
/// it was typed and compared in lower case; with ASCII only, no two names look alike by accident of
/// script, and none can be taken for an e-mail address.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Username {
    shown_as: String,
    key: String,
}

/// Why a text is not a username. The texts are written for the person who typed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UsernameError {
    /// Nothing, or only spaces.
    #[error("Enter a username")]
    Empty,
    /// Under three characters.
    #[error("Username must be 3 characters or more")]
    TooShort,
    /// Over thirty characters.
    #[error("Username must be 30 characters or fewer")]
    TooLong,
    /// Does not begin with a letter.
    #[error("Username must begin with a letter")]
    FirstCharacter,
    /// Holds a character that names do not have.
    #[error("Username must only have letters a to z, numbers, hyphens and underscores")]
    Character,
    /// Would pass for the site or its staff.
    #[error("That username is kept for this site. Choose another one")]
    Reserved,
}

impl Username {
    /// Reads what somebody typed. Spaces around it are dropped.
    pub fn parse(text: &str) -> Result<Self, UsernameError> {
        let text = text.trim_matches(' ');
        if text.is_empty() {
            return Err(UsernameError::Empty);
        }
        if !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')) {
            return Err(UsernameError::Character);
        }
        if !text.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return Err(UsernameError::FirstCharacter);
        }
        if text.len() < MIN_LENGTH {
            return Err(UsernameError::TooShort);
        }
        if text.len() > MAX_LENGTH {
            return Err(UsernameError::TooLong);
        }
        let name = Self::stored(text.to_owned());
        if name.is_reserved() { Err(UsernameError::Reserved) } else { Ok(name) }
    }

    /// A name from its row: it was parsed once, perhaps before a word was reserved.
    pub(super) fn stored(shown_as: String) -> Self {
        let key = shown_as.to_ascii_lowercase();
        Self { shown_as, key }
    }

    /// The name as its owner writes it.
    pub fn as_str(&self) -> &str {
        &self.shown_as
    }

    /// The name as it is compared.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Punctuation does not make a reserved word another: `ad_min` still reads as one.
    fn is_reserved(&self) -> bool {
        let letters: String = self.key.chars().filter(char::is_ascii_alphanumeric).collect();
        RESERVED.contains(&letters.as_str())
    }
}

impl fmt::Display for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown_as)
    }
}

impl fmt::Debug for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Username({})", self.shown_as)
    }
}
