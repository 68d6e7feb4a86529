//! All people we know, for commands that look at each of them.

use uuid::Uuid;

use super::{Accounts, AccountsError};
use crate::database::each;

/// Somebody we know, by the two ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Known {
    /// Our own id.
    pub id: Uuid,
    /// The auth server's id.
    pub super_id: Uuid,
}

impl Accounts {
    /// The next people after one of them, in the order of our ids; the nil id comes before all.
    pub async fn people_after(&self, after: Uuid, limit: i64) -> Result<Vec<Known>, AccountsError> {
        const SELECT_PEOPLE: &str = "
            select id, super_id
            from users
            where id > $1 and deleted_at is null
            order by id
            limit $2";
        Ok(each!(self.database.read().await?.executor(), c => {
            sqlx::query_as(SELECT_PEOPLE).bind(after).bind(limit).fetch_all(c).await
        })?)
    }

    /// Who has this address or this name, however it is written.
    pub async fn find_person(&self, email_or_username: &str) -> Result<Option<Known>, AccountsError> {
        const SELECT_PERSON: &str = "
            select users.id, users.super_id
            from users
            left join usernames on usernames.user_id = users.id
            where (users.email = $1 or usernames.name = $1) and users.deleted_at is null
            order by users.id
            limit 1";
        let text = email_or_username.trim().to_lowercase();
        Ok(each!(self.database.read().await?.executor(), c => {
            sqlx::query_as(SELECT_PERSON).bind(&text).fetch_optional(c).await
        })?)
    }
}
