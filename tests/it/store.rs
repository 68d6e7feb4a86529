//! What everything with SQL in it relies on, asked of both databases: one text, one behaviour.

use std::time::Duration;

use doorward::clock::Timestamp;
use doorward::database::{Database, Executor, MigrationState, each, execute, migrations};
use futures_util::future::join_all;
use sqlx::types::Json;
use uuid::Uuid;

use crate::support::database::TestDatabase;

const REMEMBER: &str = "insert into known_keys (base_url, jwks, seen_at) values ($1, $2, $3)";
const NEWEST_FIRST: &str = "select base_url from known_keys where seen_at > $1 order by seen_at desc";
const COUNT: &str = "select count(*) from known_keys";

fn moment(text: &str) -> Timestamp {
    Timestamp::parse_rfc3339(text).unwrap()
}

async fn remember(database: &Database, name: &str, at: Timestamp) -> sqlx::Result<u64> {
    execute!(database.write().await?.executor(), sqlx::query(REMEMBER).bind(name).bind("{}").bind(at))
}

async fn count(database: &Database) -> i64 {
    each!(database.read().await.unwrap().executor(), c => sqlx::query_scalar(COUNT).fetch_one(c).await)
        .unwrap()
}

#[tokio::test]
async fn moments_sort_and_compare_to_the_microsecond() {
    for db in TestDatabase::each().await {
        let moments = [
            ("epoch", "1970-01-01T00:00:00Z"),
            ("before the epoch", "1969-12-31T23:59:59.999999Z"),
            ("whole", "2026-11-24T10:54:12Z"),
            ("tenth", "2026-11-24T10:54:12.1Z"),
            ("hundredth", "2026-11-24T10:54:12.10001Z"),
            ("far", "9000-12-31T23:59:59Z"),
        ];
        for (name, at) in moments {
            remember(db.database(), name, moment(at)).await.unwrap();
        }
        let newer_than = async |at: &str| -> Vec<String> {
            each!(db.database().read().await.unwrap().executor(), c => {
                sqlx::query_scalar(NEWEST_FIRST).bind(moment(at)).fetch_all(c).await
            })
            .unwrap()
        };
        assert_eq!(
            newer_than("1900-01-01T00:00:00Z").await,
            ["far", "hundredth", "tenth", "whole", "epoch", "before the epoch"]
        );
        assert_eq!(newer_than("2026-11-24T10:54:12.1Z").await, ["far", "hundredth"], "the same is not newer");
    }
}

