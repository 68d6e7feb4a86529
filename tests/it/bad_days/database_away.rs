//! The database goes away and comes back, at the start and in the middle.

use std::net::SocketAddr;

use url::Url;

use crate::support::database::TestDatabase;
use crate::support::patience::until;
use crate::support::process::{Place, Process};
use crate::support::wire::Wire;

/// A cable to the test's Postgres, and the URL at its end.
async fn cable(db: &TestDatabase) -> (Wire, String) {
    let mut url = Url::parse(&db.url()).unwrap();
    let host = url.host_str().unwrap().to_owned();
    let target = tokio::net::lookup_host((host, url.port().unwrap_or(5432))).await.unwrap();
    let wire = Wire::to(target.collect::<Vec<SocketAddr>>()[0]);
    url.set_host(Some("127.0.0.1")).unwrap();
    url.set_port(Some(wire.port())).unwrap();
    (wire, url.to_string())
}

/// Waits until readiness names this obstacle.
async fn is_kept_waiting_by(site: &Process, obstacle: &str) {
    until(&format!("the obstacle {obstacle}"), async || {
        let ready = site.get("/health/ready").await?;
        (ready.status == 503 && ready.body.contains(&format!("\"{obstacle}\""))).then_some(())
    })
    .await;
}

async fn status(site: &Process, path: &str) -> u16 {
    site.get(path).await.expect("an answer").status
}

#[tokio::test]
async fn without_its_database_the_program_waits_alive_and_serves_once_it_is_there() {
    let Some(db) = TestDatabase::empty_postgres().await else { return };
    let (wire, url) = cable(&db).await;
    let site = Place::new(&[("DATABASE_URL", &url)]).start();
    is_kept_waiting_by(&site, "database").await;
    assert_eq!(status(&site, "/health/live").await, 200);
    let page = site.get("/").await.expect("a page");
    assert_eq!((page.status, page.retry_after), (503, true), "visitors are told to come back: {page:?}");

    wire.mend().await;
    site.is_ready().await;
    assert_eq!(status(&site, "/").await, 200);
}

#[tokio::test]
async fn a_program_that_waits_for_its_database_stops_when_it_is_told_to() {
    let Some(db) = TestDatabase::empty_postgres().await else { return };
    let (_wire, url) = cable(&db).await;
    let site = Place::new(&[("DATABASE_URL", &url)]).start();
    is_kept_waiting_by(&site, "database").await;
    site.terminate().await;
    let ended = site.ends().await;
    assert_eq!(ended.code, Some(0), "{}", ended.said);
}

#[tokio::test]
async fn in_production_the_program_waits_for_its_migrations() {
    let Some(db) = TestDatabase::empty_postgres().await else { return };
    let place = Place::new(&[
        ("DATABASE_URL", &db.url()),
        ("DOORWARD_ORIGIN", "https://app.test"),
        ("DOORWARD_SECRET", "eJBr1mqp37nKQG3tNtqGtMiMbi-tGcld5SDUNUxhyOA"),
        ("DOORWARD_BIND", "127.0.0.1"),
        ("SMTP_URL", "smtp://127.0.0.1:9"),
    ]);
    let site = place.start();
    is_kept_waiting_by(&site, "migrations").await;
    assert_eq!(status(&site, "/health/live").await, 200);

    let migrated = place.run(&["migrate"]).ends().await;
    assert_eq!(migrated.code, Some(0), "{}", migrated.said);
    site.is_ready().await;
}

#[tokio::test]
async fn a_locked_file_at_the_start_is_waited_for() {
    let db = TestDatabase::sqlite().await;
    let lock = db.database().begin().await.unwrap();
    let site = Place::new(&[("DATABASE_URL", &db.url())]).start();
    is_kept_waiting_by(&site, "migrations").await;
    assert_eq!(status(&site, "/health/live").await, 200);

    drop(lock);
    site.is_ready().await;
}

#[tokio::test]
async fn a_database_that_goes_away_in_the_middle_is_told_by_readiness_and_comes_back_by_itself() {
    let Some(db) = TestDatabase::postgres().await else { return };
    let (wire, url) = cable(&db).await;
    wire.mend().await;
    let site = Place::new(&[("DATABASE_URL", &url)]).start_ready().await;

    wire.cut().await;
    until("readiness that tells the truth", async || {
        // A page view is work, so that the next look is a fresh one.
        site.get("/").await?;
        (status(&site, "/health/ready").await == 503).then_some(())
    })
    .await;
    assert_eq!(status(&site, "/health/live").await, 200, "restarting would help nobody");

    wire.mend().await;
    site.is_ready().await;
}
