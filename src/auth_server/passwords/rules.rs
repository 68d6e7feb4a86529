//! Which passwords may be set (gotrue-contract §3). Deliberately little: the site asks for more.

use crate::auth_server::error::ApiError;
use crate::gotrue::{Password, WeakPassword, WeakPasswordReason};

/// Shortest password, in bytes.
const MIN_BYTES: usize = 6;

/// Longest password, in bytes.
const MAX_BYTES: usize = 72;

const TOO_SHORT: &str = "A password has 6 characters or more";

/// Refuses what is over the ceiling.
pub(crate) fn refuse_too_long(password: &Password) -> Result<(), ApiError> {
    if password.expose().len() > MAX_BYTES {
        return Err(ApiError::invalid("A password has 72 bytes at most"));
    }
    Ok(())
}

/// Refuses a password that may not be set.
pub(crate) fn refuse_weak(password: &Password) -> Result<(), ApiError> {
    refuse_too_long(password)?;
    match weakness(password) {
        Some(weakness) => Err(ApiError::weak_password(weakness.message, weakness.reasons)),
        None => Ok(()),
    }
}

/// What is wrong with a password that signed somebody in all the same.
pub(crate) fn weakness(password: &Password) -> Option<WeakPassword> {
    (password.expose().len() < MIN_BYTES)
        .then(|| WeakPassword { message: TOO_SHORT.to_owned(), reasons: vec![WeakPasswordReason::Length] })
}
