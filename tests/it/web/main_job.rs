//! The main job: to get an account, to get in, to stay in, to get in again without the password, and
//! to get out.

use std::time::Duration;

use crate::support::app::TestApp;
use crate::support::person::PASSWORD;

/// What somebody chooses who forgot [`PASSWORD`].
const NEW_PASSWORD: &str = "eleven kites above the orchard";

#[tokio::test]
async fn somebody_signs_up_confirms_by_the_link_and_arrives_where_they_were_going() {
    for app in TestApp::each().await {
        let mut ada = app.visitor();
        let turned_away = ada.get("/notes").await;
        assert_eq!(turned_away.goes_to(), "/login?next=%2Fnotes");
        let login = ada.follow().await;
        let sign_up = login.attributes_of("a[href^='/signup']", "href").remove(0);
        let form = ada.get(&sign_up).await;
        assert_eq!(form.heading(), "Create an account");
        let sent = ada
            .submit(
                "signup",
                &[
                    ("new_username", "Ada"),
                    ("new_email", "Ada@Example.com"),
                    ("new_password", PASSWORD),
                    ("new_password_again", PASSWORD),
                ],
            )
            .await;
        assert_eq!(sent.goes_to(), "/check-inbox");
        let inbox = ada.follow().await;
        assert_eq!(inbox.heading(), "Check your inbox");
        assert!(inbox.says("We sent an e-mail to ada@example.com"), "{}", inbox.summary());
        assert!(!ada.is_signed_in().await, "an address that is not confirmed opens nothing");

        let mail = app.mail_to("ada@example.com").await;
        assert!(mail.subject.starts_with(mail.code()), "{}", mail.subject);
        let confirm = ada.get(mail.link()).await;
        assert_eq!((confirm.status, ada.is_signed_in().await), (200, false), "a link alone does nothing");
        let confirmed = ada.opens_mail_link(mail.link()).await;
        assert_eq!(confirmed.goes_to(), "/notes");
        let notes = ada.follow().await;
        assert_eq!(notes.heading(), "Ada, this page is yours");
        assert_eq!(app.mails().await.len(), 1, "one mail was enough");
    }
}

#[tokio::test]
async fn the_link_works_in_another_browser_than_the_one_that_asked() {
    for app in TestApp::each().await {
        let ada = app.unconfirmed("ada").await;
        let mail = app.mail_to(&ada.email).await;
        let mut phone = app.visitor();
        assert_eq!(phone.opens_mail_link(mail.link()).await.goes_to(), "/");
        assert_eq!(phone.follow().await.heading(), "Welcome back, ada");
    }
}

#[tokio::test]
async fn the_code_does_what_the_link_does_and_then_the_link_does_nothing_more() {
    for app in TestApp::each().await {
        let mut ada = app.visitor();
        ada.get("/signup?next=/account").await;
        let fields = [("new_username", "ada"), ("new_email", "ada@example.com"), ("new_password", PASSWORD)];
        ada.submit("signup", &[&fields[..], &[("new_password_again", PASSWORD)]].concat()).await;
        let mail = app.mail_to("ada@example.com").await;
        assert_eq!(ada.types_code(mail.code()).await.goes_to(), "/account");
        assert!(ada.follow().await.says("ada@example.com"));

        let mut late = app.visitor();
        let spent = late.opens_mail_link(mail.link()).await;
        assert!(spent.status < 500 && spent.says("used already"), "{}", spent.summary());
        assert!(!late.is_signed_in().await);
        assert!(ada.is_signed_in().await, "what a spent link says disturbs nobody");
    }
}

