//! The rows of people.

use sqlx::types::Json;
use uuid::Uuid;

use super::UserRow;
use crate::clock::Timestamp;
use crate::database::{Executor, each, execute};

/// The columns of a [`UserRow`].
macro_rules! user_columns {
    () => {
        "id, aud, role, email, phone, password_hash, email_confirmed_at, phone_confirmed_at, invited_at,
        confirmation_sent_at, recovery_sent_at, email_change, email_change_sent_at,
        email_change_is_half_confirmed, reauthentication_sent_at, owner_told_at, last_sign_in_at,
        app_metadata, user_metadata, banned_until, deleted_at, is_anonymous, created_at, updated_at,
        phone_change, phone_change_sent_at"
    };
}
pub(super) use user_columns;

const SELECT_BY_ID: &str = concat!("select ", user_columns!(), " from auth_users where id = $1");

pub(crate) async fn by_id(executor: Executor<'_>, id: Uuid) -> sqlx::Result<Option<UserRow>> {
    each!(executor, c => sqlx::query_as(SELECT_BY_ID).bind(id).fetch_optional(c).await)
}

const SELECT_BY_EMAIL: &str = concat!("select ", user_columns!(), " from auth_users where email = $1");

/// `email` in lower case.
pub(crate) async fn by_email(executor: Executor<'_>, email: &str) -> sqlx::Result<Option<UserRow>> {
    each!(executor, c => sqlx::query_as(SELECT_BY_EMAIL).bind(email).fetch_optional(c).await)
}

const SELECT_BY_PHONE: &str = concat!("select ", user_columns!(), " from auth_users where phone = $1");

/// `phone` without a plus sign.
pub(crate) async fn by_phone(executor: Executor<'_>, phone: &str) -> sqlx::Result<Option<UserRow>> {
    each!(executor, c => sqlx::query_as(SELECT_BY_PHONE).bind(phone).fetch_optional(c).await)
}

const SELECT_BY_PHONE_CHANGE: &str = concat!(
    "select ",
    user_columns!(),
    " from auth_users where phone_change = $1 order by phone_change_sent_at desc limit 1"
);

/// Whoever asked last that this number become theirs.
pub(crate) async fn by_phone_change(executor: Executor<'_>, phone: &str) -> sqlx::Result<Option<UserRow>> {
    each!(executor, c => sqlx::query_as(SELECT_BY_PHONE_CHANGE).bind(phone).fetch_optional(c).await)
}

const LOCK: &str = concat!("update auth_users set updated_at = $2 where id = $1 returning ", user_columns!());

/// Locks a person until the transaction ends, and tells what is so: nobody changes it meanwhile.
pub(crate) async fn lock(executor: Executor<'_>, id: Uuid, now: Timestamp) -> sqlx::Result<Option<UserRow>> {
    each!(executor, c => sqlx::query_as(LOCK).bind(id).bind(now).fetch_optional(c).await)
}

const LOCK_BY_EMAIL: &str =
    concat!("update auth_users set updated_at = $2 where email = $1 returning ", user_columns!());

/// The same for whoever has this address, in lower case.
pub(crate) async fn lock_by_email(
    executor: Executor<'_>,
    email: &str,
    now: Timestamp,
) -> sqlx::Result<Option<UserRow>> {
    each!(executor, c => sqlx::query_as(LOCK_BY_EMAIL).bind(email).bind(now).fetch_optional(c).await)
}

const LOCK_BY_PHONE: &str =
    concat!("update auth_users set updated_at = $2 where phone = $1 returning ", user_columns!());

/// The same for whoever has this number, without a plus sign.
pub(crate) async fn lock_by_phone(
    executor: Executor<'_>,
    phone: &str,
    now: Timestamp,
) -> sqlx::Result<Option<UserRow>> {
    each!(executor, c => sqlx::query_as(LOCK_BY_PHONE).bind(phone).bind(now).fetch_optional(c).await)
}

const INSERT: &str = concat!(
    "insert into auth_users (",
    user_columns!(),
    ", full_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
        $22, $23, $24, $25, $26, $27)
    on conflict do nothing"
);

