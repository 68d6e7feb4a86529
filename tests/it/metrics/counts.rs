//! What happens is counted, once each, on both databases.

use std::time::Duration;

use super::exposition::Exposition;
use crate::support::app::TestApp;
use crate::support::patience::until;
use crate::support::person::PASSWORD;
use crate::support::settings::Settings;
use crate::support::smtp_catcher::SmtpCatcher;

const WRONG: &str = "not the password at all";

impl TestApp {
    pub fn numbers(&self) -> Exposition {
        Exposition::read(&self.metrics.text().unwrap())
    }

    fn sign_ins(&self, method: &str, outcome: &str) -> f64 {
        let labels = [("method", method), ("outcome", outcome)];
        self.numbers().get("doorward_sign_ins_total", &labels).unwrap()
    }

    fn outcomes(&self, name: &str, outcome: &str) -> f64 {
        self.numbers().get(name, &[("outcome", outcome)]).unwrap()
    }
}

fn assert_counted(found: f64, expected: u32) {
    assert!((found - f64::from(expected)).abs() < f64::EPSILON, "{found} instead of {expected}");
}

#[tokio::test]
async fn every_way_in_is_counted_with_its_outcome() {
    for app in TestApp::each().await {
        let mut ada = app.unconfirmed("ada").await;
        assert_counted(app.outcomes("doorward_sign_ups_total", "must_confirm"), 1);
        app.visitor().signs_in("ada", PASSWORD).await;
        assert_counted(app.sign_ins("password", "unconfirmed"), 1);
        let mail = app.mail_to("ada@example.com").await;
        ada.get("/check-inbox").await;
        let wrong = if mail.code() == "123456" { "654321" } else { "123456" };
        assert_eq!(ada.types_code(wrong).await.status, 422);
        ada.types_code(mail.code()).await;
        assert_counted(app.sign_ins("code", "no_match"), 1);
        assert_counted(app.sign_ins("code", "entered"), 1);
        app.user("eve").await;
        assert_counted(app.sign_ins("link", "entered"), 1);

        for _ in 0..7 {
            assert_eq!(app.visitor().signs_in("ada", WRONG).await.status, 422);
        }
        app.visitor().signs_in("ada", PASSWORD).await;
        app.visitor().signs_in("ada", PASSWORD).await;
        for _ in 0..2 {
            assert_eq!(app.visitor().signs_in("ada", WRONG).await.status, 422);
        }
        assert_eq!(app.visitor().signs_in("nobody", WRONG).await.status, 422);
        assert_counted(app.sign_ins("password", "no_match"), 10);
        assert_counted(app.sign_ins("password", "entered"), 2);
        for _ in 0..3 {
            app.visitor().signs_in("ada", WRONG).await;
        }
        let (refused, limited) = (app.sign_ins("password", "no_match"), app.sign_ins("password", "limited"));
        assert!(limited >= 1.0);
        assert_counted(refused + limited, 13);

        let mut taken = app.visitor();
        taken.signs_up("ada", "other@example.com").await;
        assert_counted(app.outcomes("doorward_sign_ups_total", "name_taken"), 1);
        assert_counted(app.outcomes("doorward_sign_ups_total", "must_confirm"), 2);
    }
}

#[tokio::test]
async fn refreshes_and_calls_to_the_auth_server_are_counted_and_measured() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        let calls = |call: &str, outcome: &str| {
            app.numbers().sum("doorward_auth_calls_total", &[("call", call), ("outcome", outcome)])
        };
        assert_counted(calls("sign_up", "done"), 1);
        assert_counted(calls("verify", "done"), 1);
        app.visitor().signs_in("ada", WRONG).await;
        assert_counted(calls("sign_in", "rejected"), 1);
        let measured = |call: &str| {
            app.numbers().get("doorward_auth_call_duration_seconds_count", &[("call", call)]).unwrap()
        };
        assert_counted(measured("sign_in"), 1);
        app.clock.advance(Duration::from_mins(59) + Duration::from_secs(30));
        assert!(ada.is_signed_in().await);
        assert_counted(app.outcomes("doorward_refreshes_total", "renewed"), 1);
        assert_counted(calls("refresh", "done"), 1);
        assert_counted(app.outcomes("doorward_refreshes_total", "over"), 0);
        assert!(app.numbers().sum("doorward_password_hashes_total", &[]) >= 2.0);
        assert_counted(app.numbers().get("doorward_password_hashes_waiting", &[]).unwrap(), 0);
    }
}