#[tokio::test]
async fn who_signs_out_is_out_and_gets_in_by_name_or_address_however_it_is_written() {
    for app in TestApp::each().await {
        let mut ada = app.user("Ada").await;
        let out = ada.signs_out().await;
        assert_eq!(out.goes_to(), "/login");
        assert_eq!(out.header("clear-site-data"), "\"cache\", \"storage\"", "nothing is left for Back");
        assert_eq!(ada.follow().await.notice().as_deref(), Some("You’re signed out"));
        assert!(!ada.is_signed_in().await);
        for identifier in ["Ada", "ada", "aDA", " ada ", "Ada@example.com", "ADA@EXAMPLE.COM"] {
            let mut browser = app.visitor();
            assert_eq!(browser.signs_in(identifier, PASSWORD).await.goes_to(), "/", "{identifier}");
            assert_eq!(browser.follow().await.heading(), "Welcome back, Ada", "{identifier}");
        }
    }
}

#[tokio::test]
async fn who_asks_to_be_kept_signed_in_is_a_day_later_and_who_does_not_is_until_the_browser_closes() {
    for app in TestApp::each().await {
        app.user("ada").await;
        let (mut laptop, mut library) = (app.visitor(), app.visitor());
        laptop.signs_in_to_stay("ada", PASSWORD).await;
        library.signs_in("ada", PASSWORD).await;
        laptop.closes_browser();
        assert!(laptop.is_signed_in().await && library.is_signed_in().await);
        app.clock.advance(Duration::from_hours(25));
        assert!(laptop.is_signed_in().await, "kept");
        assert!(library.is_signed_in().await, "the browser is still open");
        library.closes_browser();
        assert!(!library.is_signed_in().await, "the browser was closed");
        // Each visit begins the thirty days anew, as long as there is a visit.
        for _ in 0..3 {
            app.clock.advance(Duration::from_hours(20 * 24));
            assert!(laptop.is_signed_in().await);
        }
        app.clock.advance(Duration::from_hours(31 * 24));
        assert!(!laptop.is_signed_in().await);
    }
}

#[tokio::test]
async fn who_forgot_the_password_chooses_another_by_the_link_and_everybody_else_is_out() {
    for app in TestApp::each().await {
        let mut elsewhere = app.user("ada").await;
        app.clock.advance(Duration::from_hours(1));
        let mut ada = app.visitor();
        assert_eq!(ada.asks_for_recovery("ada@example.com").await.goes_to(), "/check-inbox");
        let inbox = ada.follow().await;
        assert!(inbox.says("If ada@example.com has an account, we sent an e-mail there"));
        let mail = app.mail_to("ada@example.com").await;
        assert_eq!(mail.subject, "Reset your Doorward password");
        assert_eq!(ada.opens_mail_link(mail.link()).await.goes_to(), "/recovery/password");
        let form = ada.follow().await;
        assert_eq!(form.heading(), "Choose a new password");
        assert_eq!(form.field("account").value, "ada@example.com");
        assert!(elsewhere.is_signed_in().await, "nothing has happened yet");

        assert_eq!(ada.chooses_password(NEW_PASSWORD).await.goes_to(), "/account");
        let account = ada.follow().await;
        let notice = account.notice();
        assert_eq!(notice.as_deref(), Some("Your password is changed. Your other devices are signed out"));
        assert!(ada.is_signed_in().await);
        assert!(!elsewhere.is_signed_in().await);
        let told = app.mail_to("ada@example.com").await;
        assert_eq!(told.subject, "Your Doorward password was changed");

        let mut browser = app.visitor();
        assert_eq!(browser.signs_in("ada", PASSWORD).await.status, 422);
        assert_eq!(browser.signs_in("ada", NEW_PASSWORD).await.goes_to(), "/");
    }
}

#[tokio::test]
async fn the_recovery_code_opens_the_same_page_and_both_work_once() {
    for app in TestApp::each().await {
        let _elsewhere = app.user("ada").await;
        app.clock.advance(Duration::from_hours(1));
        let mut ada = app.visitor();
        ada.asks_for_recovery("ada@example.com").await;
        let mail = app.mail_to("ada@example.com").await;
        assert_eq!(ada.types_code(mail.code()).await.goes_to(), "/recovery/password");
        let mut other = app.visitor();
        assert!(other.opens_mail_link(mail.link()).await.says("used already"));
        ada.follow().await;
        assert_eq!(ada.chooses_password(NEW_PASSWORD).await.goes_to(), "/account");
        let again = ada.get("/recovery/password").await;
        assert_eq!(again.goes_to(), "/account", "the page opens for one password");
    }
}

