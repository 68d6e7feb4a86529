//! Which passwords may be set (gotrue-contract §3). Deliberately little: the site asks for more.

use crate::auth_server::error::ApiError;
use crate::gotrue::{Password, WeakPassword, WeakPasswordReason};

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

    /// Refuses a password that may not be set.
    pub(crate) fn refuse_weak(&self, password: &Password) -> Result<(), ApiError> {
        refuse_too_long(password)?;
        match self.weakness(password) {
            Some(weakness) => Err(ApiError::weak_password(weakness.message, weakness.reasons)),
            None => Ok(()),
        }
    }

    /// What is wrong with a password that signed somebody in all the same.
    pub(crate) fn weakness(&self, password: &Password) -> Option<WeakPassword> {
        let password = password.expose();
        let mut messages = Vec::new();
        let mut reasons = Vec::new();
        if password.len() < self.min_bytes {
            messages.push(format!("A password has {} characters or more.", self.min_bytes));
            reasons.push(WeakPasswordReason::Length);
        }
        if !self.required.iter().all(|set| password.contains(|character| set.contains(character))) {
            let sets = self.required.join(", ");
            messages.push(format!("A password has at least one character of each of these: {sets}."));
            reasons.push(WeakPasswordReason::Characters);
        }
        (!reasons.is_empty()).then(|| WeakPassword { message: messages.join(" "), reasons })
    }
}

/// Refuses what is over the ceiling.
pub(crate) fn refuse_too_long(password: &Password) -> Result<(), ApiError> {
    if password.expose().len() > MAX_BYTES {
        return Err(ApiError::invalid("A password has 72 bytes at most"));
    }
    Ok(())
}
