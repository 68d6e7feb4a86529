//! What operators are shown of a person.

use sqlx::FromRow;
use uuid::Uuid;

use super::{Accounts, AccountsError, Username};
use crate::clock::Timestamp;
use crate::database::each;

/// A person as operators see them.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Profile {
    /// Our own id.
    pub id: Uuid,
    /// The auth server's id.
    pub super_id: Uuid,
    /// Their name, as they write it.
    pub username: Option<String>,
    /// The address last heard from the auth server; empty when there is none.
    pub email: String,
    /// Whether they may see what only administrators may.
    pub is_admin: bool,
    /// Since when they have been known.
    pub created_at: Timestamp,
    /// Their sessions that are not over.
    pub open_sessions: i64,
    /// When one of them was last used, to within five minutes.
    pub last_seen_at: Option<Timestamp>,
}

/// The columns of a [`Profile`].
macro_rules! select_profile {
    () => {
        "select users.id, users.super_id, users.username, users.email, users.is_admin, users.created_at,
            (select count(*) from sessions where user_id = users.id and ended_at is null) as open_sessions,
            (select max(last_seen_at) from sessions where user_id = users.id) as last_seen_at
        from users
        where users.deleted_at is null and "
    };
}

impl Accounts {
    /// The person by either of their ids.
    pub async fn profile(&self, id: Uuid) -> Result<Option<Profile>, AccountsError> {
        const BY_ID: &str = concat!(select_profile!(), "(users.id = $1 or users.super_id = $1)");
        Ok(each!(self.database.read().await?.executor(), c => {
            sqlx::query_as(BY_ID).bind(id).fetch_optional(c).await
        })?)
    }

    /// The people with this address, the latest comer first: an address may have moved on from an
    /// account that has not been heard of since.
    pub async fn profiles_by_email(&self, email: &str) -> Result<Vec<Profile>, AccountsError> {
        const BY_EMAIL: &str =
            concat!(select_profile!(), "users.email = $1 order by users.claims_iat desc, users.id desc");
        Ok(each!(self.database.read().await?.executor(), c => {
            sqlx::query_as(BY_EMAIL).bind(email).fetch_all(c).await
        })?)
    }

    /// The person who owns this name.
    pub async fn profile_by_username(&self, name: &Username) -> Result<Option<Profile>, AccountsError> {
        const BY_NAME: &str = concat!(
            select_profile!(),
            "users.id = (select user_id from usernames where name = $1 and user_id is not null)"
        );
        Ok(each!(self.database.read().await?.executor(), c => {
            sqlx::query_as(BY_NAME).bind(name.key()).fetch_optional(c).await
        })?)
    }

    /// People whose name holds a text, in the order of their names.
    pub async fn profiles_named_like(&self, text: &str, limit: i64) -> Result<Vec<Profile>, AccountsError> {
        const LIKE: &str = concat!(
            select_profile!(),
            "users.id in (
                select user_id
                from usernames
                where user_id is not null and replace(name, $1, '') <> name
                order by name
                limit $2
            )
            order by users.username"
        );
        let text = text.to_lowercase();
        Ok(each!(self.database.read().await?.executor(), c => {
            sqlx::query_as(LIKE).bind(&text).bind(limit).fetch_all(c).await
        })?)
    }
}
