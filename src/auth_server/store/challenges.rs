//! Requests to prove a second factor.

use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::auth_server::factors::Ceremony;
use crate::clock::Timestamp;
use crate::database::{Executor, each, execute};

/// A row of `auth_mfa_challenges`.
#[derive(FromRow)]
pub(crate) struct ChallengeRow {
    pub(crate) id: Uuid,
    pub(crate) factor_id: Uuid,
    pub(crate) ip: Option<String>,
    pub(crate) created_at: Timestamp,
    pub(crate) verified_at: Option<Timestamp>,
    pub(crate) tries: i64,
    /// The code that was sent to a telephone.
    pub(crate) sealed_code: Option<Vec<u8>>,
    /// What an authenticator was asked for.
    pub(crate) ceremony: Option<Json<Ceremony>>,
}

const SELECT: &str = "
    select id, factor_id, ip, created_at, verified_at, tries, sealed_code, ceremony
    from auth_mfa_challenges
    where id = $1 and factor_id = $2";

/// A challenge of a factor.
pub(crate) async fn of_factor_by_id(
    executor: Executor<'_>,
    factor: Uuid,
    id: Uuid,
) -> sqlx::Result<Option<ChallengeRow>> {
    each!(executor, c => sqlx::query_as(SELECT).bind(id).bind(factor).fetch_optional(c).await)
}

const INSERT: &str = "
    insert into auth_mfa_challenges (id, factor_id, ip, created_at, verified_at, tries, sealed_code, ceremony)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";

/// Makes a challenge. Its factor must be there and locked, as it is once the challenge was noted.
pub(crate) async fn insert(executor: Executor<'_>, challenge: &ChallengeRow) -> sqlx::Result<()> {
    execute!(
        executor,
        sqlx::query(INSERT)
            .bind(challenge.id)
            .bind(challenge.factor_id)
            .bind(&challenge.ip)
            .bind(challenge.created_at)
            .bind(challenge.verified_at)
            .bind(challenge.tries)
            .bind(&challenge.sealed_code)
            .bind(&challenge.ceremony)
    )
    .map(drop)
}

const SAVE: &str = "
    update auth_mfa_challenges
    set verified_at = $2, tries = $3
    where id = $1";

/// Writes a challenge back. The person whose it is must be locked since it was read.
pub(crate) async fn save(executor: Executor<'_>, challenge: &ChallengeRow) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(SAVE).bind(challenge.id).bind(challenge.verified_at).bind(challenge.tries))
        .map(drop)
}

const DELETE: &str = "delete from auth_mfa_challenges where id = $1";

pub(crate) async fn delete(executor: Executor<'_>, challenge: Uuid) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(DELETE).bind(challenge)).map(drop)
}

const FORGET_OLD: &str = "
    delete from auth_mfa_challenges
    where id in (select id from auth_mfa_challenges where created_at < $1 limit $2)";

/// Deletes challenges that were made before a moment: at most so many, and tells how many.
pub(crate) async fn forget_old(executor: Executor<'_>, before: Timestamp, most: i64) -> sqlx::Result<u64> {
    execute!(executor, sqlx::query(FORGET_OLD).bind(before).bind(most))
}
