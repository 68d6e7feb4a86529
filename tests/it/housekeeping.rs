//! Housekeeping of a running site, on both databases.

use std::net::SocketAddr;
use std::time::Duration;

use url::Url;

use crate::support::app::TestApp;
use crate::support::database::TestDatabase;
use crate::support::housekeeping::{runs, tidies_up, value};
use crate::support::patience::until;
use crate::support::person::PASSWORD;
use crate::support::settings::Settings;
use crate::support::tables;
use crate::support::wire::Wire;

/// How long after a start nothing is done.
const AFTER_START: Duration = Duration::from_mins(1);

/// Between two runs of all machines together.
const PAUSE: Duration = Duration::from_mins(10);

/// How long one machine may be at it.
const LEASE: Duration = Duration::from_mins(5);

/// So often a run is looked for before it is believed that none is under way: seconds.
const LOOKS_FOR_A_RUN: usize = 100;

const A_DAY: Duration = Duration::from_hours(24);

fn deleted(app: &TestApp, rows: &str) -> i64 {
    value(&app.metrics, &format!("doorward_housekeeping_deleted_rows_total{{rows=\"{rows}\"}}"))
}

/// Waits until that many of a site's workers wait by the clock.
async fn sleepers(app: &TestApp, number: usize) {
    until("the workers wait", async || (app.clock.sleepers() == number).then_some(())).await;
}

#[tokio::test]
async fn what_is_good_for_nothing_goes_and_people_notice_nothing() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        app.unconfirmed("eve").await;
        let mut elsewhere = app.signed_in("ada").await;
        elsewhere.signs_out().await;
        tidies_up(&app, AFTER_START).await;
        let kinds = ["sessions", "reservations", "mails", "auth_sessions", "unconfirmed_accounts"];
        for rows in kinds {
            assert_eq!(deleted(&app, rows), 0, "{rows}");
        }
        assert!(ada.is_signed_in().await);
        assert_eq!(
            value(&app.metrics, "doorward_housekeeping_last_success_timestamp_seconds"),
            app.clock.now().as_seconds()
        );

        tidies_up(&app, A_DAY * 60).await;
        for (rows, number) in kinds.iter().zip([0, 1, 2, 0, 1]) {
            assert_eq!(deleted(&app, rows), number, "{rows}");
        }
        assert!(deleted(&app, "limits") > 0);
        assert_eq!(deleted(&app, "one_time_tokens"), 1, "the account it belonged to had not gone before");
        assert!(ada.is_signed_in().await, "after a pause of two months, with a token that is refreshed");

        tidies_up(&app, A_DAY * 60).await;
        assert_eq!(deleted(&app, "sessions"), 1, "the tombstone");
        assert!(ada.is_signed_in().await);
        let mut visitor = app.visitor();
        assert_eq!(visitor.signs_up("eve", "eve@example.com").await.goes_to(), "/check-inbox");
    }
}

#[tokio::test]
async fn an_idle_site_asks_its_database_nothing() {
    for app in TestApp::each().await {
        app.user("ada").await;
        tidies_up(&app, AFTER_START).await;
        sleepers(&app, 1).await;
        let lease = app.database().lease("housekeeping").await.unwrap();
        for _ in 0..10 {
            app.clock.advance(PAUSE);
            // It waits for somebody to come, and no longer by the clock.
            sleepers(&app, 0).await;
            let ready = app.visitor().request("GET", "/health/ready").send().await;
            assert_eq!(ready.status, 200, "a question of a supervisor is no work");
        }
        assert_eq!((runs(&app, "done"), app.clock.sleepers()), (1, 0));
        assert_eq!(app.database().lease("housekeeping").await.unwrap(), lease);
        app.visitor().get("/").await;
        until("a run", async || (runs(&app, "done") == 2).then_some(())).await;
    }
}

#[tokio::test]
async fn of_two_machines_one_does_it() {
    for one in TestApp::each().await {
        let other = one.another_machine().await;
        sleepers(&one, 2).await;
        for round in 1..=3 {
            one.clock.advance(PAUSE);
            sleepers(&one, 0).await;
            for app in [&one, &other] {
                app.visitor().get("/").await;
            }
            sleepers(&one, 2).await;
            let all: i64 = ["done", "failed", "unfinished"]
                .iter()
                .map(|outcome| runs(&one, outcome) + runs(&other, outcome))
                .sum();
            assert_eq!((all, runs(&one, "done") + runs(&other, "done")), (round, round));
        }
    }
}

