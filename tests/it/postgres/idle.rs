//! Idle means silent: a database that falls asleep when nobody speaks to it is not kept awake.

use std::time::Duration;

use crate::support::app::TestApp;
use crate::support::compute::Compute;
use crate::support::database::TestDatabase;
use crate::support::settings::Settings;
use crate::support::smtp_catcher::SmtpCatcher;
use crate::support::tls_front::server_of;

/// Ten minutes pass, and once in each of them a supervisor asks whether the site is ready.
async fn ten_minutes_pass(app: &TestApp) {
    for _ in 0..10 {
        app.clock.advance(Duration::from_mins(1));
        for path in ["/health/ready", "/health/live"] {
            assert_eq!(app.visitor().get(path).await.status, 200, "{path}");
        }
    }
}

#[tokio::test]
async fn in_ten_idle_minutes_not_a_byte_is_said_to_the_database() {
    let Some(db) = TestDatabase::postgres().await else { return };
    let compute = Compute::before(server_of(&db.url()).await);
    let catcher = SmtpCatcher::spawn().await;
    let settings = Settings::development().with("DATABASE_URL", &compute.url(&db.url()));
    let app = TestApp::spawn(db, settings.mailing_through(&catcher)).await;
    let mut ada = app.user("ada").await;
    assert!(ada.is_signed_in().await);
    assert_eq!(app.visitor().get("/health/ready").await.status, 200, "which asks once after work");
    compute.hears_nothing_more().await;

    let heard = compute.heard();
    ten_minutes_pass(&app).await;
    compute.hears_nothing_more().await;
    assert_eq!(compute.heard() - heard, 0, "bytes were said to a database that could have slept");

    // What is due is done, though: the silence above was not that of a site that stands still.
    catcher.refuse_next("451 later");
    ada.asks_for_recovery("ada@example.com").await;
    compute.hears_nothing_more().await;
    let heard = compute.heard();
    app.clock.advance(Duration::from_mins(1));
    catcher.mail(2).await;
    compute.hears_nothing_more().await;
    assert!(compute.heard() > heard, "a mail left without the database being asked");
}
