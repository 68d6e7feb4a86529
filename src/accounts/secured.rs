//! Accounts whose owner said that something done to them was somebody else's doing.

use sqlx::FromRow;
use uuid::Uuid;

use super::ended_sessions::end_all;
use super::{Accounts, AccountsError, EndReason};
use crate::clock::Timestamp;
use crate::database::{each, execute};

/// What there is to know of an account before it is secured.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct SecuredAccount {
    /// The address last heard from the auth server; empty when there is none.
    pub email: String,
    /// When it was last secured.
    pub secured_at: Option<Timestamp>,
}

impl SecuredAccount {
    /// Whether it was secured since something happened to it.
    pub fn is_secured_since(&self, happened_at: Timestamp) -> bool {
        self.secured_at.is_some_and(|secured_at| secured_at >= happened_at)
    }
}

impl Accounts {
    /// The account of one of our users; nobody if it was deleted.
    pub async fn secured_account(&self, user: Uuid) -> Result<Option<SecuredAccount>, AccountsError> {
        const SELECT_ACCOUNT: &str = "
            select email, secured_at
            from users
            where id = $1 and deleted_at is null";
        Ok(each!(self.database.read().await?.executor(), c => {
            sqlx::query_as(SELECT_ACCOUNT).bind(user).fetch_optional(c).await
        })?)
    }

    /// Ends all sessions of one of our users because of something that happened, unless that was done
    /// since. Whether it was done now is the answer.
    pub async fn secure(&self, user: Uuid, happened_at: Timestamp) -> Result<bool, AccountsError> {
        const SECURE: &str = "
            update users
            set secured_at = $2
            where id = $1 and deleted_at is null and (secured_at is null or secured_at < $3)";
        let now = self.clock.now();
        let mut tx = self.database.begin().await?;
        let secured = execute!(tx.executor(), sqlx::query(SECURE).bind(user).bind(now).bind(happened_at))?;
        if secured > 0 {
            end_all(&mut tx, user, None, EndReason::Secured, now).await?;
        }
        tx.commit().await?;
        Ok(secured > 0)
    }
}
