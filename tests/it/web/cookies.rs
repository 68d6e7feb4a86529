//! The cookies: what they are made of, how long they last, and when they are written.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::support::app::TestApp;
use crate::support::jar::StoredCookie;
use crate::support::page::Page;
use crate::support::person::PASSWORD;
use crate::support::settings::Settings;
use crate::support::smtp_catcher::SmtpCatcher;
use crate::support::visitor::Visitor;

const MONTH: Duration = Duration::from_hours(30 * 24);

/// Almost the end of an access token, which lives an hour: the next request refreshes it.
const ALMOST_AN_HOUR: Duration = Duration::from_secs(59 * 60 + 30);

/// Secrets as `doorward keys generate` makes them.
const SECRET: &str = "eJBr1mqp37nKQG3tNtqGtMiMbi-tGcld5SDUNUxhyOA";
const NEXT_SECRET: &str = "Vd7cXUN8yYvJX4s0eWl0T2c3t4vZsJ0Wq1n8kqkVf1M";

fn token_cookies(page: &Page) -> Vec<StoredCookie> {
    page.set_cookies().into_iter().filter(|cookie| cookie.name.contains("_token")).collect()
}

fn names(cookies: &[StoredCookie]) -> Vec<&str> {
    cookies.iter().map(|cookie| cookie.name.as_str()).collect()
}

/// The values of the two token cookies that a browser keeps.
fn pair(visitor: &Visitor) -> Vec<String> {
    let cookies = visitor.cookies().into_iter().filter(|cookie| cookie.name.contains("_token"));
    cookies.map(|cookie| cookie.value).collect()
}

#[tokio::test]
async fn signing_in_sets_a_pair_that_lasts_as_long_as_was_asked_for() {
    let catcher = SmtpCatcher::spawn().await;
    for (settings, prefix) in
        [(Settings::development(), "doorward_"), (Settings::public(&catcher), "__Host-")]
    {
        let app = TestApp::one_with(settings).await;
        app.user("ada").await;
        let expected = [format!("{prefix}access_token"), format!("{prefix}refresh_token")];
        for (is_kept, max_age) in [(false, None), (true, Some(MONTH))] {
            let mut ada = app.visitor();
            let answer = if is_kept {
                ada.signs_in_to_stay("ada", PASSWORD).await
            } else {
                ada.signs_in("ada", PASSWORD).await
            };
            let set = token_cookies(&answer);
            assert_eq!(names(&set), expected);
            assert!(set.iter().all(|cookie| cookie.max_age() == max_age), "{set:#?}");
            assert!(set.iter().all(|cookie| cookie.attribute("Expires").is_none()));
            app.clock.advance(ALMOST_AN_HOUR);
            let refreshed = token_cookies(&ada.get("/notes").await);
            assert_eq!(names(&refreshed), expected);
            assert!(refreshed.iter().all(|cookie| cookie.max_age() == max_age), "{refreshed:#?}");
            let visit = ada.cookie(&format!("{prefix}visit")).expect("forms were shown");
            assert_eq!(visit.max_age(), None, "what a visitor typed ends with the browser");
            let device = ada.cookie(&format!("{prefix}device")).expect("this device signed in");
            assert!(device.max_age() >= Some(MONTH), "a device is known for long");
        }
    }
}

#[tokio::test]
async fn what_a_cookie_holds_says_nothing_to_who_reads_it() {
    let app = TestApp::one().await;
    let mut ada = app.user("lovelace").await;
    ada.get("/account").await;
    let cookies = ada.cookies();
    assert!(cookies.len() >= 4, "{cookies:#?}");
    for cookie in cookies {
        for part in cookie.value.split(['.', '%']) {
            let bytes = URL_SAFE_NO_PAD.decode(part).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes).to_lowercase();
            for said in ["lovelace", "example.com", "{\"alg\"", "session_id", "authenticated", "passing "] {
                assert!(!text.contains(said), "{} says {said}", cookie.name);
            }
        }
        assert!(!cookie.value.contains("lovelace"));
    }
}

#[tokio::test]
async fn cookies_are_written_only_when_they_change() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        ada.get("/account").await;
        for _ in 0..3 {
            for path in ["/", "/notes", "/account", "/login", "/nowhere"] {
                let answer = ada.get(path).await;
                assert!(answer.set_cookies().is_empty(), "{path}: {:#?}", answer.set_cookies());
            }
            app.clock.advance(Duration::from_mins(10));
        }
        app.clock.advance(Duration::from_mins(29));
        assert_eq!(token_cookies(&ada.get("/notes").await).len(), 2, "the token was about to end");
        assert!(token_cookies(&ada.get("/notes").await).is_empty());
    }
}

