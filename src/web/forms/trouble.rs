//! Why a form was not acted upon. What was typed is shown again, secrets excepted.

use std::time::Duration;

use actix_web::http::StatusCode;

use super::Problems;
use crate::accounts::{AccountsError, LimitsError, Verdict};
use crate::gotrue::GoTrueError;
use crate::web::wait::Wait;

/// Why a form was not acted upon.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// Something typed was wrong.
    Input(Problems),
    /// The form was made for another session or visit: open for long, or not one of ours.
    Stale,
    /// A limit is reached.
    TooMany(Duration),
    /// The auth server or the database is away.
    Away,
}

impl Trouble {
    /// The status of the answer.
    pub(crate) const fn status(&self) -> StatusCode {
        match self {
            Self::Input(_) | Self::Stale => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Away => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// When another try makes sense.
    pub(crate) const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::TooMany(wait) => Some(*wait),
            Self::Away => Some(A_MINUTE),
            Self::Input(_) | Self::Stale => None,
        }
    }

    /// What the form is to say.
    pub(crate) fn problems(self) -> Problems {
        match self {
            Self::Input(problems) => problems,
            Self::Stale => Problems::of_all(
                "This page was open for a long time, so nothing was sent. Check what you typed and send it again",
            ),
            Self::TooMany(wait) => {
                Problems::of_all(format!("Too many tries. You can try again in {}", Wait(wait)))
            }
            Self::Away => Problems::of_all(
                "Something went wrong on our side. What you typed is still here. Try again in a minute",
            ),
        }
    }

    /// Lets an allowed try pass.
    pub(crate) fn unless_allowed(verdict: Verdict) -> Result<(), Self> {
        match verdict {
            Verdict::Allowed => Ok(()),
            Verdict::Limited { retry_after } => Err(Self::TooMany(retry_after)),
        }
    }
}

impl From<Problems> for Trouble {
    fn from(problems: Problems) -> Self {
        Self::Input(problems)
    }
}

impl From<AccountsError> for Trouble {
    fn from(error: AccountsError) -> Self {
        tracing::warn!(%error, "the accounts could not be asked");
        Self::Away
    }
}

impl From<LimitsError> for Trouble {
    fn from(error: LimitsError) -> Self {
        tracing::warn!(%error, "a try could not be counted");
        Self::Away
    }
}

/// For refusals that no handler expects: those are our fault, not the visitor's.
impl From<GoTrueError> for Trouble {
    fn from(error: GoTrueError) -> Self {
        match error {
            GoTrueError::RateLimited { retry_after, .. } => Self::TooMany(retry_after.unwrap_or(A_MINUTE)),
            error => {
                tracing::warn!(%error, "the auth server could not do what a form asked for");
                Self::Away
            }
        }
    }
}

/// When to try again where nobody says when.
const A_MINUTE: Duration = Duration::from_mins(1);
