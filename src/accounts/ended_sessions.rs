//! Ending sessions. A row that says so is a tombstone: it outlives every token of the session, and
//! nothing raises it.

use uuid::Uuid;

use super::{Accounts, AccountsError};
use crate::clock::Timestamp;
use crate::database::{Tx, each, execute};

/// Why a session is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndReason {
    /// Its owner signed out.
    SignedOut,
    /// Its owner signed out everywhere, or ended it from another session.
    SignedOutElsewhere,
    /// The password was changed in another session.
    PasswordChanged,
    /// The auth server no longer knows the session or its user.
    GoneUpstream,
    /// An operator ended it.
    EndedByOperator,
    /// Its user was deleted.
    AccountDeleted,
    /// Its owner said that a change to the account was somebody else's doing.
    Secured,
}

impl EndReason {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::SignedOutElsewhere => "signed_out_elsewhere",
            Self::PasswordChanged => "password_changed",
            Self::GoneUpstream => "gone_upstream",
            Self::EndedByOperator => "ended_by_operator",
            Self::AccountDeleted => "account_deleted",
            Self::Secured => "secured",
        }
    }
}

impl Accounts {
    /// Ends one session for good. One that was never seen here gets its tombstone too.
    pub async fn end_session(&self, session_id: Uuid, reason: EndReason) -> Result<(), AccountsError> {
        const END_SESSION: &str = "
            insert into sessions
                (session_id, purpose, created_at, proved_at, last_seen_at, ended_at, end_reason)
            values ($1, 'ordinary', $2, $2, $2, $2, $3)
            on conflict (session_id) do update
            set ended_at = excluded.ended_at, end_reason = excluded.end_reason
            where sessions.ended_at is null";
        execute!(
            self.database.write().await?.executor(),
            sqlx::query(END_SESSION).bind(session_id).bind(self.clock.now()).bind(reason.code())
        )?;
        Ok(())
    }

    /// Ends all sessions of one of our users, but for one perhaps: also those that began before now
    /// and were never seen here. Tells how many rows were ended.
    pub async fn end_sessions_of(
        &self,
        user: Uuid,
        except: Option<Uuid>,
        reason: EndReason,
    ) -> Result<u64, AccountsError> {
        let mut tx = self.database.begin().await?;
        let ended = end_all(&mut tx, user, except, reason, self.clock.now()).await?;
        tx.commit().await?;
        Ok(ended)
    }

    /// As [`Accounts::end_sessions_of`], for the auth server's id. Nobody by that id: nothing ends.
    pub async fn end_sessions_of_super_id(
        &self,
        super_id: Uuid,
        except: Option<Uuid>,
        reason: EndReason,
    ) -> Result<u64, AccountsError> {
        const SELECT_USER: &str = "
            select id
            from users
            where super_id = $1";
        let user: Option<Uuid> = each!(self.database.read().await?.executor(), c => {
            sqlx::query_scalar(SELECT_USER).bind(super_id).fetch_optional(c).await
        })?;
        match user {
            Some(user) => self.end_sessions_of(user, except, reason).await,
            None => Ok(0),
        }
    }

    /// After a restored backup: ends every session that began before a moment, whether it has a row
    /// or not, since the tombstones written after the backup are lost. Tells how many rows were ended.
    pub async fn invalidate_sessions(&self, began_before: Timestamp) -> Result<u64, AccountsError> {
        const RAISE_FLOOR: &str = "
            insert into session_floor (only_row, began_before)
            values (1, $1)
            on conflict (only_row) do update
            set began_before = excluded.began_before
            where session_floor.began_before < excluded.began_before";
        const END_SESSIONS: &str = "
            update sessions
            set ended_at = $2, end_reason = $3
            where created_at < $1 and ended_at is null";
        let mut tx = self.database.begin().await?;
        execute!(tx.executor(), sqlx::query(RAISE_FLOOR).bind(began_before))?;
        let ended = execute!(
            tx.executor(),
            sqlx::query(END_SESSIONS)
                .bind(began_before)
                .bind(self.clock.now())
                .bind(EndReason::EndedByOperator.code())
        )?;
        tx.commit().await?;
        Ok(ended)
    }
}

/// Ends all sessions of a user in the caller's transaction; tells how many rows were ended.
pub(super) async fn end_all(
    tx: &mut Tx,
    user: Uuid,
    except: Option<Uuid>,
    reason: EndReason,
    now: Timestamp,
) -> sqlx::Result<u64> {
    const END_UNSEEN: &str = "
        update users
        set sessions_ended_at = $2
        where id = $1";
    const END_SESSIONS: &str = "
        update sessions
        set ended_at = $2, end_reason = $3
        where user_id = $1 and ended_at is null and session_id <> $4";
    execute!(tx.executor(), sqlx::query(END_UNSEEN).bind(user).bind(now))?;
    execute!(
        tx.executor(),
        sqlx::query(END_SESSIONS)
            .bind(user)
            .bind(now)
            .bind(reason.code())
            // No session has the nil id: the auth server's are random.
            .bind(except.unwrap_or_default())
    )
}
