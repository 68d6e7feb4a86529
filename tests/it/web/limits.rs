//! Limits: what is tried too often is refused for a while, what was typed stays, and nobody is locked
//! out of their own account by somebody else.

use std::time::Duration;

use crate::support::app::TestApp;
use crate::support::page::Page;
use crate::support::person::PASSWORD;

const WRONG: &str = "not the password at all";

/// That a page says that it was too much and for how long.
fn is_limited(page: &Page, within: Duration) -> bool {
    if page.status != 429 {
        return false;
    }
    let seconds: u64 = page.header("retry-after").parse().expect("a number of seconds");
    assert!(seconds >= 1 && seconds <= within.as_secs(), "{seconds}");
    let said = page.errors();
    assert!(said.len() == 1 && said[0].starts_with("Too many tries. You can try again in "), "{said:?}");
    assert!(page.title().starts_with("Error: "));
    let counted = page.attributes_of("[data-error-summary] [data-countdown]", "data-countdown");
    assert_eq!(counted, [seconds.to_string()], "and whoever watches sees it pass");
    true
}

#[tokio::test]
async fn passwords_for_one_account_run_out_from_however_many_places_they_are_tried() {
    for app in TestApp::each().await {
        app.user("ada").await;
        for number in 0..10 {
            // By name and by address: it is one account.
            let identifier = if number % 2 == 0 { "ada" } else { "Ada@example.com" };
            assert_eq!(app.visitor().signs_in(identifier, WRONG).await.status, 422, "try {number}");
        }
        let mut browser = app.visitor();
        browser.get("/login?next=/notes").await;
        let fields = [("username", "ada"), ("password", PASSWORD), ("remember", "yes")];
        let page = browser.submit("login", &fields).await;
        assert!(is_limited(&page, Duration::from_mins(3)), "{}", page.summary());
        assert_eq!(page.heading(), "Sign in");
        assert_eq!(page.field("username").value, "ada");
        assert_eq!(page.hidden("login", "next").as_deref(), Some("/notes"));
        assert!(page.field("remember").attribute("checked").is_some());
        assert_eq!(page.field("current-password").value, "");
        assert_eq!(app.visitor().signs_in("eve", WRONG).await.status, 422, "others are not concerned");

        let app = app.restart().await;
        let page = browser.submit("login", &[("password", PASSWORD)]).await;
        assert!(is_limited(&page, Duration::from_mins(3)), "a restart forgets nothing");
        let wait: u64 = page.header("retry-after").parse().unwrap();
        app.clock.advance(Duration::from_secs(wait));
        assert_eq!(browser.submit("login", &[("password", PASSWORD)]).await.goes_to(), "/notes");
        app.stop().await;
    }
}

#[tokio::test]
async fn a_stranger_who_uses_up_an_account_does_not_lock_its_owner_out() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        ada.signs_out().await;
        while app.visitor().signs_in("ada", WRONG).await.status != 429 {}
        let mut thief = app.visitor();
        let device = ada.cookie("doorward_device").unwrap().value;
        assert_eq!(ada.signs_in("ada", PASSWORD).await.goes_to(), "/", "a device that signed in before");
        assert_eq!(thief.signs_in("ada", PASSWORD).await.status, 429, "any other");
        // The mark of a device is good for its account only, and for a few tries only.
        app.user("eve").await;
        while app.visitor().signs_in("eve", WRONG).await.status != 429 {}
        thief.plant(&format!("doorward_device={device}; Path=/"));
        assert_eq!(thief.signs_in("eve", PASSWORD).await.status, 429);
        let mut tries = 0;
        while thief.signs_in("ada", WRONG).await.status != 429 {
            tries += 1;
        }
        assert!(tries <= 10, "{tries}");
    }
}

#[tokio::test]
async fn who_tries_many_accounts_from_one_network_runs_out() {
    for app in TestApp::each().await {
        app.user("ada").await;
        let mut robot = app.visitor();
        let mut tries = 0;
        loop {
            robot.moves_to(&format!("2001:db8:1:2::{tries:x}"));
            let page = robot.signs_in(&format!("nobody{tries}@example.com"), WRONG).await;
            if is_limited(&page, Duration::from_secs(20)) {
                break;
            }
            tries += 1;
        }
        assert_eq!(tries, 30);
        // Own sign-ins in between would not have helped.
        assert_eq!(robot.signs_in("ada", PASSWORD).await.status, 429);
        assert_eq!(app.visitor().signs_in("ada", PASSWORD).await.goes_to(), "/");
    }
}

#[tokio::test]
async fn an_office_full_of_people_who_know_their_passwords_uses_nothing_up() {
    let app = TestApp::one().await;
    app.user("ada").await;
    let office = app.visitor();
    for number in 0..45 {
        // The auth server takes one in two seconds.
        app.clock.advance(Duration::from_secs(2));
        assert_eq!(office.copied().signs_in("ada", PASSWORD).await.goes_to(), "/", "{number}");
    }
}

#[tokio::test]
async fn a_right_password_now_and_then_makes_no_room_for_wrong_ones() {
    for app in TestApp::each().await {
        app.user("eve").await;
        let mut tries = 0;
        let network = app.visitor();
        loop {
            let mut robot = network.copied();
            if tries % 5 == 0 {
                robot.signs_in("eve", PASSWORD).await;
            }
            let mut robot = network.copied();
            if robot.signs_in(&format!("nobody{tries}@example.com"), WRONG).await.status == 429 {
                break;
            }
            tries += 1;
            assert!(tries <= 30, "the count was cleared");
        }
    }
}