/// Makes somebody new. Whether nobody else has the address, the number or the id is the answer.
pub(crate) async fn insert(executor: Executor<'_>, user: &UserRow) -> sqlx::Result<bool> {
    let inserted = execute!(
        executor,
        sqlx::query(INSERT)
            .bind(user.id)
            .bind(&user.aud)
            .bind(&user.role)
            .bind(&user.email)
            .bind(&user.phone)
            .bind(&user.password_hash)
            .bind(user.email_confirmed_at)
            .bind(user.phone_confirmed_at)
            .bind(user.invited_at)
            .bind(user.confirmation_sent_at)
            .bind(user.recovery_sent_at)
            .bind(&user.email_change)
            .bind(user.email_change_sent_at)
            .bind(user.email_change_is_half_confirmed)
            .bind(user.reauthentication_sent_at)
            .bind(user.owner_told_at)
            .bind(user.last_sign_in_at)
            .bind(&user.app_metadata)
            .bind(&user.user_metadata)
            .bind(user.banned_until)
            .bind(user.deleted_at)
            .bind(user.is_anonymous)
            .bind(user.created_at)
            .bind(user.updated_at)
            .bind(&user.phone_change)
            .bind(user.phone_change_sent_at)
            .bind(full_name(user))
    )?;
    Ok(inserted > 0)
}

const SAVE: &str = "
    update auth_users
    set role = $2, email = $3, phone = $4, password_hash = $5, email_confirmed_at = $6,
        phone_confirmed_at = $7, invited_at = $8, confirmation_sent_at = $9, recovery_sent_at = $10,
        email_change = $11, email_change_sent_at = $12, email_change_is_half_confirmed = $13,
        reauthentication_sent_at = $14, owner_told_at = $15, last_sign_in_at = $16, app_metadata = $17,
        user_metadata = $18, banned_until = $19, deleted_at = $20, is_anonymous = $21, full_name = $22,
        phone_change = $23, phone_change_sent_at = $24
    where id = $1";

/// What became of a save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Saved {
    /// It stands.
    Yes,
    /// The address or number is somebody else's: the transaction is over.
    Taken,
}

/// Writes back what [`lock`] showed, with what has changed since.
pub(crate) async fn save(executor: Executor<'_>, user: &UserRow) -> sqlx::Result<Saved> {
    let saved = execute!(
        executor,
        sqlx::query(SAVE)
            .bind(user.id)
            .bind(&user.role)
            .bind(&user.email)
            .bind(&user.phone)
            .bind(&user.password_hash)
            .bind(user.email_confirmed_at)
            .bind(user.phone_confirmed_at)
            .bind(user.invited_at)
            .bind(user.confirmation_sent_at)
            .bind(user.recovery_sent_at)
            .bind(&user.email_change)
            .bind(user.email_change_sent_at)
            .bind(user.email_change_is_half_confirmed)
            .bind(user.reauthentication_sent_at)
            .bind(user.owner_told_at)
            .bind(user.last_sign_in_at)
            .bind(&user.app_metadata)
            .bind(&user.user_metadata)
            .bind(user.banned_until)
            .bind(user.deleted_at)
            .bind(user.is_anonymous)
            .bind(full_name(user))
            .bind(&user.phone_change)
            .bind(user.phone_change_sent_at)
    );
    match saved {
        Ok(_) => Ok(Saved::Yes),
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Ok(Saved::Taken),
        Err(error) => Err(error),
    }
}

fn full_name(user: &UserRow) -> String {
    let Json(metadata) = &user.user_metadata;
    metadata.get("full_name").and_then(|name| name.as_str()).unwrap_or_default().to_lowercase()
}

const DELETE: &str = "delete from auth_users where id = $1";

/// Deletes a person with all that is theirs.
pub(crate) async fn delete(executor: Executor<'_>, id: Uuid) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(DELETE).bind(id)).map(drop)
}

const FORGET_UNCONFIRMED: &str = "
    delete from auth_users
    where id in (
        select id
        from auth_users
        where confirmation_sent_at < $1 and email_confirmed_at is null and last_sign_in_at is null
          and phone_confirmed_at is null and invited_at is null and banned_until is null
          and deleted_at is null
        limit $2
    )
    and confirmation_sent_at < $1 and email_confirmed_at is null and last_sign_in_at is null
    and phone_confirmed_at is null";

/// Deletes people who signed up themselves and never confirmed an address or a number nor signed in, and who were
/// last sent a link before a moment: at most so many, and tells how many. Whoever was invited, imported
/// or banned stays: that was an operator's decision. The condition is said twice, for somebody who
/// shows the proof right now.
pub(crate) async fn forget_unconfirmed(
    executor: Executor<'_>,
    before: Timestamp,
    most: i64,
) -> sqlx::Result<u64> {
    execute!(executor, sqlx::query(FORGET_UNCONFIRMED).bind(before).bind(most))
}
