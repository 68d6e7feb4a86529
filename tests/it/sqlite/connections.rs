//! How the file is opened, and that its log stays small however many people read.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use doorward::clock::Clock;
use doorward::database::{Connection, Database, Executor};
use sqlx::Row as _;

use crate::support::database::TestDatabase;

async fn setting(connection: &mut Connection, pragma: &'static str) -> String {
    let Executor::Sqlite(connection) = connection.executor() else { panic!("it is a file") };
    // Some answer numbers.
    sqlx::query(pragma).fetch_one(connection).await.unwrap().get_unchecked(0)
}

#[tokio::test]
async fn the_file_is_opened_so_that_what_was_answered_lasts() {
    let db = TestDatabase::sqlite().await;
    let mut writer = db.database().write().await.unwrap();
    let mut reader = db.database().read().await.unwrap();
    for connection in [&mut writer, &mut reader] {
        assert_eq!(setting(connection, "pragma journal_mode").await, "wal");
        assert_eq!(setting(connection, "pragma foreign_keys").await, "1");
        assert_eq!(
            setting(connection, "pragma synchronous").await,
            "2",
            "FULL: a commit survives a power cut"
        );
    }
    assert_eq!(setting(&mut writer, "pragma query_only").await, "0");
    assert_eq!(setting(&mut reader, "pragma query_only").await, "1");
    let Executor::Sqlite(connection) = reader.executor() else { panic!("it is a file") };
    let refused = sqlx::query("delete from limits").execute(connection).await.unwrap_err();
    assert!(refused.to_string().contains("readonly"), "{refused}");
}

/// As much as is written in all, and the most that the log may hold of it.
const WRITTEN: u64 = 64 * 1024 * 1024;
const LOG_AT_MOST: u64 = 24 * 1024 * 1024;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_log_stays_small_while_many_read_and_somebody_writes() {
    let db = TestDatabase::sqlite().await;
    let log = db.file().with_extension("db-wal");
    let is_over = Arc::<AtomicBool>::default();
    let read = Arc::<AtomicU64>::default();
    let readers: Vec<_> = (0..4)
        .map(|_| tokio::spawn(keeps_reading(db.database().clone(), is_over.clone(), read.clone())))
        .collect();
    let (mut written, mut longest) = (0, 0);
    while written < WRITTEN {
        written += write_something(db.database()).await;
        longest = longest.max(length(&log));
    }
    is_over.store(true, Ordering::Relaxed);
    for reader in readers {
        reader.await.unwrap();
    }
    let read = read.load(Ordering::Relaxed);
    assert!(read > 100, "only {read} questions were asked meanwhile");
    assert!(longest < LOG_AT_MOST, "the log grew to {longest} of {written} bytes");
    write_something(db.database()).await;
    assert!(length(&log) < LOG_AT_MOST);
}

#[tokio::test]
async fn what_the_log_grew_during_a_long_reading_is_given_back() {
    let db = TestDatabase::sqlite().await;
    let log = db.file().with_extension("db-wal");
    let mut reading = db.database().read().await.unwrap();
    let Executor::Sqlite(connection) = reading.executor() else { panic!("it is a file") };
    sqlx::raw_sql("begin; select count(*) from limits").execute(&mut *connection).await.unwrap();
    while length(&log) < 2 * LOG_AT_MOST {
        write_something(db.database()).await;
    }
    sqlx::raw_sql("commit").execute(connection).await.unwrap();
    drop(reading);
    // Written back by the first commit, begun anew by the second.
    write_something(db.database()).await;
    write_something(db.database()).await;
    assert!(length(&log) < LOG_AT_MOST, "it still has {} bytes", length(&log));
}

async fn keeps_reading(database: Database, is_over: Arc<AtomicBool>, read: Arc<AtomicU64>) {
    while !is_over.load(Ordering::Relaxed) {
        let mut connection = database.read().await.unwrap();
        let Executor::Sqlite(connection) = connection.executor() else { panic!("it is a file") };
        let sum = "select count(*) from limits where length(key) > 0";
        sqlx::query_scalar::<_, i64>(sum).fetch_one(connection).await.unwrap();
        read.fetch_add(1, Ordering::Relaxed);
    }
}

/// Commits a row of a hundred kilobytes, and tells how many bytes that were.
async fn write_something(database: &Database) -> u64 {
    const ROW: u64 = 100_000;
    let mut connection = database.write().await.unwrap();
    let Executor::Sqlite(connection) = connection.executor() else { panic!("it is a file") };
    let put = "insert into limits (key, tat) values (randomblob(100000), $1)";
    sqlx::query(put).bind(Clock::system().now().as_micros()).execute(connection).await.unwrap();
    ROW
}

fn length(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |found| found.len())
}
