//! The sessions of this site: one row for each login at the auth server.
//!
//! **Who waits for whom.** Making a session locks the row of its user first, and so does ending all
//! sessions of a user: whichever comes second sees what the first did. Ending one session and making
//! it meet at its own row. So no session slips through between the two.

use std::net::IpAddr;
use std::time::Duration;

use uuid::Uuid;

use super::forgetting::forgotten_before;
use super::{Accounts, AccountsError, EndReason, address_prefix};
use crate::clock::Timestamp;
use crate::database::{Executor, execute};
use crate::gotrue::AccessTokenClaims;

/// How exact "last seen" is: a page view writes at most this often.
const LAST_SEEN_STEP: Duration = Duration::from_mins(5);

/// How much of a browser's text about itself is kept, in characters.
const USER_AGENT_CHARS: usize = 255;

/// A session that is not over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The auth server's id, as in the claims.
    pub id: Uuid,
    /// What it may be used for.
    pub purpose: SessionPurpose,
    /// When it began here.
    pub created_at: Timestamp,
    /// When its owner last proved who they are.
    pub proved_at: Timestamp,
    /// When it was last used, to within five minutes.
    pub last_seen_at: Timestamp,
}

/// What a session may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionPurpose {
    /// Everything its owner may do.
    Ordinary,
    /// Choosing a new password, and nothing else until that is done.
    Recovery,
}

/// What is known of a session when its row is made.
#[derive(Clone, Debug)]
pub struct SessionDetails {
    /// What it may be used for.
    pub purpose: SessionPurpose,
    /// What the browser says of itself, for the owner's list of sessions.
    pub user_agent: Option<String>,
    /// Where it came from; kept as [`address_prefix`] shortens it.
    pub address: Option<IpAddr>,
}

impl Session {
    /// Whether it is time to note that it was used: [`Accounts::touch`] then does.
    pub fn is_due_for_a_note(&self, now: Timestamp) -> bool {
        now.since(self.last_seen_at) >= LAST_SEEN_STEP
    }
}

impl SessionPurpose {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Recovery => "recovery",
        }
    }

    /// Whatever is not ordinary may do the least.
    pub(super) fn from_code(code: &str) -> Self {
        if code == Self::Ordinary.code() { Self::Ordinary } else { Self::Recovery }
    }
}

impl SessionDetails {
    fn user_agent_text(&self) -> Option<String> {
        let text: String =
            self.user_agent.as_ref()?.chars().filter(|c| !c.is_control()).take(USER_AGENT_CHARS).collect();
        (!text.is_empty()).then_some(text)
    }

    fn address_text(&self) -> Option<String> {
        self.address.map(address_prefix)
    }
}

const OPEN_SESSION: &str = "
    insert into sessions
        (session_id, user_id, purpose, created_at, proved_at, last_seen_at, user_agent, address)
    select $1, users.id, $3, $4, $4, $4, $5, $6
    from users
    where users.super_id = $2
    on conflict (session_id) do update
    set proved_at = excluded.proved_at,
        last_seen_at = excluded.last_seen_at,
        purpose = case when excluded.purpose = 'recovery' then 'recovery' else sessions.purpose end
    where sessions.ended_at is null and sessions.user_id = excluded.user_id";

/// Makes the row of a session that was proved just now. One that exists was proved once more; it may
/// become a recovery session by that, never stop being one, and an ended one stays ended.
pub(super) async fn open(
    executor: Executor<'_>,
    claims: &AccessTokenClaims,
    details: &SessionDetails,
    now: Timestamp,
) -> sqlx::Result<()> {
    execute!(
        executor,
        sqlx::query(OPEN_SESSION)
            .bind(claims.session_id)
            .bind(claims.sub)
            .bind(details.purpose.code())
            .bind(now)
            .bind(details.user_agent_text())
            .bind(details.address_text())
    )
    .map(drop)
}

