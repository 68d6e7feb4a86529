//! The list of the gallery, for people and for programs.

use std::collections::BTreeSet;

use super::sight::{Sight, exhibits, sights};
use crate::support::app::TestApp;
use crate::support::settings::Settings;
use crate::support::smtp_catcher::SmtpCatcher;

#[tokio::test]
async fn people_and_programs_are_shown_the_same_exhibits() {
    let app = TestApp::one().await;
    let told: Vec<_> = exhibits(&app).await.into_iter().map(|exhibit| exhibit.path).collect();
    let list = app.visitor().get("/dev/pages").await;
    assert_eq!(list.attributes_of("main section a", "href"), told);
    let distinct: BTreeSet<_> = told.iter().collect();
    assert_eq!(distinct.len(), told.len(), "two exhibits hang in one place");
}

#[tokio::test]
async fn the_switches_of_the_list_reach_every_exhibit() {
    let app = TestApp::one().await;
    let list = app.visitor().get("/dev/pages?theme=dark").await;
    assert!(list.texts_of("main nav strong").contains(&"dark".to_owned()));
    let switches = list.attributes_of("main nav a", "href");
    let whole = "/dev/pages?language=de&theme=dark".to_owned();
    assert!(switches.contains(&whole), "{switches:?}");
    let list = app.visitor().get(&whole).await;
    for path in list.attributes_of("main section a", "href") {
        assert!(path.ends_with("?language=de&theme=dark"), "{path}");
    }
}

#[tokio::test]
async fn an_exhibit_is_always_well_and_tells_what_the_site_would_answer() {
    let app = TestApp::one().await;
    let exhibits = exhibits(&app).await;
    let status_of = |page: &str, state: &str| {
        let found = exhibits.iter().find(|exhibit| exhibit.page == page && exhibit.state == state);
        found.unwrap_or_else(|| panic!("no {page}/{state}")).status
    };
    assert_eq!(status_of("login", "empty"), 200);
    assert_eq!(status_of("login", "one-error"), 422);
    assert_eq!(status_of("login", "rate-limited"), 429);
    assert_eq!(status_of("login", "offline"), 503);
    assert_eq!(status_of("signup", "closed"), 403);
    assert_eq!(status_of("error", "not-found"), 404);
    let limited = app.visitor().get("/dev/pages/login/rate-limited").await;
    assert_eq!((limited.status, limited.header("retry-after")), (200, ""));
    assert_eq!(app.visitor().get("/dev/pages/login/nothing").await.status, 404);
    assert_eq!(app.visitor().get("/dev/pages/nothing/empty").await.status, 404);
}

#[tokio::test]
async fn a_visitor_gets_a_cookie_only_with_a_form() {
    let app = TestApp::one().await;
    for path in ["/dev/pages", "/dev/pages.json", "/dev/pages/home/anonymous"] {
        let page = app.visitor().get(path).await;
        assert!(page.set_cookies().is_empty(), "{path}");
    }
    assert!(!app.visitor().get("/dev/pages/login/empty").await.set_cookies().is_empty());
}

#[tokio::test]
async fn whoever_looks_is_in_the_picture_only_where_it_says_so() {
    let app = TestApp::one().await;
    for Sight { exhibit, html, .. } in sights(&app).await {
        // Only whoever is signed in can be somewhere in particular.
        let has_door = html.contains("action=\"/logout\"") && html.contains("id=\"sign-out\"");
        assert_eq!(has_door, exhibit.signed_in, "{}", exhibit.path);
    }
}

#[tokio::test]
async fn a_page_can_be_looked_at_from_right_to_left() {
    let app = TestApp::one().await;
    for (query, dir) in [("", "ltr"), ("?dir=rtl", "rtl"), ("?dir=sideways", "ltr")] {
        let page = app.visitor().get(&format!("/dev/pages/login/empty{query}")).await;
        assert_eq!(page.attributes_of("html", "dir"), [dir]);
        assert_eq!(page.attributes_of("[dir=rtl]", "dir").len(), usize::from(dir == "rtl"));
    }
}

#[tokio::test]
async fn the_gallery_shows_the_same_on_every_day() {
    let app = TestApp::one().await;
    let before = app.visitor().get("/dev/pages/account/usual").await;
    app.clock.advance(std::time::Duration::from_hours(48));
    let after = app.visitor().get("/dev/pages/account/usual").await;
    assert_eq!(without_tokens(&before.body), without_tokens(&after.body));
}

/// Each visitor has form tokens of their own.
fn without_tokens(html: &str) -> String {
    html.split("name=\"form_token\" value=\"")
        .map(|part| part.split_once('"').map_or(part, |(_, rest)| rest))
        .collect()
}

#[tokio::test]
async fn a_public_site_has_no_gallery() {
    let catcher = SmtpCatcher::spawn().await;
    let app = TestApp::one_with(Settings::public(&catcher)).await;
    for path in ["/dev/pages", "/dev/pages.json", "/dev/pages/login/empty"] {
        assert_eq!(app.visitor().get(path).await.status, 404, "{path}");
    }
}
