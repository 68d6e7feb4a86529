//! The page on which people choose the language and the theme.

use std::time::Duration;

use doorward::database::execute;
use doorward::words::{Language, Words};
use sqlx::AssertSqlSafe;
use url::Url;

use super::next::HOSTILE;
use crate::support::app::TestApp;
use crate::support::page::Page;
use crate::support::settings::Settings;
use crate::support::smtp_catcher::SmtpCatcher;

const A_YEAR: Duration = Duration::from_hours(365 * 24);

/// The values of the radios that are checked.
fn checked(page: &Page) -> Vec<String> {
    page.attributes_of("form#preferences input[type=radio][checked]", "value")
}

fn theme(page: &Page) -> Option<String> {
    page.attributes_of("html", "data-theme").pop()
}

/// What is said after saving, in German.
fn saved_in_german() -> String {
    Words::of(Language::German).notice_preferences_saved().to_owned()
}

/// Does something to the tables that no page does.
async fn tamper(app: &TestApp, sql: &str) {
    let mut connection = app.database().write().await.expect("a connection");
    execute!(connection.executor(), sqlx::query(AssertSqlSafe(sql.to_owned()))).expect("it can be done");
}

#[tokio::test]
async fn a_visitor_chooses_and_comes_back_to_where_they_were() {
    for app in TestApp::each().await {
        let mut visitor = app.visitor();
        visitor.reads("en");
        let login = visitor.get("/login?next=/notes&x=1").await;
        let link = login.attributes_of("footer a[href^='/preferences']", "href").remove(0);
        let form = visitor.get(&link).await;
        assert_eq!(checked(&form), ["en", "system"]);
        let names = [form.texts_of("[lang=en]:not(html)"), form.texts_of("[lang=de]")].concat();
        assert_eq!(names, ["English", "Deutsch"], "each in its own language");
        assert_eq!(form.texts_of("form#preferences fieldset legend").len(), 2);

        let answer = visitor.submit("preferences", &[("language", "de"), ("theme", "dark")]).await;
        assert_eq!(answer.goes_to(), "/login?next=%2Fnotes");
        let back = visitor.follow().await;
        assert_eq!(back.attributes_of("html", "lang"), ["de"]);
        assert_eq!((theme(&back).as_deref(), back.notice()), (Some("dark"), Some(saved_in_german())));
        assert_eq!(back.hidden("login", "next").as_deref(), Some("/notes"), "the way is not lost");
        assert_eq!(checked(&visitor.get("/preferences").await), ["de", "dark"]);

        let answer = visitor.submit("preferences", &[("theme", "light")]).await;
        assert_eq!(answer.goes_to(), "/");
        assert_eq!(theme(&visitor.follow().await).as_deref(), Some("light"));
        visitor.chooses("de", "system").await;
        assert_eq!(theme(&visitor.follow().await), None);
        assert!(visitor.cookie("doorward_theme").is_none(), "what the device says needs no cookie");
    }
}

#[tokio::test]
async fn the_choice_of_whoever_is_signed_in_is_kept_in_both_places() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        ada.get("/preferences?next=/account").await;
        let answer = ada.submit("preferences", &[("language", "de"), ("theme", "light")]).await;
        assert_eq!(answer.goes_to(), "/account");
        assert_eq!(answer.set_cookie("doorward_language").unwrap().value, "de");
        assert_eq!(ada.follow().await.notice(), Some(saved_in_german()));
        let mut elsewhere = app.signed_in("ada").await;
        assert_eq!(checked(&elsewhere.get("/preferences").await), ["de", "system"]);
    }
}

#[tokio::test]
async fn half_a_session_chooses_for_its_browser_alone() {
    for app in TestApp::each().await {
        let ada = app.user("ada").await;
        app.clock.advance(Duration::from_hours(1));
        let mut half = app.visitor();
        half.asks_for_recovery(&ada.email).await;
        let mail = app.mail_to(&ada.email).await;
        half.opens_mail_link(mail.link()).await;
        let answer = half.chooses("de", "dark").await;
        assert!(answer.set_cookie("doorward_language").is_some());
        let page = half.get("/recovery/password").await;
        assert_eq!((page.status, page.attributes_of("html", "lang").remove(0)), (200, "de".to_owned()));
        let mut phone = app.signed_in("ada").await;
        assert_eq!(checked(&phone.get("/preferences").await), ["en", "system"]);
    }
}

