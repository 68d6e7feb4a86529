//! Which passwords may be set (gotrue-contract §3). Deliberately little: the site asks for more.

use crate::auth_server::error::ApiError;
use crate::gotrue::{Password, WeakPasswordReason};

/// Shortest password that may be asked for, in bytes.
const LEAST_BYTES: usize = 6;

/// Longest password, in bytes.
const MAX_BYTES: usize = 72;

/// Which passwords may be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordRules {
    min_bytes: usize,
    required: Vec<String>,
}

impl Default for PasswordRules {
    fn default() -> Self {
        Self::new(LEAST_BYTES, Vec::new())
    }
}

impl PasswordRules {
    /// At least so many bytes, never less than six (`GOTRUE_PASSWORD_MIN_LENGTH`), and at least one character
    /// of each of these sets (`GOTRUE_PASSWORD_REQUIRED_CHARACTERS`).
    pub fn new(min_bytes: usize, required: Vec<String>) -> Self {
        Self { min_bytes: min_bytes.max(LEAST_BYTES), required }
    }

    /// What is wrong with a password, and how that is said.
    pub(super) fn faults(&self, password: &Password) -> Vec<(WeakPasswordReason, String)> {
        let password = password.expose();
        let mut faults = Vec::new();
        if password.len() < self.min_bytes {
            let message = format!("A password has {} characters or more.", self.min_bytes);
            faults.push((WeakPasswordReason::Length, message));
        }
        if !self.required.iter().all(|set| password.contains(|character| set.contains(character))) {
            let sets = self.required.join(", ");
            let message = format!("A password has at least one character of each of these: {sets}.");
            faults.push((WeakPasswordReason::Characters, message));
        }
        faults
    }
}

/// Refuses what is over the ceiling.
pub(crate) fn refuse_too_long(password: &Password) -> Result<(), ApiError> {
    if password.expose().len() > MAX_BYTES {
        return Err(ApiError::invalid("A password has 72 bytes at most"));
    }
    Ok(())
}
