//! Why nothing was done that might have been: no fault of whoever asked.

use std::time::Duration;

use crate::accounts::{AccountsError, LimitsError, Verdict};
use crate::gotrue::GoTrueError;

/// When to try again where nobody says when.
pub(crate) const A_MINUTE: Duration = Duration::from_mins(1);

/// Why nothing was done. What was asked for may be right; each deed has its own outcomes for what is
/// wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PeopleError {
    /// A limit is reached, for that long.
    #[error("a limit is reached")]
    TooMany(Duration),
    /// The auth server or the database is away.
    #[error("the auth server or the database is away")]
    Away,
}

impl PeopleError {
    /// Lets an allowed try pass.
    pub(super) fn unless_allowed(verdict: Verdict) -> Result<(), Self> {
        match verdict {
            Verdict::Allowed => Ok(()),
            Verdict::Limited { retry_after } => Err(Self::TooMany(retry_after)),
        }
    }

    /// What an answer that nobody expects is taken for: refusals among them are our fault.
    pub(super) fn from_gotrue(error: &GoTrueError) -> Self {
        match error {
            GoTrueError::RateLimited { retry_after, .. } => Self::TooMany(retry_after.unwrap_or(A_MINUTE)),
            GoTrueError::Rejected(_) | GoTrueError::Unreachable(_) => Self::Away,
        }
    }
}

impl From<AccountsError> for PeopleError {
    fn from(error: AccountsError) -> Self {
        tracing::warn!(%error, "the accounts could not be asked");
        Self::Away
    }
}

impl From<LimitsError> for PeopleError {
    fn from(error: LimitsError) -> Self {
        tracing::warn!(%error, "a try could not be counted");
        Self::Away
    }
}

/// For refusals that no deed expects.
impl From<GoTrueError> for PeopleError {
    fn from(error: GoTrueError) -> Self {
        let sorted = Self::from_gotrue(&error);
        if sorted == Self::Away {
            tracing::warn!(%error, "the auth server could not do what it was asked for");
        }
        sorted
    }
}
