//! Our row about a person, linked to the auth server's by `super_id`.

use uuid::Uuid;

use super::{Accounts, AccountsError, Username};
use crate::clock::Timestamp;
use crate::database::{Executor, execute};
use crate::gotrue::{self, AccessTokenClaims, AssuranceLevel};
use crate::words::Language;

/// A person as this site knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Our own id.
    pub id: Uuid,
    /// The auth server's id.
    pub super_id: Uuid,
    /// The name they chose, if they have one yet.
    pub username: Option<Username>,
    /// The address last heard from the auth server; empty when there is none.
    pub email: String,
    /// Whether they may see what only administrators may. Set by command, never from a token.
    pub is_admin: bool,
    /// Whether they have proved a second factor once, so that a session needs it.
    pub has_second_factor: bool,
    /// Whether they were asked to choose a name already: nobody is asked twice.
    pub was_asked_for_username: bool,
    /// The language they chose, if they did and the site still speaks it.
    pub language: Option<Language>,
}

const SAVE_FROM_USER: &str = "
    insert into users (id, super_id, email, has_second_factor, is_admin, claims_iat, created_at)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (super_id) do update
    set email = excluded.email,
        has_second_factor = excluded.has_second_factor,
        claims_iat = excluded.claims_iat
    where users.claims_iat <= excluded.claims_iat and users.deleted_at is null";

/// Writes what the auth server just said of a person, unless something newer is here. The row is
/// locked until the transaction ends, also when nothing changes: see [`super::sessions`].
pub(super) async fn save_from_user(
    executor: Executor<'_>,
    user: &gotrue::User,
    claims: &AccessTokenClaims,
    now: Timestamp,
) -> sqlx::Result<()> {
    execute!(
        executor,
        sqlx::query(SAVE_FROM_USER)
            .bind(Uuid::now_v7())
            .bind(claims.sub)
            .bind(&user.email)
            .bind(user.has_verified_factor())
            .bind(false)
            .bind(claims.iat)
            .bind(now)
    )
    .map(drop)
}

const SAVE_FROM_CLAIMS: &str = "
    insert into users (id, super_id, email, has_second_factor, is_admin, claims_iat, created_at)
    values ($1, $2, $3, $4, $5, $6, $7)
    on conflict (super_id) do update
    set email = excluded.email,
        claims_iat = excluded.claims_iat
    where users.claims_iat < excluded.claims_iat and users.deleted_at is null";

/// Writes what a token says of a person, if it is newer than what is here. A token does not say
/// whether there is a second factor, unless one was just used. The row is locked as by
/// [`save_from_user`].
pub(super) async fn save_from_claims(
    executor: Executor<'_>,
    claims: &AccessTokenClaims,
    now: Timestamp,
) -> sqlx::Result<()> {
    execute!(
        executor,
        sqlx::query(SAVE_FROM_CLAIMS)
            .bind(Uuid::now_v7())
            .bind(claims.sub)
            .bind(&claims.email)
            .bind(claims.aal == AssuranceLevel::Aal2)
            .bind(false)
            .bind(claims.iat)
            .bind(now)
    )
    .map(drop)
}

impl Accounts {
    /// Gives one of our users the right to see what only administrators may, or takes it. Whether
    /// there is such a user is the answer.
    pub async fn set_admin(&self, user: Uuid, is_admin: bool) -> Result<bool, AccountsError> {
        const SET_ADMIN: &str = "
            update users
            set is_admin = $2
            where id = $1 and deleted_at is null";
        let changed = execute!(
            self.database.write().await?.executor(),
            sqlx::query(SET_ADMIN).bind(user).bind(is_admin)
        )?;
        Ok(changed > 0)
    }
}
