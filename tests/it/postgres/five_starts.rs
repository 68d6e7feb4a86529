//! Several processes that start at once on a database without tables: a release that comes up on all
//! machines in the same second.

use futures_util::future::join_all;
use sqlx::{Connection as _, PgConnection, SqliteConnection};

use doorward::database::migrations;

use crate::support::database::TestDatabase;
use crate::support::process::{Place, Process};

/// A secret as `doorward keys generate` makes them, for all machines.
const SECRET: &str = "eJBr1mqp37nKQG3tNtqGtMiMbi-tGcld5SDUNUxhyOA";

const APPLIED: &str = "select count(*) from _sqlx_migrations where success";

#[tokio::test]
async fn five_that_start_at_once_on_an_empty_server_make_its_tables_once() {
    for _ in 0..3 {
        let Some(db) = TestDatabase::empty_postgres().await else { return };
        let machine = || Place::new(&[("DATABASE_URL", &db.url()), ("DOORWARD_SECRET", SECRET)]);
        let machines: Vec<_> = std::iter::repeat_with(machine).take(5).collect();
        let (commands, sites) = machines.split_at(3);
        let commands: Vec<_> = commands.iter().map(|machine| machine.run(&["migrate"])).collect();
        let sites: Vec<_> = sites.iter().map(Place::start).collect();
        for ended in join_all(commands.into_iter().map(Process::ends)).await {
            assert_eq!(ended.code, Some(0), "{}", ended.said);
            assert!(ended.said.contains("The tables are up to date"), "{}", ended.said);
        }
        join_all(sites.iter().map(Process::is_ready)).await;
        for site in sites {
            site.terminate().await;
            let ended = site.ends().await;
            assert_eq!(ended.code, Some(0), "{}", ended.said);
            assert!(!ended.said.contains("ERROR"), "{}", ended.said);
        }
        let mut c = PgConnection::connect(&db.url()).await.unwrap();
        sqlx::raw_sql("set search_path to doorward").execute(&mut c).await.unwrap();
        let applied: i64 = sqlx::query_scalar(APPLIED).fetch_one(&mut c).await.unwrap();
        assert_eq!(usize::try_from(applied).unwrap(), migrations().1.len());
        let keys = "select count(*) from auth_signing_keys";
        let keys: i64 = sqlx::query_scalar(keys).fetch_one(&mut c).await.unwrap();
        assert_eq!(keys, 1, "both sites sign with one key");
    }
}

#[tokio::test]
async fn five_that_migrate_one_file_at_once_make_its_tables_once() {
    for _ in 0..3 {
        let place = Place::new(&[]);
        let commands: Vec<_> = (0..5).map(|_| place.run(&["migrate"])).collect();
        for ended in join_all(commands.into_iter().map(Process::ends)).await {
            assert_eq!(ended.code, Some(0), "{}", ended.said);
        }
        let url = format!("sqlite:{}", place.file("data/doorward.db").display());
        let mut c = SqliteConnection::connect(&url).await.unwrap();
        let applied: i64 = sqlx::query_scalar(APPLIED).fetch_one(&mut c).await.unwrap();
        assert_eq!(usize::try_from(applied).unwrap(), migrations().0.len());
    }
}