#[tokio::test]
async fn requests_are_counted_by_the_pattern_of_their_route_and_their_status() {
    let app = TestApp::one().await;
    let requests = |method: &str, route: &str, status: &str| {
        let labels = [("method", method), ("route", route), ("status", status)];
        app.numbers().get("doorward_http_requests_total", &labels).unwrap_or_default()
    };
    let mut visitor = app.visitor();
    visitor.get("/login?next=/notes").await;
    visitor.get("/login").await;
    visitor.submit("login", &[("username", "nobody"), ("password", WRONG)]).await;
    visitor.get("/dev/mailbox/0198f0e0-0000-7000-8000-000000000000").await;
    visitor.get("/nowhere/at/all?at=all").await;
    visitor.request("HEAD", "/").send().await;
    assert_counted(requests("GET", "/login", "200"), 2);
    assert_counted(requests("POST", "/login", "422"), 1);
    assert_counted(requests("GET", "/dev/mailbox/{id}", "404"), 1);
    assert_counted(requests("GET", "(none)", "404"), 1);
    assert_counted(requests("HEAD", "/", "200"), 1);
    let durations = app
        .numbers()
        .get("doorward_http_request_duration_seconds_count", &[("method", "GET"), ("route", "/login")]);
    assert_counted(durations.unwrap(), 2);
    let text = app.metrics.text().unwrap();
    assert!(!text.contains("nowhere") && !text.contains("0198f0e0"), "{text}");
}

#[tokio::test]
async fn mails_are_counted_until_they_have_left() {
    let catcher = SmtpCatcher::spawn().await;
    let settings = Settings::development().mailing_through(&catcher);
    for app in TestApp::each_with(&settings).await {
        let mails = |event: &str| app.numbers().get("doorward_mails_total", &[("event", event)]).unwrap();
        let waiting = || app.numbers().get("doorward_mails_waiting", &[]).unwrap();
        catcher.refuse_next("451 4.7.1 come back later");
        app.unconfirmed("ada").await;
        until("a try that fails", async || (mails("postponed") > 0.0 && waiting() > 0.0).then_some(())).await;
        assert_counted(mails("queued"), 1);
        assert_counted(mails("delivered"), 0);
        assert_counted(waiting(), 1);
        app.clock.advance(Duration::from_secs(5));
        until("a try that works", async || (mails("delivered") > 0.0 && waiting() < 1.0).then_some(())).await;
        catcher.refuse_next("550 5.1.1 no such user");
        app.unconfirmed("eve").await;
        until("a mail that is given up", async || (mails("given_up") > 0.0).then_some(())).await;
        assert_counted(mails("queued"), 2);
        assert_counted(mails("delivered"), 1);
    }
}

#[tokio::test]
async fn what_is_always_there_is_there_from_the_start() {
    let app = TestApp::one().await;
    let numbers = app.numbers();
    assert_counted(numbers.get("doorward_build_info", &[("version", env!("CARGO_PKG_VERSION"))]).unwrap(), 1);
    let started = numbers.get("process_start_time_seconds", &[]).unwrap();
    assert_counted(started - f64::from(u32::try_from(app.clock.now().as_seconds()).unwrap()), 0);
    for (name, outcomes) in [
        ("doorward_sign_ups_total", "must_confirm entered name_taken refused closed limited unavailable"),
        ("doorward_refreshes_total", "renewed over unavailable unusable"),
        ("doorward_housekeeping_runs_total", "done unfinished failed"),
    ] {
        for outcome in outcomes.split(' ') {
            assert_eq!(numbers.get(name, &[("outcome", outcome)]), Some(0.0), "{name} {outcome}");
        }
    }
}
