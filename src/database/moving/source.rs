//! The `SQLite` file: opened to be read only, and read as it was at one moment.

use std::path::Path;
use std::time::Duration;

use futures_util::{Stream, StreamExt as _};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, SqliteConnection};

use super::MoveError;
use super::row::{Value, values};
use super::schema::Table;
use crate::database::migrate::{Release, sqlite_release};

/// How long to wait for a moment in which the file can be read.
const BUSY: Duration = Duration::from_secs(30);

/// The file, at one moment.
pub(super) struct Source(SqliteConnection);

impl Source {
    pub(super) async fn open(file: &Path) -> Result<Self, MoveError> {
        let options = SqliteConnectOptions::new().filename(file).read_only(true).busy_timeout(BUSY);
        let mut connection = options.connect().await.map_err(MoveError::Source)?;
        // Everything below reads from the moment of the first statement.
        sqlx::raw_sql("begin").execute(&mut connection).await.map_err(MoveError::Source)?;
        match sqlite_release(&mut connection).await.map_err(MoveError::Source)? {
            Release::This => Ok(Self(connection)),
            Release::Older => Err(MoveError::OtherRelease("an older release")),
            Release::Newer => Err(MoveError::OtherRelease("a newer release")),
        }
    }

    pub(super) const fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.0
    }

    /// Every row of a table, a few of them at a time in memory.
    pub(super) fn rows<'s>(
        &'s mut self,
        table: &'s Table,
    ) -> impl Stream<Item = Result<Vec<Value>, MoveError>> + 's {
        let rows = sqlx::query(AssertSqlSafe(table.select_in_sqlite())).fetch(&mut self.0);
        rows.map(|row| row.and_then(|row| values!(row, table)).map_err(MoveError::Source))
    }
}
