//! Refresh tokens: of each session one is current, which an index sees to. Only hashes are kept, and
//! beside them the current token itself, sealed.

use sqlx::FromRow;
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::database::{Executor, each, execute};

/// A token that buys nothing any more.
#[derive(FromRow)]
pub(crate) struct SpentToken {
    /// When it was exchanged for its child.
    pub(crate) rotated_at: Option<Timestamp>,
    /// When its whole family was revoked.
    pub(crate) revoked_at: Option<Timestamp>,
}

/// The token that a session's next refresh takes.
#[derive(FromRow)]
pub(crate) struct CurrentToken {
    pub(crate) token_hash: Vec<u8>,
    pub(crate) parent_hash: Option<Vec<u8>>,
    pub(crate) sealed_token: Option<Vec<u8>>,
}

const INSERT: &str = "
    insert into auth_refresh_tokens (token_hash, session_id, parent_hash, sealed_token, created_at)
    values ($1, $2, $3, $4, $5)";

/// Makes a session's current token. The one before must be spent.
pub(crate) async fn insert(
    executor: Executor<'_>,
    session: Uuid,
    token: &CurrentToken,
    now: Timestamp,
) -> sqlx::Result<()> {
    execute!(
        executor,
        sqlx::query(INSERT)
            .bind(&token.token_hash)
            .bind(session)
            .bind(&token.parent_hash)
            .bind(&token.sealed_token)
            .bind(now)
    )
    .map(drop)
}

const SPEND: &str = "
    update auth_refresh_tokens
    set rotated_at = $2, sealed_token = null
    where token_hash = $1 and rotated_at is null and revoked_at is null";

/// Spends a token. Whether it was the current one is the answer: of many who try, one is told so.
pub(crate) async fn spend(executor: Executor<'_>, token_hash: &[u8], now: Timestamp) -> sqlx::Result<bool> {
    let spent = execute!(executor, sqlx::query(SPEND).bind(token_hash).bind(now))?;
    Ok(spent > 0)
}

const FORGET_OLD: &str = "
    delete from auth_refresh_tokens
    where session_id = $1 and rotated_at < $2";

/// Forgets tokens of a session that were spent before a moment. Should one come back, it is unknown.
pub(crate) async fn forget_old(executor: Executor<'_>, session: Uuid, before: Timestamp) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(FORGET_OLD).bind(session).bind(before)).map(drop)
}

const SELECT_SPENT: &str = "
    select rotated_at, revoked_at
    from auth_refresh_tokens
    where token_hash = $1";

pub(crate) async fn spent(executor: Executor<'_>, token_hash: &[u8]) -> sqlx::Result<Option<SpentToken>> {
    each!(executor, c => sqlx::query_as(SELECT_SPENT).bind(token_hash).fetch_optional(c).await)
}

const SELECT_CURRENT: &str = "
    select token_hash, parent_hash, sealed_token
    from auth_refresh_tokens
    where session_id = $1 and rotated_at is null and revoked_at is null";

pub(crate) async fn current(executor: Executor<'_>, session: Uuid) -> sqlx::Result<Option<CurrentToken>> {
    each!(executor, c => sqlx::query_as(SELECT_CURRENT).bind(session).fetch_optional(c).await)
}

const REVOKE_FAMILY: &str = "
    update auth_refresh_tokens
    set revoked_at = $2, sealed_token = null
    where session_id = $1 and revoked_at is null";

/// Revokes every token of a session for good. The session itself lives on until its access token ends.
pub(crate) async fn revoke_family(executor: Executor<'_>, session: Uuid, now: Timestamp) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(REVOKE_FAMILY).bind(session).bind(now)).map(drop)
}
