//! Whether an `SQLite` file can still be written. A full or read-only disk says so only to whoever
//! writes: reading goes on, and that nobody can sign in would be noticed by visitors alone.

use super::Database;

/// What `SQLite` says when the disk is at fault: `READONLY`, `IOERR`, `FULL` and `CANTOPEN`
/// (<https://sqlite.org/rescode.html>).
const DISK_CODES: [i32; 4] = [8, 10, 13, 14];

/// The last byte of a result code is its family.
const FAMILY: i32 = 0xff;

/// Changes nothing, and is still written and synced as every commit is.
const WRITE_NOTHING: &str = "pragma user_version = 0";

impl Database {
    /// Whether the disk takes what is written, found out by writing a page. A Postgres looks after its
    /// own disk. An error says nothing about the disk.
    pub async fn can_write(&self) -> sqlx::Result<bool> {
        let Some(writer) = self.sqlite_writer() else { return Ok(true) };
        match sqlx::query(WRITE_NOTHING).execute(writer).await {
            Ok(_) => Ok(true),
            Err(error) if blames_the_disk(&error) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

fn blames_the_disk(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code()?.parse::<i32>().ok());
    code.is_some_and(|code| DISK_CODES.contains(&(code & FAMILY)))
}
