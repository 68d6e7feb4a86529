//! Bringing the tables up to date, and telling whether they are.

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{AssertSqlSafe, SqliteConnection};

use super::Database;
use super::connect::SCHEMA;

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// How the tables of a database compare with what this program expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MigrationState {
    /// Every migration of this program has been applied. Later ones of a newer release may have been.
    Current,
    /// Some are missing: `doorward migrate` applies them.
    Behind,
}

/// The names of the migrations of both databases, oldest first: `(sqlite, postgres)`.
pub fn migrations() -> (Vec<String>, Vec<String>) {
    let names = |migrator: &Migrator| {
        migrator.iter().map(|one| format!("{:04} {}", one.version, one.description)).collect()
    };
    (names(&SQLITE), names(&POSTGRES))
}

impl Database {
    /// Applies the migrations that are missing. Several processes may call it at once: Postgres
    /// holds the others back with an advisory lock, `SQLite` with its write lock.
    pub async fn migrate(&self) -> Result<(), MigrateError> {
        if let Some(pool) = self.postgres() {
            create_schema(pool).await?;
            return migrator(&POSTGRES).run(pool).await;
        }
        if let Some(writer) = self.sqlite_writer() {
            // sqlx takes no lock on SQLite: without this one, two processes would make one table.
            let mut transaction = writer.begin_with("begin immediate").await?;
            migrator(&SQLITE).run_direct(None, &mut *transaction, false).await?;
            transaction.commit().await?;
        }
        Ok(())
    }

    /// Whether the tables are what this program expects.
    pub async fn migration_state(&self) -> sqlx::Result<MigrationState> {
        const APPLIED: &str = "select count(*) from _sqlx_migrations where success";
        let (applied, expected) = if let Some(pool) = self.postgres() {
            (sqlx::query_scalar::<_, i64>(APPLIED).fetch_one(pool).await, POSTGRES.iter().count())
        } else if let Some(writer) = self.sqlite_writer() {
            (sqlx::query_scalar::<_, i64>(APPLIED).fetch_one(writer).await, SQLITE.iter().count())
        } else {
            return Ok(MigrationState::Behind);
        };
        match applied {
            Ok(applied) if usize::try_from(applied).unwrap_or(0) >= expected => Ok(MigrationState::Current),
            // An error of the database itself: no such table, so nothing has been applied yet.
            Ok(_) | Err(sqlx::Error::Database(_)) => Ok(MigrationState::Behind),
            Err(error) => Err(error),
        }
    }
}

/// Whose tables an `SQLite` file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Release {
    This,
    Older,
    Newer,
}

/// Compares the migrations that were applied to an `SQLite` file with ours, without applying any.
pub(super) async fn sqlite_release(connection: &mut SqliteConnection) -> sqlx::Result<Release> {
    const APPLIED: &str = "select version from _sqlx_migrations where success";
    let applied: Vec<i64> = sqlx::query_scalar(APPLIED).fetch_all(connection).await?;
    let is_missing = |version: &i64| !applied.contains(version);
    let ours: Vec<i64> = SQLITE.iter().map(|migration| migration.version).collect();
    Ok(match (ours.iter().any(is_missing), applied.iter().all(|version| ours.contains(version))) {
        (true, _) => Release::Older,
        (false, true) => Release::This,
        (false, false) => Release::Newer,
    })
}

/// A newer release may have applied migrations that this one does not know: with two versions
/// running during a deploy that is normal.
fn migrator(migrations: &'static Migrator) -> Migrator {
    let mut migrator = Migrator { ..Migrator::DEFAULT };
    migrator.migrations.clone_from(&migrations.migrations);
    migrator.set_ignore_missing(true);
    migrator
}

/// Two processes that create one schema at once can both find it missing; the second then fails on
/// a unique index of the catalogue, which means that it is there.
async fn create_schema(pool: &sqlx::PgPool) -> Result<(), MigrateError> {
    let statement = AssertSqlSafe(format!("create schema if not exists {SCHEMA}"));
    match sqlx::raw_sql(statement).execute(pool).await {
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Ok(()),
        Err(error) => Err(error.into()),
        Ok(_) => Ok(()),
    }
}
