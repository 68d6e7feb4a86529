//! Why a form was not acted upon. What was typed is shown again, secrets excepted.

use std::time::Duration;

use actix_web::http::StatusCode;

use super::Problems;
use crate::accounts::AccountsError;
use crate::gotrue::GoTrueError;
use crate::people::{A_MINUTE, PeopleError};
use crate::words::Words;

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
            Self::Stale => Problems::of_all(Words::error_stale),
            Self::TooMany(wait) => {
                Problems::of_all(move |words: Words| words.error_too_many_tries(words.wait(wait)))
            }
            Self::Away => Problems::of_all(Words::error_away),
        }
    }
}

impl From<Problems> for Trouble {
    fn from(problems: Problems) -> Self {
        Self::Input(problems)
    }
}

impl From<PeopleError> for Trouble {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::TooMany(wait) => Self::TooMany(wait),
            PeopleError::Away => Self::Away,
        }
    }
}

impl From<AccountsError> for Trouble {
    fn from(error: AccountsError) -> Self {
        PeopleError::from(error).into()
    }
}

/// For refusals that no handler expects: those are our fault, not the visitor's.
impl From<GoTrueError> for Trouble {
    fn from(error: GoTrueError) -> Self {
        PeopleError::from(error).into()
    }
}
