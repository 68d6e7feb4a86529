//! In which language people meet the site: the one they chose wherever they sign in, else the one that
//! was chosen in this browser, else the one the browser asks for.

use crate::support::app::TestApp;
use crate::support::page::Page;
use crate::support::person::PASSWORD;
use crate::support::visitor::Visitor;

/// What a browser may ask for, and what it gets.
const ASKED: &[(&str, &str)] = &[
    ("de", "de"),
    ("en", "en"),
    ("de-AT,de;q=0.9,en;q=0.8", "de"),
    ("en-GB,en;q=0.9,de;q=0.8", "en"),
    ("DE-at", "de"),
    ("de-1996", "de"),
    ("fr-CH, fr;q=0.9, de;q=0.5, *;q=0.1", "de"),
    ("fr, en;q=0.7, de;q=0.6", "en"),
    ("en;q=0.3, de;q=0.7", "de"),
    ("en;q=0.5, de;q=0.5", "en"),
    ("de;q=0.5, en;q=0.5", "de"),
    ("de;q=0.001", "de"),
    ("de-CH;q=0.2, de;q=0.9, en;q=0.5", "de"),
    ("fr, ja", "en"),
    ("*", "en"),
    ("*, de;q=0.5", "en"),
    ("de, *;q=0.5", "de"),
    ("de;q=0", "en"),
    ("de;q=0, en;q=0", "en"),
    ("en;q=0, *", "de"),
    ("de;q=0, *", "en"),
    // Slave is another language than German, and so is what is not separated by a hyphen.
    ("den", "en"),
    ("de_AT", "en"),
    ("Deutsch", "en"),
    ("", "en"),
    (",,;;=;q", "en"),
    (",,, ;q=1, de", "de"),
    ("de;q=2", "en"),
    ("de;q=-1", "en"),
    ("de;q=0.5555", "en"),
    ("de;q=high, en", "en"),
    ("../../de", "en"),
    ("<script>, de", "de"),
    ("\u{fc}, de", "en"),
    ("de\" onload=\"x", "en"),
];

/// In which language a page says it is, in both places.
fn language(page: &Page) -> String {
    let said = page.attributes_of("html", "lang").pop().unwrap_or_default();
    assert_eq!(page.header("content-language"), said, "{}", page.summary());
    said
}

/// Somebody whose browser asks for a language.
fn reader(app: &TestApp, accept_language: &str) -> Visitor {
    let mut visitor = app.visitor();
    visitor.reads(accept_language);
    visitor
}

#[tokio::test]
async fn a_browser_is_answered_in_the_language_that_it_asks_for() {
    for app in TestApp::each().await {
        assert_eq!(language(&app.visitor().get("/login").await), "en", "it asks for none");
        for (asked, expected) in ASKED {
            let page = reader(&app, asked).get("/login").await;
            assert_eq!((page.status, language(&page).as_str()), (200, *expected), "{asked:?}");
        }
        let two_headers = app.visitor().request("GET", "/login").header("accept-language", "fr");
        let page = two_headers.another_header("accept-language", "de;q=0.4").send().await;
        assert_eq!(language(&page), "de");
        for endless in ["de,".repeat(2_000), format!("de, {}", "x".repeat(6_000)), "-".repeat(6_000)] {
            let page = reader(&app, &endless).get("/login").await;
            assert_eq!((page.status, language(&page).as_str()), (200, "en"), "it is not read");
        }
    }
}

#[tokio::test]
async fn what_was_chosen_in_a_browser_comes_before_what_it_asks_for() {
    for app in TestApp::each().await {
        let mut visitor = reader(&app, "en");
        visitor.chooses("de", "system").await;
        assert_eq!(language(&visitor.follow().await), "de");
        visitor.closes_browser();
        assert_eq!(language(&visitor.get("/login").await), "de", "it is kept");
        visitor.chooses("en", "system").await;
        visitor.reads("de");
        assert_eq!(language(&visitor.get("/login").await), "en");
    }
}