#[tokio::test]
async fn the_cookies_hold_a_bare_name_for_a_year() {
    let catcher = SmtpCatcher::spawn().await;
    for (settings, prefix) in
        [(Settings::development(), "doorward_"), (Settings::public(&catcher), "__Host-")]
    {
        let app = TestApp::one_with(settings).await;
        let mut visitor = app.visitor();
        let answer = visitor.chooses("de", "dark").await;
        for (name, value) in [("language", "de"), ("theme", "dark")] {
            let cookie = answer.set_cookie(&format!("{prefix}{name}")).expect(name);
            assert_eq!((cookie.value.as_str(), cookie.max_age()), (value, Some(A_YEAR)));
            assert!(cookie.has("HttpOnly") && cookie.has("Secure") == (prefix == "__Host-"));
            assert_eq!((cookie.attribute("SameSite"), cookie.attribute("Path")), (Some("Lax"), Some("/")));
        }
        let answer = visitor.chooses("de", "system").await;
        assert!(answer.set_cookie(&format!("{prefix}theme")).expect("a cookie").is_deletion());
    }
}

#[tokio::test]
async fn a_theme_that_nobody_offers_counts_as_none() {
    let app = TestApp::one().await;
    let visitor = app.visitor();
    for cookie in ["", "system", "Dark", "dark ", "dark\" onload=\"x", "auto", "dark; doorward_theme=dark"] {
        let header = format!("doorward_theme={cookie}");
        let page = visitor.request("GET", "/").header("cookie", &header).send().await;
        let expected = (cookie == "dark ").then(|| "dark".to_owned());
        assert_eq!((page.status, theme(&page)), (200, expected), "{cookie:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_chosen_comes_back_with_the_form() {
    for app in TestApp::each().await {
        let mut visitor = app.visitor();
        let form = visitor.get("/preferences?next=/login").await;
        let token = form.hidden("preferences", "form_token").unwrap();
        for (language, theme, faults) in [
            ("fr", "dark", 1),
            ("de", "sepia", 1),
            ("", "", 2),
            ("DE", "DARK", 2),
            ("de\" x=\"", "<b>", 2),
            ("de,en", "system,dark", 2),
        ] {
            let fields =
                [("form_token", &*token), ("next", "/login"), ("language", language), ("theme", theme)];
            let answer = visitor.request("POST", "/preferences").form(&fields).send().await;
            assert_eq!((answer.status, answer.errors().len()), (422, faults), "{}", answer.summary());
            assert!(answer.set_cookies().is_empty() && answer.title().starts_with("Error"));
            assert_eq!(answer.hidden("preferences", "next").as_deref(), Some("/login"));
        }
        for fields in [&[("form_token", &*token)][..], &[("form_token", &token), ("language", "de")]] {
            assert_eq!(visitor.request("POST", "/preferences").form(fields).send().await.status, 422);
        }
    }
}

#[tokio::test]
async fn no_other_site_chooses_for_a_visitor() {
    for app in TestApp::each().await {
        let ada = app.user("ada").await;
        let mut visitor = app.visitor();
        visitor.get("/login").await;
        for who in [&ada.browser, &visitor] {
            let fields = [("language", "de"), ("theme", "dark")];
            let foreign = who.request("POST", "/preferences").form(&fields);
            let foreign = foreign.header("origin", "https://evil.test").send().await;
            assert_eq!(foreign.status, 403);
            let without = who.request("POST", "/preferences").form(&fields).send().await;
            assert_eq!((without.status, checked(&without)), (422, vec!["de".to_owned(), "dark".to_owned()]));
            for answer in [foreign, without] {
                assert!(answer.set_cookies().iter().all(|cookie| cookie.name == "doorward_visit"));
            }
        }
    }
}

#[tokio::test]
async fn nobody_is_led_away_by_the_page_to_come_back_to() {
    let app = TestApp::one().await;
    let here = Url::parse(&app.url("/preferences")).unwrap();
    let mut visitor = app.visitor();
    let token = visitor.get("/preferences").await.hidden("preferences", "form_token").unwrap();
    let more =
        ["/auth/confirm?token_hash=x&type=email", "/preferences", "/Logout", "/preferences?next=//evil.test"];
    for next in HOSTILE.iter().chain(&more) {
        let query = serde_urlencoded::to_string([("next", next)]).unwrap();
        let page = visitor.get(&format!("/preferences?{query}")).await;
        let kept = page.hidden("preferences", "next").unwrap_or_else(|| "/".to_owned());
        let fields = [("form_token", &*token), ("next", *next), ("language", "en"), ("theme", "system")];
        let answer = visitor.request("POST", "/preferences").form(&fields).send().await;
        for target in [&kept, answer.goes_to()] {
            let there = here.join(target).unwrap();
            assert_eq!(there.origin(), here.origin(), "{next:?}");
            assert_eq!(there.as_str(), app.url(target), "{next:?} is read in one way only");
            assert!(!["/auth", "/logout", "/preferences"].contains(&there.path()), "{next:?}");
        }
        assert!(answer.set_cookie("x").is_none());
    }
}

#[tokio::test]
async fn the_link_to_the_page_takes_nothing_along_that_is_not_for_all_eyes() {
    let app = TestApp::one().await;
    let mut ada = app.unconfirmed("ada").await;
    let link = app.mail_to(&ada.email).await.link().to_owned();
    let query = |page: &Page| {
        let link = page.attributes_of("footer a[href^='/preferences']", "href").remove(0);
        link.strip_prefix("/preferences").unwrap().to_owned()
    };
    assert_eq!(query(&ada.get(&link).await), "", "a link of a mail holds a token");
    assert_eq!(query(&ada.get("/auth/confirm?token_hash=x&next=/notes").await), "");
    assert_eq!(query(&ada.get("/check-inbox").await), "?next=%2Fcheck-inbox");
    let mut visitor = app.visitor();
    for (path, expected) in [
        ("/", "?next=%2F"),
        ("/login?code=secret&next=/notes%3Ftab%3D2", "?next=%2Flogin%3Fnext%3D%252Fnotes%253Ftab%253D2"),
        ("/signup?email=ada@example.com", "?next=%2Fsignup"),
        ("/login?next=//evil.test", "?next=%2Flogin"),
        ("/preferences?next=/login", "?next=%2Flogin"),
        ("/preferences", ""),
        ("/nowhere?x=y", ""),
        ("/logout", ""),
    ] {
        assert_eq!(query(&visitor.get(path).await), expected, "{path}");
    }
    let token = visitor.get("/login").await.hidden("login", "form_token").unwrap();
    let again = visitor.request("POST", "/login").form(&[("form_token", &*token)]).send().await;
    assert_eq!(
        (again.status, query(&again).as_str()),
        (422, ""),
        "a form that was sent is no page to come back to"
    );
}

#[tokio::test]
async fn choosing_works_while_the_rows_are_away() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        ada.chooses("en", "light").await;
        let mut visitor = app.visitor();
        visitor.get("/preferences").await;
        ada.get("/preferences?next=/notes").await;
        tamper(&app, "alter table users rename to users_away").await;
        visitor.submit("preferences", &[("language", "de"), ("theme", "dark")]).await;
        assert_eq!(visitor.follow().await.notice(), Some(saved_in_german()));
        let answer = ada.submit("preferences", &[("language", "de"), ("theme", "dark")]).await;
        assert_eq!(answer.goes_to(), "/notes");
        let away = ada.follow().await;
        assert_eq!((away.status, theme(&away).as_deref()), (503, Some("dark")));
        assert_eq!(away.attributes_of("html", "lang"), ["de"], "as far as this browser knows");
        assert_eq!(away.notice(), None, "an error comes first");
        tamper(&app, "alter table users_away rename to users").await;
        let back = ada.get("/notes").await;
        assert_eq!((back.status, back.attributes_of("html", "lang").remove(0)), (200, "en".to_owned()));
        assert_eq!(back.notice(), Some(saved_here(Language::English)), "she is told how far it went");
    }
}

#[tokio::test]
async fn a_row_that_cannot_be_written_is_told_of() {
    for app in TestApp::each().await {
        let (mut ada, mut grace) = (app.user("ada").await, app.user("grace").await);
        grace.chooses("de", "system").await;
        ada.chooses("en", "system").await;
        tamper(&app, "create unique index only_one on users (language)").await;
        let answer = ada.chooses("de", "dark").await;
        assert_eq!(answer.set_cookie("doorward_language").unwrap().value, "de");
        assert_eq!(ada.follow().await.notice(), Some(saved_here(Language::English)));
        tamper(&app, "drop index only_one").await;
        ada.chooses("de", "dark").await;
        assert_eq!(ada.follow().await.notice(), Some(saved_in_german()));
    }
}

fn saved_here(language: Language) -> String {
    Words::of(language).notice_preferences_saved_here().to_owned()
}
