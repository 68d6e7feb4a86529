//! How long sessions may go on (gotrue-contract §2.3). The limits count when a session is refreshed;
//! an access token that is out runs to its end.

use std::time::Duration;

use super::store::sessions::SessionRow;
use crate::clock::Timestamp;
use crate::gotrue::AssuranceLevel;

/// What the operator decides about sessions. By default they go on for ever.
#[derive(Clone, Debug, Default)]
pub struct SessionLimits {
    /// How long a session lives from its sign-in (`GOTRUE_SESSIONS_TIMEBOX`).
    pub timebox: Option<Duration>,
    /// How long a session lives without a refresh (`GOTRUE_SESSIONS_INACTIVITY_TIMEOUT`).
    pub inactivity: Option<Duration>,
    /// How long somebody with a second factor may go on without it (`GOTRUE_SESSIONS_ALLOW_LOW_AAL`).
    pub low_assurance: Option<Duration>,
    /// Whether only the session that was used last may be refreshed (`GOTRUE_SESSIONS_SINGLE_PER_USER`).
    pub single_per_user: bool,
}

/// Why a session is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Over {
    Timebox,
    Inactivity,
    LowAssurance,
}

impl Over {
    /// The reason in words.
    pub(crate) const fn in_words(self) -> &'static str {
        match self {
            Self::Timebox => "The session has reached its end",
            Self::Inactivity => "The session was not used for too long",
            Self::LowAssurance => "The session needs the second factor to go on",
        }
    }
}

impl SessionLimits {
    /// Whether a session may go on, and else why not. `highest` is what its owner could prove.
    pub(crate) fn judge(
        &self,
        session: &SessionRow,
        highest: AssuranceLevel,
        now: Timestamp,
    ) -> Result<(), Over> {
        let is_past =
            |limit: Option<Duration>, since: Timestamp| limit.is_some_and(|limit| now > since.plus(limit));
        if is_past(self.timebox, session.created_at) {
            Err(Over::Timebox)
        } else if is_past(self.inactivity, session.used_at()) {
            Err(Over::Inactivity)
        } else if session.assurance() < highest && is_past(self.low_assurance, session.created_at) {
            Err(Over::LowAssurance)
        } else {
            Ok(())
        }
    }

    /// When an access token ends that would live until `ends_at`: the token of somebody who owes a second
    /// factor does not outlive the session.
    pub(crate) fn end_of_token(
        &self,
        session: &SessionRow,
        highest: AssuranceLevel,
        ends_at: Timestamp,
    ) -> Timestamp {
        match self.low_assurance {
            Some(limit) if session.assurance() < highest => ends_at.min(session.created_at.plus(limit)),
            _ => ends_at,
        }
    }
}
