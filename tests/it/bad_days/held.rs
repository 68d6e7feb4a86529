//! A table of Postgres, held by a lock of the test's: whoever wants to write there waits.

use doorward::database::{Executor, Tx};

use crate::support::database::TestDatabase;
use crate::support::patience::until;

/// The lock, until it is released or dropped.
pub(super) struct HeldTable(Tx);

impl HeldTable {
    /// Locks a table against all who write to it.
    pub(super) async fn lock(db: &TestDatabase, statement: &'static str) -> Self {
        let mut tx = db.database().begin().await.unwrap();
        let Executor::Postgres(connection) = tx.executor() else { panic!("only Postgres has such locks") };
        sqlx::raw_sql(statement).execute(connection).await.unwrap();
        Self(tx)
    }

    /// Waits until somebody waits for a lock.
    pub(super) async fn has_somebody_waiting(&self, db: &TestDatabase) {
        until("somebody who waits for a table", async || somebody_waits(db).await.then_some(())).await;
    }

    /// Gives the table free.
    pub(super) fn release(self) {
        drop(self.0);
    }
}

/// Whether somebody waits for a lock in this database.
pub(super) async fn somebody_waits(db: &TestDatabase) -> bool {
    const WAITING: &str = "
        select count(*)
        from pg_locks
        where not granted and database = (select oid from pg_database where datname = current_database())";
    let mut connection = db.database().read().await.unwrap();
    let Executor::Postgres(connection) = connection.executor() else { panic!("only Postgres tells") };
    sqlx::query_scalar::<_, i64>(WAITING).fetch_one(connection).await.unwrap() > 0
}
