//! What can come of a call instead of its answer.

use std::time::Duration;

use super::super::{ErrorCode, WeakPassword, WeakPasswordReason};

/// Why a call gave no result. Only a [`Rejection`] is a definite no: after anything else nobody
/// knows more than before, and no session may end because of it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum GoTrueError {
    /// The auth server said no.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// There were too many requests or mails.
    #[error("the auth server asks to wait: {code}")]
    RateLimited {
        /// `over_request_rate_limit`, `over_email_send_rate_limit` or what a gateway says.
        code: ErrorCode,
        /// How long to wait, where the answer says so in seconds (RFC 9110 §10.2.3). `GoTrue` itself
        /// never does.
        retry_after: Option<Duration>,
    },
    /// There was no answer, or none that `GoTrue` gives.
    #[error("the auth server could not be reached: {0}")]
    Unreachable(#[from] Unreachable),
}

impl GoTrueError {
    /// The code of a definite answer, to branch on.
    pub const fn code(&self) -> Option<&ErrorCode> {
        match self {
            Self::Rejected(Rejection { code, .. }) | Self::RateLimited { code, .. } => Some(code),
            Self::Unreachable(_) => None,
        }
    }
}

/// A definite no.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the auth server refused: {status} {code}")]
pub struct Rejection {
    /// Why; `unknown` where the answer names no code.
    pub code: ErrorCode,
    /// The HTTP status. Never branch on it alone: 400 and 422 may swap (gotrue-contract §5).
    pub status: u16,
    /// What is wrong with a weak password.
    pub weak_password: Option<WeakPassword>,
}

impl Rejection {
    /// Whether a password was refused since it has leaked somewhere.
    pub fn is_of_leaked_password(&self) -> bool {
        let has_leaked = |weak: &WeakPassword| weak.reasons.contains(&WeakPasswordReason::Pwned);
        self.code == ErrorCode::WEAK_PASSWORD && self.weak_password.as_ref().is_some_and(has_leaked)
    }
}

/// Why there is no answer. Nothing of the answer itself is kept: it may hold anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreachable {
    /// Nobody took the connection, or nobody who could prove to be the auth server.
    #[error("no connection")]
    NoConnection,
    /// The connection ended before the answer did.
    #[error("the connection broke")]
    Broken,
    /// The answer was not there in time.
    #[error("no answer in time")]
    TimedOut,
    /// The answer is longer than any of the contract's.
    #[error("an answer that is too long")]
    TooLong,
    /// The auth server or what stands before it is out of order, or busy with the same session
    /// (409): its status.
    #[error("status {0}")]
    Failing(u16),
    /// An answer that is not the contract's, such as a gateway's page: its status.
    #[error("an unreadable answer with status {0}")]
    Unreadable(u16),
}
