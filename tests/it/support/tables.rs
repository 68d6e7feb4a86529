//! What stands in the tables, read behind the site's back.

use std::collections::BTreeMap;

use doorward::database::{Database, each, execute};
use sqlx::AssertSqlSafe;

/// The names of all tables but those of the migrations.
const SQLITE_TABLES: &str = "
    select name from sqlite_schema
    where type = 'table' and name not like 'sqlite_%' and name not like '_sqlx%'
    order by name";
const POSTGRES_TABLES: &str = "
    select table_name::text from information_schema.tables
    where table_schema = 'doorward' and table_name not like '\\_sqlx%'
    order by table_name";

/// How many rows a table has.
pub async fn count(database: &Database, table: &str) -> i64 {
    let sql = format!("select count(*) from {table}");
    let mut connection = database.read().await.expect("a connection");
    each!(connection.executor(), c => {
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(c).await
    })
    .expect("the table is there")
}

/// Changes rows behind the site's back, with `value` for `$1`; tells how many.
pub async fn change(database: &Database, sql: &'static str, value: &str) -> u64 {
    let mut connection = database.write().await.expect("a connection");
    execute!(connection.executor(), sqlx::query(sql).bind(value)).expect("rows can be changed")
}

/// Every row of every table as text, without when people were last seen, which is bookkeeping.
pub async fn everything(database: &Database) -> BTreeMap<String, Vec<String>> {
    let tables = if database.is_postgres() { POSTGRES_TABLES } else { SQLITE_TABLES };
    let mut connection = database.read().await.expect("a connection");
    let names: Vec<String> =
        each!(connection.executor(), c => sqlx::query_scalar(tables).fetch_all(c).await).expect("tables");
    let mut everything = BTreeMap::new();
    for name in names {
        let rows = rows(database, &name).await;
        everything.insert(name, rows);
    }
    assert!(everything.len() > 5, "only {:?}", everything.keys());
    everything
}

async fn rows(database: &Database, table: &str) -> Vec<String> {
    let columns = columns(database, table).await;
    let text = |column: &String| {
        if database.is_postgres() {
            format!("coalesce(\"{column}\"::text, '∅')")
        } else {
            format!("coalesce(hex(\"{column}\"), '∅')")
        }
    };
    let row = columns.iter().map(text).collect::<Vec<_>>().join(" || ' ' || ");
    let sql = format!("select {row} as row_text from {table} order by 1");
    let mut connection = database.read().await.expect("a connection");
    each!(connection.executor(), c => {
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(c).await
    })
    .expect("rows")
}

async fn columns(database: &Database, table: &str) -> Vec<String> {
    let sql = if database.is_postgres() {
        "select column_name::text from information_schema.columns
         where table_schema = 'doorward' and table_name = $1 order by ordinal_position"
    } else {
        "select name from pragma_table_info($1) order by cid"
    };
    let mut connection = database.read().await.expect("a connection");
    let mut columns: Vec<String> = each!(connection.executor(), c => {
        sqlx::query_scalar(sql).bind(table).fetch_all(c).await
    })
    .expect("columns");
    columns.retain(|column| column != "last_seen_at");
    columns
}
