//! The database goes away and comes back, at the start and in the middle.

use std::net::SocketAddr;

use futures_util::future::join_all;
use url::Url;

use crate::support::database::TestDatabase;
use crate::support::patience::until;
use crate::support::person::PASSWORD;
use crate::support::process::{Place, Process};
use crate::support::smtp_catcher::SmtpCatcher;
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
async fn nobody_is_left_without_an_answer_when_the_program_stops_waiting_and_serves() {
    let Some(db) = TestDatabase::empty_postgres().await else { return };
    let (wire, url) = cable(&db).await;
    let site = Place::new(&[("DATABASE_URL", &url)]).start();
    is_kept_waiting_by(&site, "database").await;
    // More than a few, each on a connection of its own, again and again until the site is there.
    let crowd = join_all((0..8).map(async |_| while status(&site, "/login").await != 200 {}));
    tokio::join!(crowd, wire.mend());
    assert!(!site.said().contains("No workers"), "{}", site.said());
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
async fn a_locked_file_at_the_start_is_waited_for_and_visitors_are_told_so_in_their_language() {
    let db = TestDatabase::sqlite().await;
    let lock = db.database().begin().await.unwrap();
    let place = Place::new(&[("DATABASE_URL", &db.url())]);
    let site = place.start();
    is_kept_waiting_by(&site, "migrations").await;
    assert_eq!(status(&site, "/health/live").await, 200);
    let mut visitor = place.visitor();
    for (reads, language, heading) in [("en", "en", "Back in a moment"), ("de", "de", "Gleich wieder da")] {
        visitor.reads(reads);
        let page = visitor.get("/login").await;
        assert_eq!((page.status, page.heading().as_str()), (503, heading));
        assert_eq!(page.attributes_of("html", "lang"), [language]);
    }

    drop(lock);
    site.is_ready().await;
}

#[tokio::test]
async fn a_database_that_goes_away_in_the_middle_signs_nobody_out_and_comes_back_by_itself() {
    let Some(db) = TestDatabase::postgres().await else { return };
    let (wire, url) = cable(&db).await;
    wire.mend().await;
    let catcher = SmtpCatcher::spawn().await;
    let place = Place::new(&[("DATABASE_URL", &url)]).mailing_through(&catcher);
    let site = place.start_ready().await;
    let mut ada = place.user("ada").await;
    let (mut reading, mut waiting, mut anybody) = (ada.copied(), place.visitor(), place.visitor());
    waiting.get("/login").await;

    wire.cut().await;
    let fields = [("username", "ada"), ("password", PASSWORD)];
    // Each of them waits for a connection as long as the site does.
    let (page, public, refused, front) =
        tokio::join!(reading.get("/notes"), ada.get("/"), waiting.submit("login", &fields), anybody.get("/"));
    assert_eq!(page.status, 503, "{}", page.body);
    assert!(!page.header("retry-after").is_empty());
    assert_eq!(page.set_cookies(), [], "the cookies are left alone");
    assert_eq!((public.status, front.status), (200, 200), "public pages are there for everybody");
    assert_eq!(refused.status, 503, "{}", refused.body);
    assert_eq!(refused.field("username").value, "ada", "what was typed is kept");
    // There has been work since its last look, which is good for a few seconds.
    is_kept_waiting_by(&site, "database").await;
    assert_eq!(status(&site, "/health/live").await, 200, "restarting would help nobody");

    wire.mend().await;
    site.is_ready().await;
    assert!(reading.is_signed_in().await);
    assert!(ada.is_signed_in().await);
    assert_eq!(waiting.submit("login", &[("password", PASSWORD)]).await.status, 303);
}

#[tokio::test]
async fn a_file_that_somebody_else_writes_to_for_long_is_read_on_and_written_to_again() {
    let db = TestDatabase::sqlite().await;
    let catcher = SmtpCatcher::spawn().await;
    let place = Place::new(&[("DATABASE_URL", &db.url())]).mailing_through(&catcher);
    let site = place.start_ready().await;
    let mut ada = place.user("ada").await;
    let mut visitor = place.visitor();
    visitor.get("/login").await;

    let lock = db.database().begin().await.unwrap();
    let fields = [("username", "ada"), ("password", PASSWORD)];
    let (refused, signed_in) = tokio::join!(visitor.submit("login", &fields), ada.is_signed_in());
    assert_eq!(refused.status, 503, "{}", refused.body);
    assert_eq!(refused.field("username").value, "ada", "what was typed is kept");
    assert!(signed_in, "reading goes on");
    assert_eq!(status(&site, "/health/ready").await, 200);

    drop(lock);
    assert_eq!(visitor.submit("login", &[("password", PASSWORD)]).await.status, 303);
}
