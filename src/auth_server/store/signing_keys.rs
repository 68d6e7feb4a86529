//! The keys that sign access tokens. One is current, which an index sees to.

use sqlx::FromRow;

use crate::clock::Timestamp;
use crate::database::{Executor, each, execute};

/// A row of `auth_signing_keys`.
#[derive(FromRow)]
pub(crate) struct SigningKeyRow {
    pub(crate) kid: String,
    pub(crate) sealed_private: Vec<u8>,
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) is_current: bool,
    pub(crate) created_at: Timestamp,
    pub(crate) retired_at: Option<Timestamp>,
}

const SELECT: &str = "
    select kid, sealed_private, x, y, is_current, created_at, retired_at
    from auth_signing_keys
    order by created_at desc, kid";

/// All of them, the newest first.
pub(crate) async fn all(executor: Executor<'_>) -> sqlx::Result<Vec<SigningKeyRow>> {
    each!(executor, c => sqlx::query_as(SELECT).fetch_all(c).await)
}

const INSERT: &str = "
    insert into auth_signing_keys (kid, sealed_private, x, y, is_current, created_at)
    values ($1, $2, $3, $4, $5, $6)
    on conflict do nothing";

/// Makes a key the current one, unless there is one. Whether it became so is the answer.
pub(crate) async fn insert_current(executor: Executor<'_>, key: &SigningKeyRow) -> sqlx::Result<bool> {
    let inserted = execute!(
        executor,
        sqlx::query(INSERT)
            .bind(&key.kid)
            .bind(&key.sealed_private)
            .bind(&key.x)
            .bind(&key.y)
            .bind(true)
            .bind(key.created_at)
    )?;
    Ok(inserted > 0)
}

const RETIRE: &str = "
    update auth_signing_keys
    set is_current = $1, retired_at = $2
    where is_current and kid = $3";

/// The current key signs no more; what it signed still verifies. Whether it was current is the answer.
pub(crate) async fn retire(executor: Executor<'_>, kid: &str, now: Timestamp) -> sqlx::Result<bool> {
    let retired = execute!(executor, sqlx::query(RETIRE).bind(false).bind(now).bind(kid))?;
    Ok(retired > 0)
}

const REMOVE: &str = "
    delete from auth_signing_keys
    where kid = $1 and not is_current";

/// Removes a retired key: what it signed verifies no more. Whether there was one is the answer.
pub(crate) async fn remove(executor: Executor<'_>, kid: &str) -> sqlx::Result<bool> {
    let removed = execute!(executor, sqlx::query(REMOVE).bind(kid))?;
    Ok(removed > 0)
}
