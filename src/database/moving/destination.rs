//! The Postgres side: one transaction that holds everything or nothing.

use futures_util::{Stream, StreamExt as _};
use sqlx::postgres::PgCopyIn;
use sqlx::{AssertSqlSafe, PgConnection, Postgres, Transaction};

use super::MoveError;
use super::row::{Value, values};
use super::schema::Table;
use crate::database::{Database, DatabaseTarget, MigrationState};

/// Every stream of rows begins so, and with two empty fields for flags and extensions.
const COPY_HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";

/// And ends so: a row of minus one fields.
const COPY_TRAILER: [u8; 2] = (-1_i16).to_be_bytes();

/// Bytes sent in one message.
const MESSAGE: usize = 64 * 1024;

/// The database, with a transaction open in it.
pub(super) struct Destination {
    pool: Database,
    transaction: Transaction<'static, Postgres>,
}

impl Destination {
    /// Opens it and begins.
    pub(super) async fn open(target: &DatabaseTarget) -> Result<Self, MoveError> {
        let pool = Database::connect(target).await?;
        pool.refuse_transaction_pooler().await?;
        let Some(postgres) = pool.postgres() else { return Err(MoveError::NoPostgres) };
        // What it reads is what was there at its first statement and what it wrote itself.
        let transaction = postgres.begin_with("begin isolation level repeatable read").await;
        let transaction = transaction.map_err(MoveError::Target)?;
        Ok(Self { pool, transaction })
    }

    /// Opens it and begins, once the tables that are missing are made.
    pub(super) async fn open_migrated(target: &DatabaseTarget) -> Result<Self, MoveError> {
        let destination = Self::open(target).await?;
        // Not asked when there is nothing to do: a role for the rows alone may not make tables.
        if destination.pool.migration_state().await.map_err(MoveError::Target)? == MigrationState::Behind {
            destination.pool.migrate().await?;
        }
        Ok(destination)
    }

    pub(super) fn connection(&mut self) -> &mut PgConnection {
        &mut self.transaction
    }

    /// Keeps everybody else from writing, and refuses tables that hold something.
    pub(super) async fn refuse_unless_empty(&mut self, tables: &[Table]) -> Result<(), MoveError> {
        // Locks first: what is read afterwards stays so.
        for table in tables {
            let lock = sqlx::raw_sql(AssertSqlSafe(table.lock_in_postgres()));
            lock.execute(self.connection()).await.map_err(MoveError::Target)?;
        }
        let mut full = Vec::new();
        for table in tables {
            let any = sqlx::query_scalar(AssertSqlSafe(table.any_row_in_postgres()));
            if any.fetch_one(self.connection()).await.map_err(MoveError::Target)? {
                full.push(table.name.clone());
            }
        }
        if full.is_empty() { Ok(()) } else { Err(MoveError::NotEmpty(full)) }
    }

    /// Every row of a table, as they arrive.
    pub(super) fn rows<'d>(
        &'d mut self,
        table: &'d Table,
    ) -> impl Stream<Item = Result<Vec<Value>, MoveError>> + 'd {
        let rows = sqlx::query(AssertSqlSafe(table.select_in_postgres())).fetch(&mut *self.transaction);
        rows.map(|row| row.and_then(|row| values!(row, table)).map_err(MoveError::Target))
    }

    /// Begins to take rows of a table.
    pub(super) async fn take(&mut self, table: &Table) -> Result<Taking<'_>, MoveError> {
        let copy = self.transaction.copy_in_raw(&table.copy_into_postgres()).await;
        Ok(Taking { copy: copy.map_err(MoveError::Target)?, waiting: COPY_HEADER.to_vec() })
    }

    /// Makes everything last.
    pub(super) async fn commit(self) -> Result<(), MoveError> {
        self.transaction.commit().await.map_err(MoveError::Commit)?;
        self.pool.close().await;
        Ok(())
    }
}

/// Rows on their way. Dropping it gives them up, and with them the transaction.
pub(super) struct Taking<'d> {
    copy: PgCopyIn<&'d mut PgConnection>,
    waiting: Vec<u8>,
}

impl Taking<'_> {
    pub(super) async fn row(&mut self, row: &[Value]) -> Result<(), MoveError> {
        // Postgres has at most 1,600 columns.
        self.waiting.extend(i16::try_from(row.len()).unwrap_or(i16::MAX).to_be_bytes());
        for value in row {
            value.write_copy(&mut self.waiting);
        }
        if self.waiting.len() >= MESSAGE { self.send().await } else { Ok(()) }
    }

    pub(super) async fn finish(mut self) -> Result<(), MoveError> {
        self.waiting.extend(COPY_TRAILER);
        self.send().await?;
        self.copy.finish().await.map_err(MoveError::Target)?;
        Ok(())
    }

    async fn send(&mut self) -> Result<(), MoveError> {
        self.copy.send(self.waiting.as_slice()).await.map_err(MoveError::Target)?;
        self.waiting.clear();
        Ok(())
    }
}