const ADOPT_SESSION: &str = "
    insert into sessions
        (session_id, user_id, purpose, created_at, proved_at, last_seen_at, user_agent, address,
         ended_at, end_reason)
    select $1, users.id, $3, $4, $4, $5, $6, $7,
        case when users.sessions_ended_at >= $8 or session_floor.began_before >= $8
            or session_floor.forgotten_before >= $10 then $5 end,
        case when users.sessions_ended_at >= $8 or session_floor.began_before >= $8
            or session_floor.forgotten_before >= $10 then $9 end
    from users
    left join session_floor on session_floor.only_row = 1
    where users.super_id = $2
    on conflict (session_id) do nothing";

/// Makes the row of a session that has none although its token is valid. If all sessions that
/// began when it did were ended, what is made is its tombstone.
pub(super) async fn adopt(
    executor: Executor<'_>,
    claims: &AccessTokenClaims,
    details: &SessionDetails,
    now: Timestamp,
) -> sqlx::Result<()> {
    let began = began_at(claims).min(now);
    execute!(
        executor,
        sqlx::query(ADOPT_SESSION)
            .bind(claims.session_id)
            .bind(claims.sub)
            .bind(details.purpose.code())
            .bind(began)
            .bind(now)
            .bind(details.user_agent_text())
            .bind(details.address_text())
            .bind(end_of_second(began))
            .bind(EndReason::SignedOutElsewhere.code())
            .bind(old_enough_to_be_forgotten(began, now).then(|| end_of_second(began)))
    )
    .map(drop)
}

/// Whether the row of a session can have been deleted for its age. Of a token without a time nobody
/// knows: it is as new as it says, or its owner could never come in again. A younger session was not
/// forgotten, whatever a clock that was wrong for a while has written down.
fn old_enough_to_be_forgotten(began: Timestamp, now: Timestamp) -> bool {
    began > Timestamp::from_seconds(0) && began < forgotten_before(now)
}

/// When a session began, by its token: at the first proof. Without a time it began long ago.
fn began_at(claims: &AccessTokenClaims) -> Timestamp {
    Timestamp::from_seconds(claims.amr.iter().map(|entry| entry.timestamp).min().unwrap_or(0))
}

/// Tokens count whole seconds: a session of the very second in which others were ended is a new one.
fn end_of_second(began: Timestamp) -> Timestamp {
    began.plus(Duration::from_secs(1))
}

impl Accounts {
    /// Notes that a session was used, at most once in five minutes. Call it after the response.
    pub async fn touch(&self, session_id: Uuid, now: Timestamp) -> Result<(), AccountsError> {
        const TOUCH_SESSION: &str = "
            update sessions
            set last_seen_at = $2
            where session_id = $1 and last_seen_at <= $3 and ended_at is null";
        execute!(
            self.database.write().await?.executor(),
            sqlx::query(TOUCH_SESSION).bind(session_id).bind(now).bind(now.minus(LAST_SEEN_STEP))
        )?;
        Ok(())
    }

    /// Makes a recovery session an ordinary one: its owner has chosen a password.
    pub async fn password_was_set(&self, session_id: Uuid) -> Result<(), AccountsError> {
        const MAKE_ORDINARY: &str = "
            update sessions
            set purpose = 'ordinary', proved_at = $2
            where session_id = $1 and ended_at is null";
        self.update_session(MAKE_ORDINARY, session_id).await
    }

    /// Notes that the owner has just proved once more who they are.
    pub async fn prove_again(&self, session_id: Uuid) -> Result<(), AccountsError> {
        const PROVE_AGAIN: &str = "
            update sessions
            set proved_at = $2
            where session_id = $1 and ended_at is null";
        self.update_session(PROVE_AGAIN, session_id).await
    }

    async fn update_session(&self, sql: &'static str, session_id: Uuid) -> Result<(), AccountsError> {
        let now = self.clock.now();
        execute!(self.database.write().await?.executor(), sqlx::query(sql).bind(session_id).bind(now))?;
        Ok(())
    }
}
