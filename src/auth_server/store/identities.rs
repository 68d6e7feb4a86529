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
    write(executor, INSERT, identity).await.map(drop)
}

const INSERT_NEW: &str = "
    insert into auth_identities
        (id, user_id, provider, provider_id, identity_data, email, last_sign_in_at, created_at, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict do nothing";

/// Makes an identity, unless somebody has it. Whether nobody had is the answer.
pub(crate) async fn insert_new(executor: Executor<'_>, identity: &IdentityRow) -> sqlx::Result<bool> {
    Ok(write(executor, INSERT_NEW, identity).await? > 0)
}

/// Puts a whole identity into a statement; how many rows it wrote.
async fn write(executor: Executor<'_>, sql: &'static str, identity: &IdentityRow) -> sqlx::Result<u64> {
    execute!(
        executor,
        sqlx::query(sql)
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
}

const SELECT_BY_SUBJECT: &str = "
    select id, user_id, provider, provider_id, identity_data, email, last_sign_in_at, created_at, updated_at
    from auth_identities
    where provider = $1 and provider_id = $2";

/// The one whom a provider knows by this subject.
pub(crate) async fn by_subject(
    executor: Executor<'_>,
    provider: &str,
    subject: &str,
) -> sqlx::Result<Option<IdentityRow>> {
    each!(executor, c => {
        sqlx::query_as(SELECT_BY_SUBJECT).bind(provider).bind(subject).fetch_optional(c).await
    })
}

const SELECT_OWNERS_OF_EMAIL: &str = "select distinct user_id from auth_identities where email = $1";

/// Whose identities have this address, in lower case.
pub(crate) async fn owners_of_email(executor: Executor<'_>, email: &str) -> sqlx::Result<Vec<Uuid>> {
    each!(executor, c => sqlx::query_scalar(SELECT_OWNERS_OF_EMAIL).bind(email).fetch_all(c).await)
}

const DELETE: &str = "delete from auth_identities where id = $1";

/// Takes one away. Its person must be locked.
pub(crate) async fn delete(executor: Executor<'_>, id: Uuid) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(DELETE).bind(id)).map(drop)
}

const DELETE_OTHERS: &str = "delete from auth_identities where user_id = $1 and id <> $2";

/// Takes all away but one. Their person must be locked.
pub(crate) async fn delete_others(executor: Executor<'_>, user: Uuid, kept: Uuid) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(DELETE_OTHERS).bind(user).bind(kept)).map(drop)
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
