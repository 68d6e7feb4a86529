//! A pooler between the program and Postgres: in transaction mode it would mix up what requests ask,
//! in session mode it does no harm.

use crate::support::database::TestDatabase;
use crate::support::pgbouncer::PgBouncer;
use crate::support::process::Place;

#[tokio::test]
async fn a_transaction_pooler_is_recognised_and_refused_at_the_start() {
    let Some(db) = TestDatabase::postgres().await else { return };
    let pooler = PgBouncer::start("transaction", &db.url()).await;
    for command in [&[][..], &["migrate"]] {
        let place = Place::new(&[("DATABASE_URL", pooler.url())]);
        let ended = place.run(command).ends().await;
        assert_eq!(ended.code, Some(78), "{command:?}: {}", ended.said);
        assert!(ended.said.contains("behind a transaction pooler"), "{command:?}: {}", ended.said);
        assert!(ended.said.contains("direct URL or the pooler's session mode"), "{}", ended.said);
    }
}

#[tokio::test]
async fn a_pooler_of_single_statements_is_refused_too() {
    let Some(db) = TestDatabase::postgres().await else { return };
    let pooler = PgBouncer::start("statement", &db.url()).await;
    let ended = Place::new(&[("DATABASE_URL", pooler.url())]).start().ends().await;
    assert_eq!(ended.code, Some(78), "{}", ended.said);
}

#[tokio::test]
async fn through_a_session_pooler_an_empty_database_is_filled_and_served() {
    let Some(db) = TestDatabase::empty_postgres().await else { return };
    let pooler = PgBouncer::start("session", &db.url()).await;
    let site = Place::new(&[("DATABASE_URL", pooler.url())]).start_ready().await;
    site.terminate().await;
    let ended = site.ends().await;
    assert_eq!(ended.code, Some(0), "{}", ended.said);
}
