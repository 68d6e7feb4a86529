//! Programs of others that people may let use their account.

use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::database::{Executor, each, execute};

/// A row of `auth_oauth_clients`.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct OAuthClientRow {
    pub(crate) id: Uuid,
    /// `manual` or `dynamic`.
    pub(crate) registration_type: String,
    /// `none`, `client_secret_basic` or `client_secret_post`.
    pub(crate) auth_method: String,
    pub(crate) secret_hash: Option<Vec<u8>>,
    pub(crate) redirect_uris: Json<Vec<String>>,
    pub(crate) grant_types: Json<Vec<String>>,
    pub(crate) name: String,
    pub(crate) uri: String,
    pub(crate) logo_uri: String,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
}

/// The columns of an [`OAuthClientRow`].
macro_rules! client_columns {
    () => {
        "id, registration_type, auth_method, secret_hash, redirect_uris, grant_types, name, uri, logo_uri,
        created_at, updated_at"
    };
}

const INSERT: &str = concat!(
    "insert into auth_oauth_clients (",
    client_columns!(),
    ")
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
);

pub(crate) async fn insert(executor: Executor<'_>, client: &OAuthClientRow) -> sqlx::Result<()> {
    execute!(
        executor,
        sqlx::query(INSERT)
            .bind(client.id)
            .bind(&client.registration_type)
            .bind(&client.auth_method)
            .bind(&client.secret_hash)
            .bind(&client.redirect_uris)
            .bind(&client.grant_types)
            .bind(&client.name)
            .bind(&client.uri)
            .bind(&client.logo_uri)
            .bind(client.created_at)
            .bind(client.updated_at)
    )
    .map(drop)
}

const SELECT: &str = concat!("select ", client_columns!(), " from auth_oauth_clients where id = $1");

pub(crate) async fn by_id(executor: Executor<'_>, id: Uuid) -> sqlx::Result<Option<OAuthClientRow>> {
    each!(executor, c => sqlx::query_as(SELECT).bind(id).fetch_optional(c).await)
}

const SELECT_ALL: &str =
    concat!("select ", client_columns!(), " from auth_oauth_clients order by created_at desc, id");

/// All of them, the newest first.
pub(crate) async fn all(executor: Executor<'_>) -> sqlx::Result<Vec<OAuthClientRow>> {
    each!(executor, c => sqlx::query_as(SELECT_ALL).fetch_all(c).await)
}

const LOCK: &str = concat!(
    "update auth_oauth_clients
    set updated_at = updated_at
    where id = $1
    returning ",
    client_columns!()
);

/// Locks one until the transaction ends. A person who is locked too is locked before.
pub(crate) async fn lock(executor: Executor<'_>, id: Uuid) -> sqlx::Result<Option<OAuthClientRow>> {
    each!(executor, c => sqlx::query_as(LOCK).bind(id).fetch_optional(c).await)
}

const SAVE: &str = "
    update auth_oauth_clients
    set auth_method = $2, secret_hash = $3, redirect_uris = $4, grant_types = $5, name = $6, uri = $7,
        logo_uri = $8, updated_at = $9
    where id = $1";

/// Writes one back. It must be locked.
pub(crate) async fn save(executor: Executor<'_>, client: &OAuthClientRow) -> sqlx::Result<()> {
    execute!(
        executor,
        sqlx::query(SAVE)
            .bind(client.id)
            .bind(&client.auth_method)
            .bind(&client.secret_hash)
            .bind(&client.redirect_uris)
            .bind(&client.grant_types)
            .bind(&client.name)
            .bind(&client.uri)
            .bind(&client.logo_uri)
            .bind(client.updated_at)
    )
    .map(drop)
}

const DELETE: &str = "delete from auth_oauth_clients where id = $1";

/// Deletes one with all it was given: what people consented to, and the sessions it holds for them.
/// Whether it was there is the answer.
pub(crate) async fn delete(executor: Executor<'_>, id: Uuid) -> sqlx::Result<bool> {
    Ok(execute!(executor, sqlx::query(DELETE).bind(id))? > 0)
}

const FORGET_UNUSED: &str = "
    delete from auth_oauth_clients
    where id in (
        select id
        from auth_oauth_clients
        where created_at < $1 and registration_type = 'dynamic'
            and not exists (select 1 from auth_oauth_consents where client_id = auth_oauth_clients.id)
            and not exists (select 1 from auth_oauth_authorizations where client_id = auth_oauth_clients.id)
        limit $2
    )
    and not exists (select 1 from auth_oauth_consents where client_id = auth_oauth_clients.id)";

/// Deletes those that registered themselves before a moment and that nobody ever let in: at most so many,
/// and tells how many.
pub(crate) async fn forget_unused(executor: Executor<'_>, before: Timestamp, most: i64) -> sqlx::Result<u64> {
    execute!(executor, sqlx::query(FORGET_UNUSED).bind(before).bind(most))
}
