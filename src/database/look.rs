//! Looking at a database beside a program that may be using it, without changing anything: what
//! `doorward doctor` asks.

use std::borrow::Cow;
use std::io::Read as _;
use std::path::Path;

use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};

use super::connect::{SCHEMA, WAKE_LIMIT, postgres_options};
use super::serving_lock::{LOG, beside};
use super::{ConnectError, DatabaseTarget, Executor, each, probe};
use crate::clock::Timestamp;

/// Where in a file it says whether it is in WAL mode, and with which bytes (`SQLite` file format §1.3.3).
const MODE_AT: std::ops::Range<usize> = 18..20;
const WAL_MODE: [u8; 2] = [2, 2];

/// One connection to look through. `SQLite` is opened read-only: a file that is not there is an error.
#[derive(Debug)]
pub struct Look(Connection);

#[derive(Debug)]
enum Connection {
    Sqlite { connection: SqliteConnection, has_write_ahead_log: bool },
    Postgres(PgConnection),
}

impl Look {
    /// Opens the connection, within [`WAKE_LIMIT`]. A transaction pooler is told apart before anything
    /// is set on it, since what is set there meets others.
    pub async fn at(target: &DatabaseTarget) -> Result<Self, ConnectError> {
        let opening = async {
            match target {
                DatabaseTarget::Sqlite { file } => Self::at_sqlite(file).await.map_err(open),
                DatabaseTarget::Postgres { .. } => {
                    Ok(Connection::Postgres(Self::at_postgres(&postgres_options(target)?).await?))
                }
            }
        };
        let timed_out = Err(ConnectError::Open(sqlx::Error::PoolTimedOut));
        tokio::time::timeout(WAKE_LIMIT, opening).await.unwrap_or(timed_out).map(Self)
    }

    /// A file without a log beside it stands still, and is opened as one that does: otherwise even a
    /// reader would leave a log behind.
    async fn at_sqlite(file: &Path) -> sqlx::Result<Connection> {
        let stands_still = !beside(file, LOG).exists();
        let has_write_ahead_log = is_in_wal_mode(file)?;
        let options = SqliteConnectOptions::new().filename(file).read_only(true).immutable(stands_still);
        let connection = SqliteConnection::connect_with(&options).await?;
        Ok(Connection::Sqlite { connection, has_write_ahead_log })
    }

    async fn at_postgres(options: &PgConnectOptions) -> Result<PgConnection, ConnectError> {
        let mut connection = PgConnection::connect_with(options).await.map_err(open)?;
        let mut second = PgConnection::connect_with(options).await.map_err(open)?;
        let is_shared = probe::is_transaction_pooler(&mut connection, &mut second).await.map_err(open)?;
        let _ = second.close().await;
        if is_shared {
            return Err(ConnectError::TransactionPooler);
        }
        let schema = AssertSqlSafe(format!("set search_path to {SCHEMA}"));
        sqlx::raw_sql(schema).execute(&mut connection).await.map_err(open)?;
        Ok(connection)
    }

    /// Lends the connection for one question.
    pub const fn executor(&mut self) -> Executor<'_> {
        match &mut self.0 {
            Connection::Sqlite { connection, .. } => Executor::Sqlite(connection),
            Connection::Postgres(connection) => Executor::Postgres(connection),
        }
    }

    /// The version of the server, or of the library that reads the file.
    pub async fn version(&mut self) -> sqlx::Result<String> {
        const SERVER: &str = "select current_setting('server_version')";
        match &mut self.0 {
            Connection::Sqlite { connection: c, .. } => {
                // Anything else of it would do without the file.
                sqlx::query_scalar("select sqlite_version() from (select count(*) from sqlite_master)")
                    .fetch_one(c)
                    .await
            }
            Connection::Postgres(c) => sqlx::query_scalar(SERVER).fetch_one(c).await,
        }
    }

    /// What time it is for the server; a file has none.
    pub async fn server_time(&mut self) -> sqlx::Result<Option<Timestamp>> {
        match &mut self.0 {
            Connection::Sqlite { .. } => Ok(None),
            Connection::Postgres(c) => sqlx::query_scalar("select clock_timestamp()").fetch_one(c).await,
        }
    }

    /// Whether the server takes no changes, as a replica or one whose disk is full; always no for a
    /// file, which this connection cannot write anyhow.
    pub async fn is_read_only(&mut self) -> sqlx::Result<bool> {
        const READ_ONLY: &str =
            "select current_setting('transaction_read_only')::bool or pg_is_in_recovery()";
        match &mut self.0 {
            Connection::Sqlite { .. } => Ok(false),
            Connection::Postgres(c) => sqlx::query_scalar(READ_ONLY).fetch_one(c).await,
        }
    }

    /// Whether a file keeps its log beside it, so that readers and the writer do not wait for each
    /// other; nothing for a server.
    pub const fn has_write_ahead_log(&self) -> Option<bool> {
        match &self.0 {
            Connection::Sqlite { has_write_ahead_log, .. } => Some(*has_write_ahead_log),
            Connection::Postgres(_) => None,
        }
    }

    /// The numbers of the migrations that were applied, with whether each came to its end. Nothing
    /// when the database has no tables of ours yet.
    pub async fn applied_migrations(&mut self) -> sqlx::Result<Option<Vec<(i64, bool)>>> {
        const APPLIED: &str = "select version, success from _sqlx_migrations order by version";
        let applied = each!(self.executor(), c => sqlx::query_as(APPLIED).fetch_all(c).await);
        match applied {
            Ok(applied) => Ok(Some(applied)),
            Err(error) if names_no_table(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Ends the connection as the other end likes it.
    pub async fn close(self) {
        let _ = match self.0 {
            Connection::Sqlite { connection, .. } => connection.close().await,
            Connection::Postgres(connection) => connection.close().await,
        };
    }
}

/// Read past `SQLite`, which says nothing of the mode of a file that stands still.
fn is_in_wal_mode(file: &Path) -> std::io::Result<bool> {
    let mut head = [0; MODE_AT.end];
    let mut opened = std::fs::File::open(file)?;
    match opened.read_exact(&mut head) {
        Ok(()) => Ok(head.get(MODE_AT) == Some(WAL_MODE.as_slice())),
        // An empty file is an empty database.
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

const fn open(error: sqlx::Error) -> ConnectError {
    ConnectError::Open(error)
}

/// Whether a statement failed because its table is not there: `undefined_table` of Postgres, and the
/// general error of `SQLite`, which has no other for it.
fn names_no_table(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code().map(Cow::into_owned));
    matches!(code.as_deref(), Some("42P01" | "1"))
}
