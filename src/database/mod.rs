//! One handle to whichever database is configured, and the rules that let one SQL text serve both.
//!
//! **The portable subset**: `$n` placeholders, `returning`, `on conflict`, `limit`, common table
//! expressions. Never `now()`, `interval`, `ilike`, arrays, `for update` or JSON operators. Times are
//! [`Timestamp`](crate::clock::Timestamp)s and are bound, ids are `Uuid`s, JSON is `sqlx::types::Json`.
//! A decision is one conditional statement whose row count is the verdict, never a read and then a
//! write. Branch on `is_unique_violation()`, not on a constraint's name: `SQLite` reports none.

mod backup;
mod connect;
mod connect_error;
mod connect_trouble;
mod encryption;
mod executor;
mod lease;
mod load;
mod look;
mod migrate;
mod moving;
mod probe;
mod serving_lock;
mod target;
mod writable;

pub use backup::{Backup, BackupError, back_up};
pub use connect::{Database, WAKE_LIMIT};
pub use connect_error::ConnectError;
pub use connect_trouble::ConnectTrouble;
pub use encryption::Encryption;
pub use executor::{Connection, Executor, Tx, counting_transactions, open_transactions};
pub use load::PoolLoad;
pub use look::Look;
pub use migrate::{MigrationState, migrations};
pub use moving::{MoveError, MovedTable, TableDigest, ValueError, compare, move_everything};
pub use serving_lock::ServingLock;
pub use sqlx::migrate::MigrateError;
pub use target::{DatabaseTarget, TargetError};

/// Runs one statement on whichever connection is behind an [`Executor`]: the body is compiled once
/// for each database, so its SQL text and its binds are the same by construction.
#[macro_export]
macro_rules! each {
    ($executor:expr, $connection:ident => $body:expr) => {
        match $executor {
            $crate::database::Executor::Sqlite($connection) => $body,
            $crate::database::Executor::Postgres($connection) => $body,
        }
    };
}
/// Runs one statement that answers no rows, and tells how many it changed: the verdict of a
/// conditional statement.
#[macro_export]
macro_rules! execute {
    ($executor:expr, $query:expr) => {
        $crate::database::each!($executor, connection => {
            $query.execute(connection).await.map(|done| done.rows_affected())
        })
    };
}
pub use crate::{each, execute};
