//! Why a row is not taken.

use crate::accounts::UsernameError;

/// A row that is not taken.
#[derive(Debug)]
pub(in crate::cli) struct Fault {
    /// The line it begins on.
    pub(in crate::cli) line: u64,
    pub(in crate::cli) reason: Reason,
}

/// Why. The texts name columns and never what stands in them.
#[derive(Debug, thiserror::Error)]
pub(in crate::cli) enum Reason {
    #[error("it is not UTF-8")]
    NotUtf8,
    #[error("it is no JSON object")]
    NotAnObject,
    #[error("it is longer than 64 KiB")]
    TooLong,
    #[error("it has {found} fields and the header {expected}")]
    Fields { found: usize, expected: usize },
    #[error("`{0}` is no text")]
    NotText(&'static str),
    #[error("`{0}` is neither true nor false, nor a time")]
    NotAFlag(&'static str),
    #[error("`{0}` is no time such as 2026-11-24T10:54:00Z")]
    NotATime(&'static str),
    #[error("`{0}` is no JSON object")]
    NotMetadata(&'static str),
    #[error("it has no e-mail address")]
    NoAddress,
    #[error("its e-mail address is none: only name@host in ASCII is")]
    Address,
    #[error("its password hash is none of bcrypt, argon2id and argon2i")]
    Hash,
    #[error("its username cannot be one here: {0}")]
    Username(#[from] UsernameError),
    #[error("its username is somebody else's here")]
    NameTaken,
    #[error("it was deleted where it comes from")]
    Deleted,
    #[error("its e-mail address has another account already")]
    AddressTaken,
    #[error("its id is another account's")]
    IdTaken,
    #[error("the auth server refuses it: {0}")]
    Refused(String),
}

impl Reason {
    pub(super) const fn at(self, line: u64) -> Fault {
        Fault { line, reason: self }
    }
}
