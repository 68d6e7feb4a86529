//! Deleting rows that say nothing any more, a bounded number at a time.
//!
//! A tombstone may not go while a token of its session can still turn up, and a refresh token elsewhere
//! may live for ever. So the moment before which rows were deleted is kept: a session that began before
//! it and has no row is over, and nothing that was ended comes back.

use std::time::Duration;

use super::{Accounts, AccountsError};
use crate::clock::Timestamp;
use crate::database::execute;

/// How long the row of a session that is not used any more is kept, and so is its tombstone. A browser
/// keeps its cookies for 30 days; three times that is long enough for programs too. Whoever comes back
/// later signs in again.
pub(super) const SESSIONS_KEPT_FOR: Duration = Duration::from_hours(90 * 24);

/// How long a reservation that has run out is kept for its owner, unless somebody else wants the
/// name. After that the address behind it is forgotten.
const RESERVATIONS_KEPT_FOR: Duration = Duration::from_hours(30 * 24);

/// Up to here, and as of now, the rows of old sessions are forgotten.
pub(super) fn forgotten_before(now: Timestamp) -> Timestamp {
    now.minus(SESSIONS_KEPT_FOR)
}

impl Accounts {
    /// Deletes rows of sessions that began, were last used, and ended, if they did, more than 90 days
    /// ago; at most so many, and tells how many.
    pub async fn forget_sessions(&self, most: i64) -> Result<u64, AccountsError> {
        const RAISE_FLOOR: &str = "
            insert into session_floor (only_row, began_before, forgotten_before)
            values (1, $1, $2)
            on conflict (only_row) do update
            set forgotten_before = excluded.forgotten_before
            where session_floor.forgotten_before is null
               or session_floor.forgotten_before < excluded.forgotten_before";
        // The conditions are said twice: a row that is used at this moment is looked at again.
        const FORGET_SESSIONS: &str = "
            delete from sessions
            where session_id in (
                select session_id
                from sessions
                where created_at < $1 and last_seen_at < $1 and (ended_at is null or ended_at < $1)
                limit $2
            )
            and last_seen_at < $1 and (ended_at is null or ended_at < $1)";
        let before = forgotten_before(self.clock.now());
        let mut tx = self.database.begin().await?;
        execute!(tx.executor(), sqlx::query(RAISE_FLOOR).bind(Timestamp::from_seconds(0)).bind(before))?;
        let forgotten = execute!(tx.executor(), sqlx::query(FORGET_SESSIONS).bind(before).bind(most))?;
        tx.commit().await?;
        Ok(forgotten)
    }

    /// Deletes reservations of names that ran out more than 30 days ago, with the addresses behind
    /// them; at most so many, and tells how many.
    pub async fn forget_reservations(&self, most: i64) -> Result<u64, AccountsError> {
        const FORGET_RESERVATIONS: &str = "
            delete from usernames
            where name in (
                select name
                from usernames
                where user_id is null and reserved_until < $1
                limit $2
            )
            and user_id is null and reserved_until < $1";
        let before = self.clock.now().minus(RESERVATIONS_KEPT_FOR);
        let forgotten = execute!(
            self.database.write().await?.executor(),
            sqlx::query(FORGET_RESERVATIONS).bind(before).bind(most)
        )?;
        Ok(forgotten)
    }
}