#[tokio::test]
async fn tries_that_race_are_counted_one_by_one() {
    for app in TestApp::each().await {
        app.user("ada").await;
        let mut robots = Vec::new();
        for _ in 0..25 {
            let mut robot = app.visitor();
            robot.get("/login").await;
            robots.push(robot);
        }
        let fields = [("username", "ada"), ("password", WRONG)];
        let race = robots.iter_mut().map(async |robot| robot.submit("login", &fields).await.status);
        let statuses = futures_util::future::join_all(race).await;
        assert_eq!(statuses.iter().filter(|status| **status == 422).count(), 10, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 15, "{statuses:?}");
    }
}

#[tokio::test]
async fn accounts_from_one_network_run_out_and_what_was_typed_stays() {
    for app in TestApp::each().await {
        let robot = app.visitor();
        for number in 0..20 {
            let mut browser = robot.copied();
            let page = browser.signs_up(&format!("robot{number}"), &format!("r{number}@example.com")).await;
            assert_eq!(page.goes_to(), "/check-inbox", "{number}");
        }
        let mut browser = robot.copied();
        let page = browser.signs_up("ada", "ada@example.com").await;
        assert!(is_limited(&page, Duration::from_mins(2)), "{}", page.summary());
        assert_eq!(page.heading(), "Create an account");
        assert_eq!(page.field("new-username").value, "ada");
        assert_eq!(page.field("new-email").value, "ada@example.com");
        assert_eq!(app.visitor().signs_up("ada", "ada@example.com").await.goes_to(), "/check-inbox");
    }
}

#[tokio::test]
async fn who_looks_for_a_free_name_is_not_kept_from_signing_up() {
    for app in TestApp::each().await {
        for name in ["ada", "grace", "hedy", "joan", "mary"] {
            app.user(name).await;
        }
        let mut newcomer = app.visitor();
        for name in ["ada", "grace", "hedy", "joan", "mary"] {
            let page = newcomer.signs_up(name, "newcomer@example.com").await;
            assert_eq!(page.status, 422, "{name}: {}", page.summary());
        }
        assert_eq!(newcomer.signs_up("radia", "newcomer@example.com").await.goes_to(), "/check-inbox");
    }
}

#[tokio::test]
async fn nobody_can_fill_an_inbox() {
    for app in TestApp::each().await {
        app.user("ada").await;
        app.clock.advance(Duration::from_hours(1));
        let before = app.mails_to("ada@example.com").await.len();
        for _ in 0..3 {
            assert_eq!(app.visitor().asks_for_recovery("ada@example.com").await.goes_to(), "/check-inbox");
        }
        let mut browser = app.visitor();
        let page = browser.asks_for_recovery("ada@example.com").await;
        assert!(is_limited(&page, Duration::from_mins(5)), "{}", page.summary());
        assert_eq!(page.field("email").value, "ada@example.com");
        let page = app.visitor().signs_up("countess", "ada@example.com").await;
        assert_eq!(page.status, 429, "the mail that an account exists counts too");
        app.mail_to("ada@example.com").await;
        assert!(app.mails_to("ada@example.com").await.len() <= before + 3);
    }
}

#[tokio::test]
async fn guesses_of_a_code_are_few_and_a_new_mail_gives_no_new_ones() {
    for app in TestApp::each().await {
        let ada = app.unconfirmed("ada").await;
        let code = app.mail_to("ada@example.com").await.code().to_owned();
        let wrong = if code == "000000" { "000001" } else { "000000" };
        let mut guesses = 0;
        let limited = loop {
            let mut robot = ada.copied();
            robot.moves_to(&format!("203.0.113.{guesses}"));
            let page = robot.types_code(wrong).await;
            if is_limited(&page, Duration::from_mins(2)) {
                break page;
            }
            assert_eq!(page.status, 422, "{}", page.summary());
            guesses += 1;
        };
        assert_eq!(guesses, 5);
        assert_eq!(limited.heading(), "Check your inbox");
        assert_eq!(ada.copied().types_code(&code).await.status, 429, "the right one has to wait as well");
        app.clock.advance(Duration::from_secs(61));
        let mut browser = ada.copied();
        browser.get("/check-inbox").await;
        assert_eq!(browser.submit("resend", &[]).await.goes_to(), "/check-inbox");
        let newer = app.mail_to("ada@example.com").await;
        assert_eq!(browser.types_code(newer.code()).await.status, 429);
        assert_eq!(
            app.visitor().opens_mail_link(newer.link()).await.goes_to(),
            "/",
            "the link needs no guessing"
        );
    }
}

#[tokio::test]
async fn asking_for_the_password_again_is_counted_like_signing_in() {
    for app in TestApp::each().await {
        let mut thief = app.user("ada").await;
        thief.get("/reauthenticate").await;
        let mut tries = 0;
        loop {
            let page = thief.submit("reauthenticate", &[("password", WRONG)]).await;
            if is_limited(&page, Duration::from_mins(3)) {
                break;
            }
            assert_eq!(page.status, 422);
            tries += 1;
        }
        assert_eq!(tries, 10);
    }
}
