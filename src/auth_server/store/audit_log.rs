//! The rows of the audit log.

use serde_json::Value;
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::database::{Executor, each, execute};

/// A row of `auth_audit_log_entries`.
#[derive(FromRow)]
pub(crate) struct EntryRow {
    pub(crate) id: Uuid,
    pub(crate) created_at: Timestamp,
    pub(crate) action: String,
    pub(crate) log_type: String,
    /// How whoever did it is named, in lower case.
    pub(crate) author: String,
    pub(crate) ip_address: String,
    pub(crate) payload: Json<Value>,
}

const INSERT: &str = "
    insert into auth_audit_log_entries (id, created_at, action, log_type, author, ip_address, payload)
    values ($1, $2, $3, $4, $5, $6, $7)";

pub(crate) async fn insert(executor: Executor<'_>, entry: &EntryRow) -> sqlx::Result<()> {
    execute!(
        executor,
        sqlx::query(INSERT)
            .bind(entry.id)
            .bind(entry.created_at)
            .bind(&entry.action)
            .bind(&entry.log_type)
            .bind(&entry.author)
            .bind(&entry.ip_address)
            .bind(&entry.payload)
    )
    .map(drop)
}

/// What of an entry is searched.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scope {
    Author,
    Action,
    LogType,
}

/// Which entries an administrator asks for.
pub(crate) struct Search {
    pub(crate) scope: Scope,
    /// Part of what is searched, in any case; all entries when it is empty.
    pub(crate) text: String,
}

/// The condition of a [`Search`] in a column, with `$1` in lower case. What is left of a text without its
/// parts that match differs from the text where there are any.
macro_rules! matching {
    ($start:literal, $column:literal, $end:literal) => {
        concat!($start, " where ($1 = '' or replace(", $column, ", $1, '') <> ", $column, ")", $end)
    };
}

macro_rules! for_each_scope {
    ($scope:expr, $start:literal, $end:literal) => {
        match $scope {
            Scope::Author => matching!($start, "author", $end),
            Scope::Action => matching!($start, "action", $end),
            Scope::LogType => matching!($start, "log_type", $end),
        }
    };
}

pub(crate) async fn count(executor: Executor<'_>, search: &Search) -> sqlx::Result<i64> {
    let sql = for_each_scope!(search.scope, "select count(*) from auth_audit_log_entries", "");
    let text = search.text.to_lowercase();
    each!(executor, c => sqlx::query_scalar(sql).bind(text).fetch_one(c).await)
}

/// So many entries after so many others, the newest first.
pub(crate) async fn page(
    executor: Executor<'_>,
    search: &Search,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<EntryRow>> {
    let sql = for_each_scope!(
        search.scope,
        "select id, created_at, action, log_type, author, ip_address, payload from auth_audit_log_entries",
        " order by created_at desc, id desc limit $2 offset $3"
    );
    let text = search.text.to_lowercase();
    each!(executor, c => sqlx::query_as(sql).bind(text).bind(limit).bind(offset).fetch_all(c).await)
}

const LAST_KEPT: &str = "
    select created_at from auth_audit_log_entries
    order by created_at desc, id desc
    limit 1 offset $1";

/// When the last of the newest so many was made; None where there are not more.
pub(crate) async fn last_of_newest(executor: Executor<'_>, kept: i64) -> sqlx::Result<Option<Timestamp>> {
    each!(executor, c => sqlx::query_scalar(LAST_KEPT).bind(kept).fetch_optional(c).await)
}

const FORGET_OLD: &str = "
    delete from auth_audit_log_entries
    where id in (
        select id from auth_audit_log_entries where created_at < $1 order by created_at limit $2
    )";

/// Deletes entries that were made before a moment: at most so many, and tells how many.
pub(crate) async fn forget_old(executor: Executor<'_>, before: Timestamp, most: i64) -> sqlx::Result<u64> {
    execute!(executor, sqlx::query(FORGET_OLD).bind(before).bind(most))
}
