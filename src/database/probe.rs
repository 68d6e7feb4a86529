//! Telling a transaction pooler from a Postgres server. Through such a pooler each transaction may
//! reach another server connection, so that prepared statements and settings of one request meet
//! those of another.

use sqlx::PgConnection;

use super::{ConnectError, Database};

/// Names the server process behind a connection. The start of the server is part of the name, since
/// two servers behind one address may give the same process id.
const SERVER_PROCESS: &str = "select concat_ws(' ', pg_backend_pid(), pg_postmaster_start_time())";

/// How often it is tried: a pooler that is busy with others may pass one try by chance.
const ROUNDS: usize = 3;

impl Database {
    /// Refuses a Postgres behind a transaction pooler. Anything else passes, `SQLite` at once.
    pub async fn refuse_transaction_pooler(&self) -> Result<(), ConnectError> {
        let Some(pool) = self.postgres() else { return Ok(()) };
        let probing = async {
            let mut first = pool.acquire().await?;
            let mut second = pool.acquire().await?;
            is_transaction_pooler(&mut first, &mut second).await
        };
        match probing.await {
            Ok(false) => Ok(()),
            Ok(true) => Err(ConnectError::TransactionPooler),
            Err(error) => Err(ConnectError::Open(error)),
        }
    }
}

/// Whether somebody in between hands the server's processes to others, told from two connections.
pub(super) async fn is_transaction_pooler(
    first: &mut PgConnection,
    second: &mut PgConnection,
) -> sqlx::Result<bool> {
    for _ in 0..ROUNDS {
        if shares_server_processes(first, second).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A connection keeps its server process for as long as it is open, unless somebody in between
/// hands the process to others: then the second connection is given that of the first, or the first
/// finds itself with another one while the second holds on to its own.
async fn shares_server_processes(first: &mut PgConnection, second: &mut PgConnection) -> sqlx::Result<bool> {
    let before = server_process(first).await?;
    if let Err(error) = sqlx::raw_sql("begin").execute(&mut *second).await {
        // A pooler that hands out single statements allows no transactions at all.
        return if error.as_database_error().is_some() { Ok(true) } else { Err(error) };
    }
    let held = server_process(second).await?;
    let is_shared = held == before || server_process(first).await? != before;
    sqlx::raw_sql("rollback").execute(&mut *second).await?;
    Ok(is_shared)
}

/// Asked by the simple protocol: a prepared statement would fail on its own behind a pooler.
async fn server_process(connection: &mut PgConnection) -> sqlx::Result<String> {
    use sqlx::Row as _;
    let rows = sqlx::Executor::fetch_one(connection, sqlx::raw_sql(SERVER_PROCESS)).await?;
    rows.try_get(0)
}
