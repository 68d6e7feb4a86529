//! Opening the pools. `SQLite`: one writer and a few query-only readers on a WAL file. Postgres: one
//! pool whose connections see only the schema `doorward`.

use std::fmt;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgPoolOptions, PgSslMode};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Connection as _, PgPool, SqlitePool};

use super::load::Queue;
use super::serving_lock::make_folder;
use super::target::NEON;
use super::{ConnectError, Connection, DatabaseTarget, Tx};

/// Postgres schema that holds every table. Never `public`, which Supabase publishes over REST.
pub(super) const SCHEMA: &str = "doorward";

/// Parallel readers of the `SQLite` file.
const SQLITE_READERS: u32 = 4;

/// Bytes that the log beside the `SQLite` file keeps. It is used over and over from its beginning; what
/// it grew while somebody read for long, such as a backup, is given back.
const SQLITE_LOG: &str = "16777216";

/// How long a request waits for the `SQLite` writer before it is told that the database is busy.
const SQLITE_BUSY: Duration = Duration::from_secs(5);

/// How long until a new file is tried again that others are making at this moment.
const SQLITE_PAUSE: Duration = Duration::from_millis(20);

/// Connections to Postgres at most; a small plan of a hosted database allows a few dozen in all.
const POSTGRES_CONNECTIONS: u32 = 10;

/// How long a request waits for a connection: a hosted database that sleeps takes a second or so to
/// wake, and has this long before the visitor is told to come back. Two of them fit in the time that a
/// page has.
pub const WAKE_LIMIT: Duration = Duration::from_secs(10);

/// A connection unused for this long is closed, so that an idle app holds none: hosted databases fall
/// asleep after five minutes, and some of them not while somebody is connected. The pool looks as
/// often as this, so the last one is gone after twice the time.
const IDLE_TIMEOUT: Duration = Duration::from_mins(2);

/// A connection unused for this long is asked whether it still lives before it is used: one that the
/// database closed when it fell asleep, or moved, would fail the first request afterwards. It costs
/// one way there and back, and a busy site never pays it.
const PING_AFTER: Duration = Duration::from_secs(1);

/// How long that answer may take. A connection that something in between forgot never answers.
const PING_TIMEOUT: Duration = Duration::from_secs(2);

/// Whichever database is configured. Cloning gives another handle to the same pools.
#[derive(Clone, Debug)]
pub struct Database(Pools, Arc<Queue>);

#[derive(Clone, Debug)]
enum Pools {
    Sqlite { readers: SqlitePool, writer: SqlitePool },
    Postgres(PgPool),
}

impl Database {
    /// Opens the pools. `SQLite` is opened now; Postgres is reached at the first query, so that a
    /// database that is away at the start does not keep the process from starting.
    pub async fn connect(target: &DatabaseTarget) -> Result<Self, ConnectError> {
        match target {
            DatabaseTarget::Sqlite { file } => Self::open_sqlite(file).await,
            DatabaseTarget::Postgres { .. } => Ok(Self::prepare_postgres(postgres_options(target)?)),
        }
    }

    async fn open_sqlite(file: &Path) -> Result<Self, ConnectError> {
        make_folder(file)?;
        let options = SqliteConnectOptions::new()
            .filename(file)
            .journal_mode(SqliteJournalMode::Wal)
            // An answered sign-up must survive a power cut.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .pragma("journal_size_limit", SQLITE_LOG)
            .busy_timeout(SQLITE_BUSY);
        let writer = open_writer(options.clone().create_if_missing(true))
            .await
            .map_err(|error| ConnectError::File { file: file.to_owned(), error })?;
        let readers = SqlitePoolOptions::new()
            .max_connections(SQLITE_READERS)
            .acquire_timeout(WAKE_LIMIT)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .connect_lazy_with(options.pragma("query_only", "on"));
        Ok(Self(Pools::Sqlite { readers, writer }, Arc::default()))
    }

    fn prepare_postgres(options: PgConnectOptions) -> Self {
        let pool = PgPoolOptions::new()
            .max_connections(POSTGRES_CONNECTIONS)
            .acquire_timeout(WAKE_LIMIT)
            .idle_timeout(IDLE_TIMEOUT)
            .test_before_acquire(false)
            .before_acquire(|connection, meta| {
                Box::pin(async move {
                    if meta.idle_for < PING_AFTER {
                        return Ok(true);
                    }
                    match tokio::time::timeout(PING_TIMEOUT, connection.ping()).await {
                        Ok(pinged) => Ok(pinged.is_ok()),
                        // The pool drops it without a farewell that nobody would hear.
                        Err(_) => Err(sqlx::Error::PoolTimedOut),
                    }
                })
            })
            .after_connect(|connection, _| {
                Box::pin(async move {
                    let schema = AssertSqlSafe(format!("set search_path to {SCHEMA}"));
                    sqlx::raw_sql(schema).execute(connection).await?;
                    Ok(())
                })
            })
            .connect_lazy_with(options);
        Self(Pools::Postgres(pool), Arc::default())
    }