#[tokio::test]
async fn a_machine_that_dies_at_it_leaves_it_to_others() {
    for app in TestApp::each().await {
        sleepers(&app, 1).await;
        app.clock.advance(AFTER_START);
        let now = app.clock.now();
        let (until_then, latest) = (now.plus(LEASE), now.plus(LEASE));
        assert!(app.database().take_lease("housekeeping", now, until_then, latest).await.unwrap());
        app.visitor().get("/").await;
        sleepers(&app, 1).await;
        assert_eq!(runs(&app, "done"), 0);
        tidies_up(&app, PAUSE).await;
        // A clock that was wrong keeps nobody from it for ever either.
        let far = now.plus(A_DAY * 365);
        let now = app.clock.now().plus(PAUSE);
        assert!(app.database().take_lease("housekeeping", now, far, far).await.unwrap());
        tidies_up(&app, PAUSE).await;
    }
}

#[tokio::test]
async fn more_than_one_run_may_delete_is_done_in_several() {
    const ON_SQLITE: &str = "
        with recursive numbers (number) as (
            select 1 union all select number + 1 from numbers where number < 10500
        )
        insert into limits (key, tat) select cast($1 || number as blob), 0 from numbers";
    const ON_POSTGRES: &str = "
        insert into limits (key, tat)
        select convert_to($1 || number, 'UTF8'), 0 from generate_series(1, 10500) as number";
    for app in TestApp::each().await {
        let sql = if app.database().is_postgres() { ON_POSTGRES } else { ON_SQLITE };
        assert_eq!(tables::change(app.database(), sql, "k").await, 10_500);
        sleepers(&app, 1).await;
        app.clock.advance(AFTER_START);
        sleepers(&app, 0).await;
        app.visitor().get("/").await;
        sleepers(&app, 1).await;
        assert_eq!((runs(&app, "unfinished"), deleted(&app, "limits")), (1, 10_000));
        tidies_up(&app, Duration::from_mins(1)).await;
        assert_eq!(deleted(&app, "limits"), 10_500);
    }
}

#[tokio::test]
async fn a_database_that_is_away_is_harmed_by_nothing_and_tidied_up_later() {
    let Some(db) = TestDatabase::postgres().await else { return };
    let mut url = Url::parse(&db.url()).unwrap();
    let host = url.host_str().unwrap().to_owned();
    let target = tokio::net::lookup_host((host, url.port().unwrap_or(5432))).await.unwrap();
    let wire = Wire::to(target.collect::<Vec<SocketAddr>>()[0]);
    url.set_host(Some("127.0.0.1")).unwrap();
    url.set_port(Some(wire.port())).unwrap();
    wire.mend().await;
    let app = TestApp::spawn(db, Settings::development().with("DATABASE_URL", url.as_str())).await;
    let mut ada = app.user("ada").await;
    sleepers(&app, 1).await;

    wire.cut().await;
    app.clock.advance(AFTER_START);
    until("a run that fails", async || {
        app.visitor().get("/").await;
        (runs(&app, "failed") == 1).then_some(())
    })
    .await;
    assert_eq!(value(&app.metrics, "doorward_housekeeping_last_success_timestamp_seconds"), 0);

    wire.mend().await;
    // Some connections of before may still be found dead. While a run is under way the clock stands still:
    // it ends where its lease does. Without one, it was not due yet.
    let ended = || ["failed", "unfinished", "done"].iter().map(|outcome| runs(&app, outcome)).sum::<i64>();
    let (mut seen, mut looks) = (0, 0);
    until("a run that goes well", async || {
        if ended() > seen || looks == LOOKS_FOR_A_RUN {
            (seen, looks) = (ended(), 0);
            app.clock.advance(LEASE);
        }
        looks += 1;
        app.visitor().get("/").await;
        (runs(&app, "done") > 0).then_some(())
    })
    .await;
    assert!(ada.is_signed_in().await);
    assert_eq!(app.visitor().signs_in("ada", PASSWORD).await.status, 303);
}