#[tokio::test]
async fn every_type_comes_back_as_it_was_bound() {
    const ECHO: &str = "select id, super_id, email, is_admin, claims_iat, username, created_at from users";
    const INSERT: &str = "
        insert into users (id, super_id, email, has_second_factor, is_admin, claims_iat, username, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    for db in TestDatabase::each().await {
        let (id, super_id) = (Uuid::now_v7(), Uuid::new_v4());
        let at = moment("2026-11-24T10:54:12.345678Z");
        let text = "quote ' and \" and \\ and 🦀";
        execute!(
            db.database().write().await.unwrap().executor(),
            sqlx::query(INSERT)
                .bind(id)
                .bind(super_id)
                .bind(text)
                .bind(false)
                .bind(true)
                .bind(i64::MAX)
                .bind(None::<String>)
                .bind(at)
        )
        .unwrap();
        let row: (Uuid, Uuid, String, bool, i64, Option<String>, Timestamp) =
            each!(db.database().read().await.unwrap().executor(), c => sqlx::query_as(ECHO).fetch_one(c).await)
                .unwrap();
        assert_eq!(row, (id, super_id, text.to_owned(), true, i64::MAX, None, at));

        let value = serde_json::json!({ "a": [1, 2.5, null, "ü"] });
        let back: Json<serde_json::Value> = each!(db.database().read().await.unwrap().executor(), c => {
            sqlx::query_scalar("select $1").bind(Json(&value)).fetch_one(c).await
        })
        .unwrap();
        assert_eq!(back.0, value);
    }
}

#[tokio::test]
async fn a_second_row_with_the_same_key_is_a_unique_violation() {
    for db in TestDatabase::each().await {
        let at = moment("2026-11-24T10:54:12Z");
        remember(db.database(), "same", at).await.unwrap();
        let error = remember(db.database(), "same", at).await.unwrap_err();
        assert!(error.as_database_error().unwrap().is_unique_violation(), "{error}");
        remember(db.database(), "SAME", at).await.unwrap();
        assert_eq!(count(db.database()).await, 2, "texts are compared as they are");
    }
}

#[tokio::test]
async fn a_transaction_lasts_only_when_it_is_committed() {
    for db in TestDatabase::each().await {
        let at = moment("2026-11-24T10:54:12Z");
        let insert = async |tx: &mut doorward::database::Tx, name: &str| {
            execute!(tx.executor(), sqlx::query(REMEMBER).bind(name).bind("{}").bind(at)).unwrap();
        };
        let mut dropped = db.database().begin().await.unwrap();
        insert(&mut dropped, "dropped").await;
        drop(dropped);
        assert_eq!(count(db.database()).await, 0);
        let mut kept = db.database().begin().await.unwrap();
        insert(&mut kept, "one").await;
        insert(&mut kept, "two").await;
        assert_eq!(count(db.database()).await, 0, "nobody else sees it yet");
        kept.commit().await.unwrap();
        assert_eq!(count(db.database()).await, 2);
    }
}

#[tokio::test]
async fn transactions_that_write_at_once_wait_for_each_other() {
    for db in TestDatabase::each().await {
        let tries = (0..20).map(|number| {
            let database = db.database().clone();
            tokio::spawn(async move {
                let mut tx = database.begin().await.unwrap();
                let name = format!("name {}", number % 10);
                let at = Timestamp::from_seconds(number);
                let first: i64 =
                    each!(tx.executor(), c => sqlx::query_scalar(COUNT).fetch_one(c).await).unwrap();
                let written =
                    execute!(tx.executor(), sqlx::query(REMEMBER).bind(name).bind("{}").bind(at)).is_ok();
                if written {
                    tx.commit().await.unwrap();
                }
                (first, written)
            })
        });
        let outcomes: Vec<_> = join_all(tries).await.into_iter().map(Result::unwrap).collect();
        assert_eq!(outcomes.iter().filter(|(_, written)| *written).count(), 10);
        assert_eq!(count(db.database()).await, 10);
    }
}

#[tokio::test]
async fn the_migrations_of_both_databases_have_the_same_names() {
    let (sqlite, postgres) = migrations();
    assert_eq!(sqlite, postgres);
    assert!(sqlite.windows(2).all(|pair| pair[0] < pair[1]), "{sqlite:?}");
}

#[tokio::test]
async fn five_processes_may_migrate_one_new_database_at_once() {
    for db in TestDatabase::each_empty().await {
        let mut machines = Vec::new();
        for _ in 0..5 {
            machines.push(db.another_machine().await);
        }
        assert_eq!(db.database().migration_state().await.unwrap(), MigrationState::Behind);
        let all = machines.iter().map(|machine| {
            let machine = machine.clone();
            tokio::spawn(async move { machine.migrate().await })
        });
        for outcome in join_all(all).await {
            outcome.unwrap().unwrap();
        }
        assert_eq!(db.database().migration_state().await.unwrap(), MigrationState::Current);
        db.database().migrate().await.unwrap();
        assert_eq!(remember(db.database(), "works", Timestamp::from_seconds(0)).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn a_release_that_knows_fewer_migrations_still_runs() {
    const NEWER: &str = "
        insert into _sqlx_migrations (version, description, success, checksum, execution_time)
        values (9999, 'of a newer release', true, $1, 1)";
    for db in TestDatabase::each().await {
        execute!(db.database().write().await.unwrap().executor(), sqlx::query(NEWER).bind(vec![1_u8]))
            .unwrap();
        db.database().migrate().await.unwrap();
        assert_eq!(db.database().migration_state().await.unwrap(), MigrationState::Current);
    }
}

#[tokio::test]
async fn a_reader_of_sqlite_cannot_write() {
    let db = TestDatabase::sqlite().await;
    let at = Timestamp::from_seconds(0);
    let mut reader = db.database().read().await.unwrap();
    let write = sqlx::query(REMEMBER).bind("name").bind("{}").bind(at);
    let Executor::Sqlite(connection) = reader.executor() else { panic!("not SQLite") };
    let error = write.execute(connection).await.unwrap_err().to_string();
    assert!(error.contains("readonly"), "{error}");
}

#[tokio::test]
async fn every_table_in_postgres_stands_in_the_schema_that_supabase_does_not_publish() {
    const TABLES: &str = "
        select count(*) filter (where schemaname = 'public'), count(*) filter (where schemaname = 'doorward')
        from pg_tables";
    let Some(db) = TestDatabase::postgres().await else { return };
    let (public, ours): (i64, i64) =
        each!(db.database().read().await.unwrap().executor(), c => sqlx::query_as(TABLES).fetch_one(c).await)
            .unwrap();
    assert_eq!(public, 0);
    assert!(ours > 5, "{ours} tables");
}

#[tokio::test]
async fn a_database_that_is_away_is_an_error_and_not_a_hang() {
    for db in TestDatabase::each().await {
        let another = db.another_machine().await;
        another.close().await;
        let asked = tokio::time::timeout(Duration::from_secs(5), another.read()).await;
        assert!(asked.expect("it answers").is_err());
    }
}
