//! Why nothing was moved.

use std::path::PathBuf;

use sqlx::postgres::PgDatabaseError;

use super::row::ValueError;
use crate::database::{ConnectError, MigrateError};

/// Why nothing was moved. The source is as it was, and so is the destination, except that its tables
/// may have been made.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// There is no file to move.
    #[error("there is no database file {0}")]
    NoSource(PathBuf),
    /// What is to be moved is no file.
    #[error("DATABASE_URL is no SQLite file: a Postgres is copied by pg_dump and pg_restore")]
    NoSqlite,
    /// Where it is to be moved is no Postgres.
    #[error("the destination must be a Postgres")]
    NoPostgres,
    /// A server runs on the source.
    #[error(transparent)]
    InUse(ConnectError),
    /// The destination cannot be reached or used.
    #[error("the destination cannot be used: {0}")]
    Open(#[from] ConnectError),
    /// The source could not be read.
    #[error("the SQLite file could not be read: {0}")]
    Source(#[source] sqlx::Error),
    /// The tables of the source are those of another release.
    #[error(
        "the tables of the SQLite file are those of {0}: bring it up to date with this one \
         (`doorward migrate`), then move it"
    )]
    OtherRelease(&'static str),
    /// The tables of the destination could not be made.
    #[error("the tables of the destination could not be made: {0}")]
    Migrate(#[from] MigrateError),
    /// The destination failed.
    #[error("the destination failed: {}", told(.0))]
    Target(#[source] sqlx::Error),
    /// Everything was sent and compared, and then no answer came to the commit.
    #[error(
        "whether the move was completed is not known ({}): if `doorward move --check` finds the same in both, \
         it was; otherwise nothing was moved", told(.0)
    )]
    Commit(#[source] sqlx::Error),
    /// The two databases have other tables or columns.
    #[error("the two databases do not have the same tables: {}", .0.join("; "))]
    Schemas(Vec<String>),
    /// There is something at the destination already.
    #[error(
        "the destination is not empty ({}): move to a database of its own, or empty that one first \
         (`drop schema doorward cascade` deletes everything of Doorward's there)", .0.join(", ")
    )]
    NotEmpty(Vec<String>),
    /// A value cannot stand in the other database.
    #[error("{table}, row {row}: the column {column} holds {problem}")]
    Value {
        /// The table.
        table: String,
        /// Which row, from one, in the order of the file.
        row: u64,
        /// The column.
        column: String,
        /// What it holds.
        #[source]
        problem: ValueError,
    },
    /// What arrived is not what was sent.
    #[error("the two databases do not hold the same: {}", .0.join("; "))]
    Different(Vec<String>),
}

/// What Postgres said and where it was, without the values that it may quote in its details.
fn told(error: &sqlx::Error) -> String {
    let said = error.as_database_error().and_then(|error| error.try_downcast_ref::<PgDatabaseError>());
    match said {
        Some(said) => match said.r#where() {
            Some(place) => format!("{} ({place})", said.message()),
            None => said.message().to_owned(),
        },
        None => error.to_string(),
    }
}
