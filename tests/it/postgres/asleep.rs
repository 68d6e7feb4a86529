//! A database that falls asleep while nobody uses it, as Neon's do.

use std::time::{Duration, Instant};

use doorward::database::WAKE_LIMIT;

use crate::support::app::TestApp;
use crate::support::compute::Compute;
use crate::support::database::TestDatabase;
use crate::support::patience::until;
use crate::support::settings::Settings;
use crate::support::tls_front::server_of;

/// After so long without use a connection is asked whether it still lives. The pool counts by real
/// time, which no test can turn.
const UNUSED: Duration = Duration::from_millis(1100);

/// A site on a database that can fall asleep.
async fn site() -> Option<(TestApp, Compute)> {
    let db = TestDatabase::postgres().await?;
    let compute = Compute::before(server_of(&db.url()).await);
    let settings = Settings::development().with("DATABASE_URL", &compute.url(&db.url()));
    Some((TestApp::spawn(db, settings).await, compute))
}

/// Nobody uses it for a while, and it falls asleep.
async fn falls_asleep(compute: &Compute) {
    compute.hears_nothing_more().await;
    let silent_since = Instant::now();
    until("unused connections", async || (silent_since.elapsed() > UNUSED).then_some(())).await;
    compute.falls_asleep().await;
}

#[tokio::test]
async fn the_first_page_after_a_sleep_waits_and_is_shown() {
    let Some((app, compute)) = site().await else { return };
    let mut ada = app.user("ada").await;
    for _ in 0..2 {
        falls_asleep(&compute).await;
        let came = compute.came();
        let (page, ()) = tokio::join!(ada.get("/account"), async {
            compute.has_seen(came + 1).await;
            compute.wakes_up();
        });
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(page.says("ada@example.com"));
    }
}

#[tokio::test]
async fn a_crowd_that_comes_while_it_sleeps_is_served() {
    let Some((app, compute)) = site().await else { return };
    let ada = app.user("ada").await;
    falls_asleep(&compute).await;
    let came = compute.came();
    let crowd = (0..30).map(|_| {
        let mut one = ada.copied();
        async move { one.get("/account").await.status }
    });
    let (seen, ()) = tokio::join!(futures_util::future::join_all(crowd), async {
        compute.has_seen(came + 2).await;
        compute.wakes_up();
    });
    assert_eq!(seen, [200; 30]);
}

#[tokio::test]
async fn whoever_waits_longer_than_the_limit_is_told_to_come_back_and_stays_signed_in() {
    let Some((app, compute)) = site().await else { return };
    let mut ada = app.user("ada").await;
    falls_asleep(&compute).await;
    let began = Instant::now();
    let page = ada.get("/account").await;
    assert_eq!(page.status, 503, "{}", page.body);
    assert!(began.elapsed() >= WAKE_LIMIT, "it was given up after {:?}", began.elapsed());
    assert!(began.elapsed() < WAKE_LIMIT * 3, "nobody waits for {:?}", began.elapsed());
    compute.wakes_up();
    assert!(ada.is_signed_in().await);
}
