//! Finding people for administrators, page by page.

use uuid::Uuid;

use super::UserRow;
use super::users::user_columns;
use crate::clock::Timestamp;
use crate::database::{Executor, each};

/// Which people an administrator asks for.
pub(crate) struct Listing {
    /// Part of an address, or of a full name in any case; all people when it is empty.
    pub(crate) filter: String,
    pub(crate) is_ascending: bool,
    pub(crate) limit: i64,
    pub(crate) offset: i64,
}

/// The condition of a [`Listing`]: `$1` is the filter and `$2` the same in lower case. What is left of
/// a text without its parts that match differs from the text where there are any.
macro_rules! matches_filter {
    () => {
        "($1 = '' or replace(coalesce(email, ''), $1, '') <> coalesce(email, '')
            or replace(full_name, $2, '') <> full_name)"
    };
}

const COUNT: &str = concat!("select count(*) from auth_users where ", matches_filter!());

pub(crate) async fn count(executor: Executor<'_>, listing: &Listing) -> sqlx::Result<i64> {
    let lower = listing.filter.to_lowercase();
    each!(executor, c => sqlx::query_scalar(COUNT).bind(&listing.filter).bind(lower).fetch_one(c).await)
}

const NEWEST_FIRST: &str = concat!(
    "select ",
    user_columns!(),
    " from auth_users where ",
    matches_filter!(),
    " order by created_at desc, id desc limit $3 offset $4"
);

const OLDEST_FIRST: &str = concat!(
    "select ",
    user_columns!(),
    " from auth_users where ",
    matches_filter!(),
    " order by created_at, id limit $3 offset $4"
);

const OLDER: &str = concat!(
    "select ",
    user_columns!(),
    " from auth_users where ",
    matches_filter!(),
    " and (created_at, id) < ($4, $5) order by created_at desc, id desc limit $3"
);

const NEWER: &str = concat!(
    "select ",
    user_columns!(),
    " from auth_users where ",
    matches_filter!(),
    " and (created_at, id) > ($4, $5) order by created_at, id limit $3"
);

/// Those behind somebody in the order of a [`Listing`], whose offset does not matter.
pub(crate) async fn behind(
    executor: Executor<'_>,
    listing: &Listing,
    created_at: Timestamp,
    id: Uuid,
) -> sqlx::Result<Vec<UserRow>> {
    let sql = if listing.is_ascending { NEWER } else { OLDER };
    let lower = listing.filter.to_lowercase();
    each!(executor, c => {
        sqlx::query_as(sql)
            .bind(&listing.filter)
            .bind(lower)
            .bind(listing.limit)
            .bind(created_at)
            .bind(id)
            .fetch_all(c)
            .await
    })
}

pub(crate) async fn page(executor: Executor<'_>, listing: &Listing) -> sqlx::Result<Vec<UserRow>> {
    let sql = if listing.is_ascending { OLDEST_FIRST } else { NEWEST_FIRST };
    let lower = listing.filter.to_lowercase();
    each!(executor, c => {
        sqlx::query_as(sql)
            .bind(&listing.filter)
            .bind(lower)
            .bind(listing.limit)
            .bind(listing.offset)
            .fetch_all(c)
            .await
    })
}
