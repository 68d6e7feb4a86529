//! The ways people can be known.

use uuid::Uuid;

use super::IdentityRow;
use crate::clock::Timestamp;
use crate::database::{Executor, each, execute};

const SELECT_OF_USER: &str = "
    select id, user_id, provider, provider_id, identity_data, email, last_sign_in_at, created_at, updated_at
    from auth_identities
    where user_id = $1
    order by created_at, id";

/// All of a person, the oldest first.
pub(crate) async fn of_user(executor: Executor<'_>, user: Uuid) -> sqlx::Result<Vec<IdentityRow>> {
    each!(executor, c => sqlx::query_as(SELECT_OF_USER).bind(user).fetch_all(c).await)
}

const INSERT: &str = "
    insert into auth_identities
        (id, user_id, provider, provider_id, identity_data, email, last_sign_in_at, created_at, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

pub(crate) async fn insert(executor: Executor<'_>, identity: &IdentityRow) -> sqlx::Result<()> {
    execute!(
        executor,
        sqlx::query(INSERT)
            .bind(identity.id)
            .bind(identity.user_id)
            .bind(&identity.provider)
            .bind(&identity.provider_id)
            .bind(&identity.identity_data)
            .bind(&identity.email)
            .bind(identity.last_sign_in_at)
            .bind(identity.created_at)
            .bind(identity.updated_at)
    )
    .map(drop)
}

const SAVE: &str = "
    update auth_identities
    set provider_id = $2, identity_data = $3, email = $4, updated_at = $5
    where id = $1";

/// Writes an identity back. Its person must be locked.
pub(crate) async fn save(executor: Executor<'_>, identity: &IdentityRow, now: Timestamp) -> sqlx::Result<()> {
    execute!(
        executor,
        sqlx::query(SAVE)
            .bind(identity.id)
            .bind(&identity.provider_id)
            .bind(&identity.identity_data)
            .bind(&identity.email)
            .bind(now)
    )
    .map(drop)
}
