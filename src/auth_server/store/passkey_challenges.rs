//! What authenticators were asked for, until they answer.

use sqlx::FromRow;
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::database::{Executor, each, execute};

/// A row of `auth_passkey_challenges`.
#[derive(FromRow)]
pub(crate) struct PasskeyChallengeRow {
    pub(crate) id: Uuid,
    /// Whose new key it is for; a sign-in is not yet anybody's.
    pub(crate) user_id: Option<Uuid>,
    /// In base64url.
    pub(crate) challenge: String,
    pub(crate) expires_at: Timestamp,
}

const INSERT: &str = "
    insert into auth_passkey_challenges (id, user_id, challenge, expires_at)
    values ($1, $2, $3, $4)";

/// Makes one. Its person, if it has one, must be locked.
pub(crate) async fn insert(executor: Executor<'_>, challenge: &PasskeyChallengeRow) -> sqlx::Result<()> {
    execute!(
        executor,
        sqlx::query(INSERT)
            .bind(challenge.id)
            .bind(challenge.user_id)
            .bind(&challenge.challenge)
            .bind(challenge.expires_at)
    )
    .map(drop)
}

const TAKE_OF_USER: &str = "
    delete from auth_passkey_challenges
    where id = $1 and user_id = $2
    returning id, user_id, challenge, expires_at";

/// Takes the challenge for a new key of a person: of many who take it at once, one gets it.
pub(crate) async fn take_of_user(
    executor: Executor<'_>,
    user: Uuid,
    id: Uuid,
) -> sqlx::Result<Option<PasskeyChallengeRow>> {
    each!(executor, c => sqlx::query_as(TAKE_OF_USER).bind(id).bind(user).fetch_optional(c).await)
}

const TAKE_OF_NOBODY: &str = "
    delete from auth_passkey_challenges
    where id = $1 and user_id is null
    returning id, user_id, challenge, expires_at";

/// Takes the challenge of a sign-in: of many who take it at once, one gets it.
pub(crate) async fn take_of_nobody(
    executor: Executor<'_>,
    id: Uuid,
) -> sqlx::Result<Option<PasskeyChallengeRow>> {
    each!(executor, c => sqlx::query_as(TAKE_OF_NOBODY).bind(id).fetch_optional(c).await)
}

const FORGET_OVER: &str = "
    delete from auth_passkey_challenges
    where id in (select id from auth_passkey_challenges where expires_at < $1 limit $2)";

/// Deletes those that were over before a moment: at most so many, and tells how many.
pub(crate) async fn forget_over(executor: Executor<'_>, before: Timestamp, most: i64) -> sqlx::Result<u64> {
    execute!(executor, sqlx::query(FORGET_OVER).bind(before).bind(most))
}
