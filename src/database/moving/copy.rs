//! The move itself: read, send, read back, compare, commit.

use futures_util::{Stream, StreamExt as _};

use super::destination::Destination;
use super::row::Value;
use super::schema::{self, Table};
use super::source::Source;
use super::{MoveError, TableDigest};
use crate::database::{DatabaseTarget, ServingLock};

/// Rows that are sent in one go. Postgres remembers each until the end of its statement, to look
/// whether what it refers to is there.
const BATCH: u64 = 20_000;

/// A table that holds the same on both sides.
#[derive(Clone, Debug)]
pub struct MovedTable {
    /// Its name.
    pub name: String,
    /// How many rows it has, and what they say.
    pub digest: TableDigest,
}

/// Copies every row of an `SQLite` file to an empty Postgres, where tables that are missing are made
/// before. Nothing is written to the file, and no server may serve from it meanwhile. When this fails
/// or is killed, the destination holds no row, and it can be tried again.
pub async fn move_everything(
    from: &DatabaseTarget,
    to: &DatabaseTarget,
) -> Result<Vec<MovedTable>, MoveError> {
    let (_lock, mut source) = open(from).await?;
    let mut destination = Destination::open_migrated(to).await?;
    let tables = schema::tables(source.connection(), destination.connection()).await?;
    destination.refuse_unless_empty(&tables).await?;
    let mut sent = Vec::new();
    for table in tables {
        let digest = send(&mut source, &mut destination, &table).await?;
        sent.push((table, digest));
    }
    let moved = check(&mut destination, sent).await?;
    destination.commit().await?;
    Ok(moved)
}

/// Compares an `SQLite` file with the Postgres that it was moved to, before that one is used.
pub async fn compare(from: &DatabaseTarget, to: &DatabaseTarget) -> Result<Vec<MovedTable>, MoveError> {
    let (_lock, mut source) = open(from).await?;
    let mut destination = Destination::open(to).await?;
    let tables = schema::tables(source.connection(), destination.connection()).await?;
    let mut read = Vec::new();
    for table in tables {
        let digest = digest(source.rows(&table), &table).await?;
        read.push((table, digest));
    }
    check(&mut destination, read).await
}

/// The file, with the word that no server writes to it.
async fn open(from: &DatabaseTarget) -> Result<(ServingLock, Source), MoveError> {
    let DatabaseTarget::Sqlite { file } = from else { return Err(MoveError::NoSqlite) };
    if !file.is_file() {
        return Err(MoveError::NoSource(file.to_owned()));
    }
    let lock = ServingLock::take(from).map_err(MoveError::InUse)?;
    Ok((lock, Source::open(file).await?))
}

/// Sends a table, and tells what was sent.
async fn send(
    source: &mut Source,
    destination: &mut Destination,
    table: &Table,
) -> Result<TableDigest, MoveError> {
    let mut digest = TableDigest::default();
    let mut rows = std::pin::pin!(source.rows(table).peekable());
    let mut encoded = Vec::new();
    while rows.as_mut().peek().await.is_some() {
        let mut taking = destination.take(table).await?;
        while let Some(row) = rows.next().await {
            let row = row?;
            encode(&row, table, digest.rows + 1, &mut encoded)?;
            digest.add(&encoded);
            taking.row(&row).await?;
            if digest.rows % BATCH == 0 {
                break;
            }
        }
        taking.finish().await?;
    }
    Ok(digest)
}

/// Reads back what the destination has, and refuses what is not the same.
async fn check(
    destination: &mut Destination,
    expected: Vec<(Table, TableDigest)>,
) -> Result<Vec<MovedTable>, MoveError> {
    let (mut same, mut different) = (Vec::new(), Vec::new());
    for (table, here) in expected {
        let there = digest(destination.rows(&table), &table).await?;
        if here != there {
            different.push(format!(
                "{} has {} rows with the checksum {here} here, {} with {there} there",
                table.name, here.rows, there.rows
            ));
        }
        same.push(MovedTable { name: table.name, digest: there });
    }
    if different.is_empty() { Ok(same) } else { Err(MoveError::Different(different)) }
}

async fn digest(
    rows: impl Stream<Item = Result<Vec<Value>, MoveError>>,
    table: &Table,
) -> Result<TableDigest, MoveError> {
    let mut digest = TableDigest::default();
    let mut rows = std::pin::pin!(rows);
    let mut encoded = Vec::new();
    while let Some(row) = rows.next().await {
        encode(&row?, table, digest.rows + 1, &mut encoded)?;
        digest.add(&encoded);
    }
    Ok(digest)
}

/// The canonical encoding of a row, the same for both databases.
fn encode(row: &[Value], table: &Table, number: u64, to: &mut Vec<u8>) -> Result<(), MoveError> {
    to.clear();
    for (value, column) in row.iter().zip(&table.columns) {
        value.write_canonical(to).map_err(|problem| MoveError::Value {
            table: table.name.clone(),
            row: number,
            column: column.name.clone(),
            problem,
        })?;
    }
    Ok(())
}
