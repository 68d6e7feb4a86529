//! What people see of their sessions, and ending one of them.

use sqlx::FromRow;
use uuid::Uuid;

use super::{Accounts, AccountsError, EndReason};
use crate::clock::Timestamp;
use crate::database::{each, execute};

/// Sessions shown at most, the last used first: nobody has more devices, and a robot that signs in
/// all day is not listed in whole.
const MOST_SHOWN: i64 = 100;

/// A session as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct OwnSession {
    /// The auth server's id, as in the claims.
    #[sqlx(rename = "session_id")]
    pub id: Uuid,
    /// When it began here.
    pub created_at: Timestamp,
    /// When it was last used, to within five minutes.
    pub last_seen_at: Timestamp,
    /// What the browser or program said of itself.
    pub user_agent: Option<String>,
    /// Where it came from, as [`address_prefix`](super::address_prefix()) shortens it.
    pub address: Option<String>,
}

impl Accounts {
    /// The sessions of one of our users that are not over, the last used first, a hundred at most.
    pub async fn sessions_of(&self, user: Uuid) -> Result<Vec<OwnSession>, AccountsError> {
        const SELECT_SESSIONS: &str = "
            select session_id, created_at, last_seen_at, user_agent, address
            from sessions
            where user_id = $1 and ended_at is null
            order by last_seen_at desc, created_at desc, session_id
            limit $2";
        Ok(each!(self.database.read().await?.executor(), c => {
            sqlx::query_as(SELECT_SESSIONS).bind(user).bind(MOST_SHOWN).fetch_all(c).await
        })?)
    }

    /// Ends one session of one of our users for good. Whether it was theirs and not over yet is the
    /// answer.
    pub async fn end_session_of(
        &self,
        user: Uuid,
        session_id: Uuid,
        reason: EndReason,
    ) -> Result<bool, AccountsError> {
        const END_OWN_SESSION: &str = "
            update sessions
            set ended_at = $3, end_reason = $4
            where session_id = $1 and user_id = $2 and ended_at is null";
        let ended = execute!(
            self.database.write().await?.executor(),
            sqlx::query(END_OWN_SESSION)
                .bind(session_id)
                .bind(user)
                .bind(self.clock.now())
                .bind(reason.code())
        )?;
        Ok(ended > 0)
    }
}