#[tokio::test]
async fn every_kind_of_answer_carries_a_pair_that_was_just_refreshed() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        for (method, path, status) in [
            ("GET", "/notes", 200),
            ("HEAD", "/notes", 200),
            ("GET", "/login?next=/account", 303),
            ("GET", "/recovery/password", 303),
            ("GET", "/nowhere", 404),
            ("DELETE", "/notes", 405),
            ("GET", "/auth/confirm?token_hash=x&type=email", 0),
            ("POST", "/check-inbox/resend", 415),
            ("POST", "/logout", 0),
        ] {
            let mut browser = app.signed_in("ada").await;
            browser.get("/").await;
            app.clock.advance(ALMOST_AN_HOUR);
            let before = pair(&browser);
            let answer = browser.request(method, path).send().await;
            assert!(status == 0 || answer.status == status, "{}", answer.summary());
            assert!(answer.status < 500, "{}", answer.summary());
            assert_eq!(token_cookies(&answer).len(), 2, "{method} {path} {}", answer.status);
            if path != "/logout" {
                assert_ne!(pair(&browser), before);
                assert!(browser.is_signed_in().await, "{method} {path}");
            }
        }
        assert!(ada.is_signed_in().await);
    }
}

#[tokio::test]
async fn tabs_that_wake_up_together_refresh_once() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        ada.get("/").await;
        app.clock.advance(Duration::from_hours(2));
        let tabs: Vec<_> = (0..8).map(|_| ada.copied()).collect();
        let answers =
            futures_util::future::join_all(tabs.iter().map(|tab| tab.request("GET", "/notes").send())).await;
        for answer in &answers {
            assert_eq!(answer.status, 200);
            assert_eq!(token_cookies(answer), token_cookies(&answers[0]), "everybody is given the same");
        }
        // Whichever answer came last in the browser, it goes on.
        app.clock.advance(Duration::from_hours(2));
        for mut tab in tabs {
            assert!(tab.is_signed_in().await);
        }
    }
}

#[tokio::test]
async fn a_lost_answer_to_a_refresh_signs_nobody_out() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        ada.get("/").await;
        app.clock.advance(Duration::from_hours(2));
        let lost = ada.copied();
        assert_eq!(lost.request("GET", "/notes").send().await.status, 200);
        // Long after the result is forgotten here.
        app.clock.advance(Duration::from_hours(5));
        assert!(ada.is_signed_in().await);
    }
}

#[tokio::test]
async fn a_prefetch_spends_nothing() {
    let app = TestApp::one().await;
    let mut ada = app.user("ada").await;
    ada.get("/").await;
    app.clock.advance(ALMOST_AN_HOUR);
    for header in ["sec-purpose", "purpose"] {
        let ahead = ada.request("GET", "/notes").header(header, "prefetch;prerender").send().await;
        assert!(ahead.set_cookies().is_empty(), "{:#?}", ahead.set_cookies());
    }
    assert_eq!(token_cookies(&ada.get("/notes").await).len(), 2);
}

#[tokio::test]
async fn an_anonymous_reader_of_a_public_page_gets_no_cookie() {
    let catcher = SmtpCatcher::spawn().await;
    for settings in [Settings::development(), Settings::public(&catcher)] {
        let app = TestApp::one_with(settings).await;
        let mut visitor = app.visitor();
        for path in ["/", "/nowhere", "/health/live", "/favicon.ico"] {
            let answer = visitor.get(path).await;
            assert!(answer.set_cookies().is_empty(), "{path}");
        }
        let home = visitor.get("/").await;
        assert!(!home.header("cache-control").contains("no-store"), "a page for everybody can be kept");
        assert!(home.header("vary").to_lowercase().contains("cookie"), "but not for those who sign in");
        let form = visitor.get("/login").await;
        assert_eq!(names(&form.set_cookies()).len(), 1, "a form needs a visit");
        assert!(form.header("cache-control").contains("no-store"));
    }
}

#[tokio::test]
async fn a_secret_that_is_replaced_signs_nobody_out_and_the_next_replacement_ends_what_it_sealed() {
    let settings = Settings::development().with("DOORWARD_SECRET", SECRET);
    for app in TestApp::each_with(&settings).await {
        let mut ada = app.user("ada").await;
        let form = ada.get("/account/username").await;
        let rotated = settings.clone().with("DOORWARD_SECRET", NEXT_SECRET);
        let app = app.restart_with(rotated.clone().with("DOORWARD_SECRET_PREVIOUS", SECRET)).await;
        ada.goes_back_to(&form);
        let saved = ada.submit("username-form", &[("new_username", "countess")]).await;
        assert_eq!(saved.goes_to(), "/account", "a form of before is still good");
        assert!(ada.is_signed_in().await);
        let mut stays_away = ada.copied();
        app.clock.advance(ALMOST_AN_HOUR);
        assert_eq!(token_cookies(&ada.get("/notes").await).len(), 2, "sealed anew with the new secret");
        let app = app.restart_with(rotated).await;
        assert!(ada.is_signed_in().await);
        let turned_away = stays_away.get("/notes").await;
        assert_eq!(turned_away.goes_to(), "/login?next=%2Fnotes");
        assert!(token_cookies(&turned_away).iter().all(StoredCookie::is_deletion));
        app.stop().await;
    }
}