    /// A connection for a question. On `SQLite` it cannot write.
    pub async fn read(&self) -> sqlx::Result<Connection> {
        let place = self.1.join();
        place.leave(match &self.0 {
            Pools::Sqlite { readers, .. } => readers.acquire().await.map(Connection::Sqlite),
            Pools::Postgres(pool) => pool.acquire().await.map(Connection::Postgres),
        })
    }

    /// A connection for one statement that changes something.
    pub async fn write(&self) -> sqlx::Result<Connection> {
        let place = self.1.join();
        place.leave(match &self.0 {
            Pools::Sqlite { writer, .. } => writer.acquire().await.map(Connection::Sqlite),
            Pools::Postgres(pool) => pool.acquire().await.map(Connection::Postgres),
        })
    }

    /// Begins a transaction for several statements that must all last or none.
    pub async fn begin(&self) -> sqlx::Result<Tx> {
        let place = self.1.join();
        place.leave(match &self.0 {
            // The lock is taken at once: a transaction that reads first and writes later would be
            // refused without waiting.
            Pools::Sqlite { writer, .. } => writer.begin_with("begin immediate").await.map(Tx::sqlite),
            Pools::Postgres(pool) => pool.begin().await.map(Tx::postgres),
        })
    }

    /// Whether this is Postgres, whose tables are migrated by command outside development.
    pub const fn is_postgres(&self) -> bool {
        matches!(self.0, Pools::Postgres(_))
    }

    /// Name, connections, free ones and most of each pool.
    pub(super) fn pools(&self) -> Vec<(&'static str, u32, usize, u32)> {
        match &self.0 {
            Pools::Sqlite { readers, writer } => vec![
                ("readers", readers.size(), readers.num_idle(), readers.options().get_max_connections()),
                ("writer", writer.size(), writer.num_idle(), writer.options().get_max_connections()),
            ],
            Pools::Postgres(pool) => {
                vec![("postgres", pool.size(), pool.num_idle(), pool.options().get_max_connections())]
            }
        }
    }

    /// Who waits for a connection.
    pub(super) fn queue(&self) -> &Queue {
        &self.1
    }

    /// The Postgres pool, for what only Postgres has: the schema, the migration lock, the probe.
    pub(super) const fn postgres(&self) -> Option<&PgPool> {
        match &self.0 {
            Pools::Postgres(pool) => Some(pool),
            Pools::Sqlite { .. } => None,
        }
    }

    /// The `SQLite` writer, for what only `SQLite` has.
    pub(super) const fn sqlite_writer(&self) -> Option<&SqlitePool> {
        match &self.0 {
            Pools::Sqlite { writer, .. } => Some(writer),
            Pools::Postgres(_) => None,
        }
    }

    /// Waits for statements under way and closes every connection.
    pub async fn close(&self) {
        match &self.0 {
            Pools::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

/// Opens the writer, which makes the file. Two processes that turn on the log of one new file at once
/// would wait for each other, so `SQLite` tells one of them at once that it is busy.
async fn open_writer(options: SqliteConnectOptions) -> sqlx::Result<SqlitePool> {
    let started = Instant::now();
    loop {
        let opened = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(WAKE_LIMIT)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.clone())
            .await;
        match opened {
            Err(error) if is_busy(&error) && started.elapsed() < SQLITE_BUSY => {
                tokio::time::sleep(SQLITE_PAUSE).await;
            }
            opened => return opened,
        }
    }
}

/// Whether another process holds a lock on the `SQLite` file: `SQLITE_BUSY`, whose kinds differ above
/// the lowest byte.
fn is_busy(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    code.and_then(|code| code.parse::<i32>().ok()).is_some_and(|code| code & 0xff == 5)
}

/// How a Postgres is reached: with TLS and its certificate checked, unless it is on this machine or the
/// URL says otherwise. Neon hands out URLs that ask for TLS with anybody, though its certificates can be
/// checked: so they are.
pub(super) fn postgres_options(target: &DatabaseTarget) -> Result<PgConnectOptions, ConnectError> {
    let url = target.postgres_url().unwrap_or_default();
    let mut options = PgConnectOptions::from_str(url).map_err(ConnectError::Open)?;
    let is_neon = options.get_host().ends_with(NEON) && matches!(options.get_ssl_mode(), PgSslMode::Require);
    if is_neon || (!target.is_loopback() && !url.contains("sslmode=")) {
        options = options.ssl_mode(PgSslMode::VerifyFull);
    }
    Ok(options)
}

impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_postgres() { "Postgres" } else { "SQLite" })
    }
}
