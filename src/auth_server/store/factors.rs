//! The rows of second factors.

use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::auth_server::factors::FactorType;
use crate::auth_server::webauthn::Credential;
use crate::clock::Timestamp;
use crate::database::{Executor, each, execute};
use crate::gotrue::{Factor, FactorStatus};

/// A row of `auth_mfa_factors`.
#[derive(Clone, FromRow)]
pub(crate) struct FactorRow {
    pub(crate) id: Uuid,
    pub(crate) user_id: Uuid,
    /// One of the names of [`FactorType`].
    pub(crate) factor_type: String,
    pub(crate) friendly_name: String,
    pub(crate) sealed_secret: Option<Vec<u8>>,
    /// The number of a telephone.
    pub(crate) phone: Option<String>,
    /// The key of an authenticator, once it was proved.
    pub(crate) credential: Option<Json<Credential>>,
    pub(crate) verified_at: Option<Timestamp>,
    pub(crate) last_challenged_at: Option<Timestamp>,
    pub(crate) last_step: Option<i64>,
    pub(crate) wrong_codes: i64,
    pub(crate) wrong_codes_since: Timestamp,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
}

impl FactorRow {
    /// Whether it was ever proved.
    pub(crate) const fn is_verified(&self) -> bool {
        self.verified_at.is_some()
    }

    /// What it is. The table holds only names of kinds.
    pub(crate) fn kind(&self) -> Option<FactorType> {
        FactorType::from_name(&self.factor_type)
    }

    /// As the contract shows a factor.
    pub(crate) fn to_factor(&self) -> Factor {
        Factor {
            id: self.id,
            status: if self.is_verified() { FactorStatus::Verified } else { FactorStatus::Unverified },
            factor_type: self.factor_type.clone(),
            friendly_name: self.friendly_name.clone(),
            phone: self.phone.clone().unwrap_or_default(),
            last_challenged_at: self.last_challenged_at,
            web_authn_aaguid: self.credential.as_ref().map(|credential| credential.aaguid),
            created_at: Some(self.created_at),
            updated_at: Some(self.updated_at),
        }
    }
}

/// The columns of a [`FactorRow`].
macro_rules! factor_columns {
    () => {
        "id, user_id, factor_type, friendly_name, sealed_secret, verified_at, last_challenged_at, last_step,
        wrong_codes, wrong_codes_since, created_at, updated_at, phone, credential"
    };
}

const SELECT_OF_USER: &str = concat!(
    "select ",
    factor_columns!(),
    " from auth_mfa_factors where user_id = $1 order by created_at, id"
);

/// All of a person, the oldest first.
pub(crate) async fn of_user(executor: Executor<'_>, user: Uuid) -> sqlx::Result<Vec<FactorRow>> {
    each!(executor, c => sqlx::query_as(SELECT_OF_USER).bind(user).fetch_all(c).await)
}

const SELECT_ONE: &str =
    concat!("select ", factor_columns!(), " from auth_mfa_factors where id = $1 and user_id = $2");

/// One of a person.
pub(crate) async fn of_user_by_id(
    executor: Executor<'_>,
    user: Uuid,
    id: Uuid,
) -> sqlx::Result<Option<FactorRow>> {
    each!(executor, c => sqlx::query_as(SELECT_ONE).bind(id).bind(user).fetch_optional(c).await)
}

const INSERT: &str = concat!(
    "insert into auth_mfa_factors (",
    factor_columns!(),
    ")
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
);

/// Enrols a factor. Its person must be locked.
pub(crate) async fn insert(executor: Executor<'_>, factor: &FactorRow) -> sqlx::Result<()> {
    execute!(
        executor,
        sqlx::query(INSERT)
            .bind(factor.id)
            .bind(factor.user_id)
            .bind(&factor.factor_type)
            .bind(&factor.friendly_name)
            .bind(&factor.sealed_secret)
            .bind(factor.verified_at)
            .bind(factor.last_challenged_at)
            .bind(factor.last_step)
            .bind(factor.wrong_codes)
            .bind(factor.wrong_codes_since)
            .bind(factor.created_at)
            .bind(factor.updated_at)
            .bind(&factor.phone)
            .bind(&factor.credential)
    )
    .map(drop)
}

const SAVE: &str = "
    update auth_mfa_factors
    set friendly_name = $2, verified_at = $3, last_step = $4, wrong_codes = $5, wrong_codes_since = $6,
        updated_at = $7, phone = $8, credential = $9
    where id = $1";

/// Writes a factor back. Its person must be locked since it was read.
pub(crate) async fn save(executor: Executor<'_>, factor: &FactorRow) -> sqlx::Result<()> {
    execute!(
        executor,
        sqlx::query(SAVE)
            .bind(factor.id)
            .bind(&factor.friendly_name)
            .bind(factor.verified_at)
            .bind(factor.last_step)
            .bind(factor.wrong_codes)
            .bind(factor.wrong_codes_since)
            .bind(factor.updated_at)
            .bind(&factor.phone)
            .bind(&factor.credential)
    )
    .map(drop)
}

const NOTE_CHALLENGE: &str = "
    update auth_mfa_factors
    set last_challenged_at = $2
    where id = $1";

/// Notes that a proof was asked for. Whether the factor is still there is the answer.
pub(crate) async fn note_challenge(
    executor: Executor<'_>,
    factor: Uuid,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let noted = execute!(executor, sqlx::query(NOTE_CHALLENGE).bind(factor).bind(now))?;
    Ok(noted > 0)
}

const DELETE: &str = "delete from auth_mfa_factors where id = $1";

/// Takes a factor away. Its person must be locked.
pub(crate) async fn delete(executor: Executor<'_>, factor: Uuid) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(DELETE).bind(factor)).map(drop)
}

const CLEAR: &str = "delete from auth_mfa_factors where user_id = $1";

/// Takes all factors of a person away. They must be locked.
pub(crate) async fn clear(executor: Executor<'_>, user: Uuid) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(CLEAR).bind(user)).map(drop)
}

const DELETE_UNVERIFIED: &str = "
    delete from auth_mfa_factors
    where user_id = $1 and factor_type = $2 and verified_at is null";

/// Takes away what a person began to enrol and never proved. They must be locked.
pub(crate) async fn delete_unverified(
    executor: Executor<'_>,
    user: Uuid,
    factor_type: &str,
) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(DELETE_UNVERIFIED).bind(user).bind(factor_type)).map(drop)
}

const DELETE_STALE: &str = "
    delete from auth_mfa_factors
    where user_id = $1 and verified_at is null and created_at < $2
      and not exists (select 1 from auth_mfa_challenges where factor_id = auth_mfa_factors.id)";

/// Takes away what a person began to enrol before a moment and never tried to prove. They must be
/// locked.
pub(crate) async fn delete_stale(executor: Executor<'_>, user: Uuid, before: Timestamp) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(DELETE_STALE).bind(user).bind(before)).map(drop)
}

const FORGET_UNVERIFIED: &str = "
    delete from auth_mfa_factors
    where id in (
        select id
        from auth_mfa_factors
        where verified_at is null and created_at < $1
        limit $2
    )
    and verified_at is null";

/// Deletes factors of anybody that were begun before a moment and never proved: at most so many, and
/// tells how many. The condition is said twice, for one that is proved right now.
pub(crate) async fn forget_unverified(
    executor: Executor<'_>,
    before: Timestamp,
    most: i64,
) -> sqlx::Result<u64> {
    execute!(executor, sqlx::query(FORGET_UNVERIFIED).bind(before).bind(most))
}
