//! What people have let programs do.

use sqlx::FromRow;
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::database::{Executor, each, execute};

const SELECT: &str = "
    select scopes
    from auth_oauth_consents
    where user_id = $1 and client_id = $2 and revoked_at is null";

/// What a person lets a program do now.
pub(crate) async fn scopes(executor: Executor<'_>, user: Uuid, client: Uuid) -> sqlx::Result<Option<String>> {
    each!(executor, c => sqlx::query_scalar(SELECT).bind(user).bind(client).fetch_optional(c).await)
}

const SAVE: &str = "
    insert into auth_oauth_consents (user_id, client_id, scopes, granted_at)
    values ($1, $2, $3, $4)
    on conflict (user_id, client_id) do update
    set scopes = excluded.scopes, granted_at = excluded.granted_at, revoked_at = null";

/// Notes what a person lets a program do, in the place of what was before. Both must be locked.
pub(crate) async fn save(
    executor: Executor<'_>,
    user: Uuid,
    client: Uuid,
    scopes: &str,
    now: Timestamp,
) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(SAVE).bind(user).bind(client).bind(scopes).bind(now)).map(drop)
}

/// A program that a person lets in, and how.
#[derive(FromRow)]
pub(crate) struct GrantRow {
    pub(crate) client_id: Uuid,
    pub(crate) name: String,
    pub(crate) uri: String,
    pub(crate) logo_uri: String,
    pub(crate) scopes: String,
    pub(crate) granted_at: Timestamp,
}

const SELECT_GRANTS: &str = "
    select c.id as client_id, c.name, c.uri, c.logo_uri, g.scopes, g.granted_at
    from auth_oauth_consents g
    join auth_oauth_clients c on c.id = g.client_id
    where g.user_id = $1 and g.revoked_at is null
    order by g.granted_at desc, c.id";

/// The programs that a person lets in, the latest first.
pub(crate) async fn of_user(executor: Executor<'_>, user: Uuid) -> sqlx::Result<Vec<GrantRow>> {
    each!(executor, c => sqlx::query_as(SELECT_GRANTS).bind(user).fetch_all(c).await)
}

const REVOKE: &str = "
    update auth_oauth_consents
    set revoked_at = $3
    where user_id = $1 and client_id = $2 and revoked_at is null";

/// Takes back what a person lets a program do. Whether it was let do anything is the answer. Both must
/// be locked.
pub(crate) async fn revoke(
    executor: Executor<'_>,
    user: Uuid,
    client: Uuid,
    now: Timestamp,
) -> sqlx::Result<bool> {
    Ok(execute!(executor, sqlx::query(REVOKE).bind(user).bind(client).bind(now))? > 0)
}
