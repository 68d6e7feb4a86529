//! Deleting people. What is personal goes at once; an empty row stays a while, so that tokens they
//! still hold find it and are refused.

use uuid::Uuid;

use super::{Accounts, AccountsError, EndReason};
use crate::clock::Timestamp;
use crate::database::execute;

impl Accounts {
    /// Deletes what we know of one of our users: their sessions end, their name is free, their address
    /// is forgotten. Whether they were still there is the answer, so asking again does no harm.
    ///
    /// The auth server's account is not touched. Where both go, sessions end here first
    /// ([`Accounts::end_sessions_of`]), then the account goes there, then this is called.
    pub async fn delete_person(&self, user: Uuid) -> Result<bool, AccountsError> {
        const EMPTY_ROW: &str = "
            update users
            set username = null, email = '', is_admin = $3, has_second_factor = $3, username_asked_at = null,
                language = null, sessions_ended_at = $2, deleted_at = $2
            where id = $1 and deleted_at is null";
        const END_SESSIONS: &str = "
            update sessions
            set user_agent = null, address = null,
                ended_at = coalesce(ended_at, $2), end_reason = coalesce(end_reason, $3)
            where user_id = $1";
        const FREE_NAMES: &str = "
            delete from usernames
            where user_id = $1 or (user_id is null and reserved_by in ($2, $3))";
        let reference = self.reference_of(user).await?;
        let now = self.clock.now();
        let mut tx = self.database.begin().await?;
        // Whoever makes a session for this user waits for this row, and finds it empty.
        let emptied = execute!(tx.executor(), sqlx::query(EMPTY_ROW).bind(user).bind(now).bind(false))?;
        if emptied == 0 {
            return Ok(false);
        }
        let reason = EndReason::AccountDeleted.code();
        execute!(tx.executor(), sqlx::query(END_SESSIONS).bind(user).bind(now).bind(reason))?;
        execute!(
            tx.executor(),
            sqlx::query(FREE_NAMES)
                .bind(user)
                .bind(reference.as_ref().map(|reference| &reference.current))
                .bind(reference.as_ref().map(|reference| &reference.previous))
        )?;
        tx.commit().await?;
        Ok(true)
    }

    /// Removes the empty rows of people who were deleted before a moment, at most so many at a time,
    /// and tells how many. Once their last token is over nothing needs them.
    pub async fn forget_deleted_people(&self, before: Timestamp, limit: i64) -> Result<u64, AccountsError> {
        const FORGET: &str = "
            delete from users
            where id in (
                select id
                from users
                where deleted_at < $1
                order by deleted_at
                limit $2
            )";
        Ok(execute!(self.database.write().await?.executor(), sqlx::query(FORGET).bind(before).bind(limit))?)
    }
}