#[tokio::test]
async fn a_cookie_that_says_nothing_of_ours_counts_as_nothing() {
    let app = TestApp::one().await;
    let visitor = reader(&app, "de");
    for cookie in [
        "doorward_language=",
        "doorward_language=fr",
        "doorward_language=EN",
        "doorward_language=en-GB",
        "doorward_language=en%00",
        "doorward_language=../../etc/passwd",
        "doorward_language=en; doorward_language=en",
        "doorward_language=en; doorward_language=de",
        "doorward%5Flanguage=en",
        "Doorward_language=en",
        "__Host-language=en",
        "language=en",
    ] {
        let page = visitor.request("GET", "/login").header("cookie", cookie).send().await;
        assert_eq!((page.status, language(&page).as_str()), (200, "de"), "{cookie}");
    }
    let page = visitor.request("GET", "/login").header("cookie", "doorward_language=en").send().await;
    assert_eq!(language(&page), "en");
}

#[tokio::test]
async fn what_somebody_chose_goes_with_them_to_every_device() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        ada.reads("en");
        ada.chooses("de", "system").await;
        assert_eq!(language(&ada.follow().await), "de");

        let mut phone = reader(&app, "en");
        phone.chooses("en", "dark").await;
        let answer = phone.signs_in("ada", PASSWORD).await;
        assert!(answer.set_cookie("doorward_language").is_none(), "the phone's own choice stays");
        for path in ["/", "/notes", "/account", "/nowhere"] {
            assert_eq!(language(&phone.get(path).await), "de", "{path}");
        }
        assert_eq!(phone.page().attributes_of("html", "data-theme"), ["dark"], "colours are the device's");
        let outside = phone.signs_out().await;
        assert!(outside.set_cookies().iter().all(|cookie| !cookie.name.ends_with("_language")));
        assert_eq!(language(&phone.follow().await), "en", "as it was chosen there before");

        let mut tablet = reader(&app, "en");
        tablet.signs_in("ada", PASSWORD).await;
        assert_eq!(language(&tablet.get("/notes").await), "de");
        tablet.signs_out().await;
        assert_eq!(language(&tablet.follow().await), "en", "nothing was ever chosen there");

        ada.signs_out().await;
        assert_eq!(language(&ada.follow().await), "de", "a browser keeps what was chosen in it");
    }
}

#[tokio::test]
async fn nobody_is_chosen_for() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        ada.signs_out().await;
        ada.reads("de");
        ada.chooses("en", "system").await;
        ada.signs_in("ada", PASSWORD).await;
        assert_eq!(language(&ada.get("/notes").await), "en", "this browser's choice");
        let mut phone = reader(&app, "de");
        phone.signs_in("ada", PASSWORD).await;
        assert_eq!(language(&phone.get("/notes").await), "de", "signing in chose nothing");
        phone.chooses("de", "system").await;
        assert_eq!(language(&ada.get("/notes").await), "de", "now it is chosen for all devices");
    }
}

#[tokio::test]
async fn errors_are_told_in_the_visitors_language_and_colours() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        ada.reads("en");
        ada.chooses("de", "dark").await;
        let mut guest = reader(&app, "en");
        guest.chooses("de", "dark").await;
        for who in [&ada.browser, &guest] {
            let asked = [
                who.request("GET", "/nowhere").send().await,
                who.request("DELETE", "/login").send().await,
                who.request("POST", "/login").header("origin", "https://evil.test").send().await,
                who.request("POST", "/recovery").body("text/plain", "x").send().await,
                who.request("GET", "/preferences?next=%zz").send().await,
            ];
            let statuses = asked.each_ref().map(|page| page.status);
            assert!(statuses.iter().all(|status| (400..500).contains(status)), "{statuses:?}");
            for page in asked {
                assert_eq!(language(&page), "de", "{}", page.summary());
                assert_eq!(page.attributes_of("html", "data-theme"), ["dark"], "{}", page.summary());
            }
        }
    }
}
