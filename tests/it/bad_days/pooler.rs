//! A pooler between the program and Postgres: in transaction mode it would mix up what requests ask,
//! in session mode it does no harm.

use futures_util::future::join_all;

use crate::support::database::TestDatabase;
use crate::support::person::PASSWORD;
use crate::support::pgbouncer::PgBouncer;
use crate::support::process::Place;
use crate::support::smtp_catcher::SmtpCatcher;

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
async fn through_a_session_pooler_the_whole_story_works() {
    let Some(db) = TestDatabase::empty_postgres().await else { return };
    let pooler = PgBouncer::start("session", &db.url()).await;
    let catcher = SmtpCatcher::spawn().await;
    let place = Place::new(&[("DATABASE_URL", pooler.url())]).mailing_through(&catcher);
    let migrated = place.run(&["migrate"]).ends().await;
    assert_eq!(migrated.code, Some(0), "{}", migrated.said);
    let site = place.start_ready().await;
    let mut ada = place.user("ada").await;
    assert!(ada.is_signed_in().await);
    assert_eq!(ada.signs_out().await.goes_to(), "/login");
    assert_eq!(ada.signs_in("ada", PASSWORD).await.status, 303);
    // More at once than there are connections to the database.
    let crowd = (0..40).map(|_| {
        let mut one = ada.copied();
        async move { one.get("/notes").await.text_of("h1") }
    });
    let seen = join_all(crowd).await;
    assert!(seen.iter().all(|heading| heading.as_deref() == Some("ada, this page is yours")), "{seen:?}");
    assert!(ada.get("/account").await.says("ada@example.com"));
    site.terminate().await;
    let ended = site.ends().await;
    assert_eq!(ended.code, Some(0), "{}", ended.said);
}
