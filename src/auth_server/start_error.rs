//! Why the auth server could not start.

use crate::keys::{KeyError, SealError};

/// Why the auth server could not start, or its keys could not be changed.
#[derive(Debug, thiserror::Error)]
pub enum AuthServerError {
    /// A key could not be derived.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The database failed.
    #[error("the auth server's tables could not be reached: {0}")]
    Database(String),
    /// A signing key could not be sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// A signing key could not be made or used.
    #[error("a signing key could not be made or read")]
    SigningKey,
    /// There is no such signing key, or it is the one in use.
    #[error("there is no such retired key")]
    NoSuchKey,
}
