//! Where a statement runs: on a connection of its own, or inside a transaction.

use std::cell::Cell;

use sqlx::pool::PoolConnection;
use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection, Transaction};

/// A borrowed connection to one of the two databases. Every function that holds SQL takes one, so
/// that the caller decides whether it stands alone or in a transaction.
#[derive(Debug)]
pub enum Executor<'c> {
    /// A connection to `SQLite`.
    Sqlite(&'c mut SqliteConnection),
    /// A connection to Postgres.
    Postgres(&'c mut PgConnection),
}

impl Executor<'_> {
    /// Lends the same connection again, for the next statement.
    pub fn again(&mut self) -> Executor<'_> {
        match self {
            Self::Sqlite(connection) => Executor::Sqlite(connection),
            Self::Postgres(connection) => Executor::Postgres(connection),
        }
    }
}

/// A connection taken from the pool for single statements.
#[derive(Debug)]
pub enum Connection {
    /// A connection to `SQLite`.
    Sqlite(PoolConnection<Sqlite>),
    /// A connection to Postgres.
    Postgres(PoolConnection<Postgres>),
}

impl Connection {
    /// Lends the connection for one statement.
    pub fn executor(&mut self) -> Executor<'_> {
        match self {
            Self::Sqlite(connection) => Executor::Sqlite(connection),
            Self::Postgres(connection) => Executor::Postgres(connection),
        }
    }
}

/// A transaction. Dropping it without [`Tx::commit`] rolls back.
///
/// None may be open while the auth server is asked: embedded, that server writes to the same
/// database, and `SQLite` has one writer.
#[derive(Debug)]
pub struct Tx {
    inner: Inner,
    _open: OpenGuard,
}

#[derive(Debug)]
enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    pub(super) fn sqlite(transaction: Transaction<'static, Sqlite>) -> Self {
        Self { inner: Inner::Sqlite(transaction), _open: OpenGuard::new() }
    }

    pub(super) fn postgres(transaction: Transaction<'static, Postgres>) -> Self {
        Self { inner: Inner::Postgres(transaction), _open: OpenGuard::new() }
    }

    /// Lends the transaction for one statement.
    pub fn executor(&mut self) -> Executor<'_> {
        match &mut self.inner {
            Inner::Sqlite(transaction) => Executor::Sqlite(transaction),
            Inner::Postgres(transaction) => Executor::Postgres(transaction),
        }
    }

    /// Makes everything done in it last.
    pub async fn commit(self) -> sqlx::Result<()> {
        match self.inner {
            Inner::Sqlite(transaction) => transaction.commit().await,
            Inner::Postgres(transaction) => transaction.commit().await,
        }
    }
}

tokio::task_local! {
    /// How many transactions the current request has open.
    static OPEN: Cell<usize>;
}

/// Runs a request, counting its open transactions so that [`open_transactions`] can tell.
pub async fn counting_transactions<F: Future>(request: F) -> F::Output {
    OPEN.scope(Cell::new(0), request).await
}

/// How many transactions the current request has open; zero outside a counted request.
pub fn open_transactions() -> usize {
    OPEN.try_with(Cell::get).unwrap_or(0)
}

#[derive(Debug)]
struct OpenGuard;

impl OpenGuard {
    fn new() -> Self {
        let _ = OPEN.try_with(|open| open.set(open.get() + 1));
        Self
    }
}

impl Drop for OpenGuard {
    fn drop(&mut self) {
        let _ = OPEN.try_with(|open| open.set(open.get().saturating_sub(1)));
    }
}