#[tokio::test]
async fn who_signs_out_everywhere_is_out_everywhere_at_once() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        let (mut phone, mut laptop) = (app.signed_in("ada").await, app.signed_in("ada@example.com").await);
        let mut eve = app.user("eve").await;
        let ways = ada.get("/account").await.attributes_of("main a", "href");
        assert!(ways.iter().any(|way| way == "/logout/everywhere"), "{ways:?}");
        assert_eq!(ada.get("/logout/everywhere").await.heading(), "Sign out everywhere?");
        assert!(phone.is_signed_in().await, "asking does nothing yet");
        assert_eq!(ada.submit("logout-everywhere", &[]).await.goes_to(), "/login");
        let login = ada.follow().await;
        assert_eq!(login.notice().as_deref(), Some("You’re signed out on all your devices"));
        for browser in [&mut ada.browser, &mut phone, &mut laptop] {
            assert!(!browser.is_signed_in().await);
        }
        assert!(eve.is_signed_in().await, "others are not concerned");
        assert_eq!(phone.signs_in("ada", PASSWORD).await.goes_to(), "/");
    }
}

#[tokio::test]
async fn only_the_newest_mail_works() {
    for app in TestApp::each().await {
        let mut ada = app.unconfirmed("ada").await;
        let older = app.mail_to(&ada.email).await;
        app.clock.advance(Duration::from_mins(2));
        ada.get("/check-inbox").await;
        assert_eq!(ada.submit("resend", &[]).await.goes_to(), "/check-inbox");
        let inbox = ada.follow().await;
        assert_eq!(inbox.notice().as_deref(), Some("A new e-mail is on its way. Older ones no longer work"));
        let newer = app.mail_to(&ada.email).await;
        assert_ne!(older.code(), newer.code());
        assert_eq!(ada.types_code(older.code()).await.status, 422);
        assert!(app.visitor().opens_mail_link(older.link()).await.says("used already"));
        assert_eq!(ada.opens_mail_link(newer.link()).await.goes_to(), "/");
    }
}

#[tokio::test]
async fn who_has_not_confirmed_yet_and_knows_the_password_is_led_to_the_inbox() {
    for app in TestApp::each().await {
        let _ada = app.unconfirmed("ada").await;
        for identifier in ["ada", "ada@example.com"] {
            let mut browser = app.visitor();
            assert_eq!(
                browser.signs_in(identifier, PASSWORD).await.goes_to(),
                "/check-inbox",
                "{identifier}"
            );
            let inbox = browser.follow().await;
            assert_eq!(inbox.notice().as_deref(), Some("Confirm your e-mail address first, then you’re in"));
            assert!(!browser.is_signed_in().await);
            assert_eq!(browser.signs_in(identifier, "not the password at all").await.status, 422);
        }
    }
}

#[tokio::test]
async fn a_mail_link_opened_by_somebody_else_says_so_before_it_changes_who_is_signed_in() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        let _grace = app.unconfirmed("grace").await;
        let mail = app.mail_to("grace@example.com").await;
        let confirm = ada.get(mail.link()).await;
        assert!(confirm.says("You are signed in as ada here"), "{}", confirm.summary());
        assert!(ada.is_signed_in().await);
        let old = ada.copied();
        ada.opens_mail_link(mail.link()).await;
        assert_eq!(ada.visit("/").await.heading(), "Welcome back, grace");
        let mut old = old;
        assert!(!old.is_signed_in().await, "the session before it is over");
    }
}
