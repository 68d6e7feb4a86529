//! The ground that the stories stand on holds by itself.

use std::time::Duration;

use crate::support::app::TestApp;
use crate::support::settings::{PUBLIC_ORIGIN, Settings};
use crate::support::smtp_catcher::SmtpCatcher;

#[tokio::test]
async fn a_site_runs_on_each_database_with_a_clock_of_its_own() {
    for app in TestApp::each().await {
        let before = app.clock.now();
        let alive = app.visitor().get("/health/live").await;
        assert_eq!((alive.status, app.clock.now()), (200, before));
        app.clock.advance(Duration::from_hours(1));
        let app = app.restart().await;
        assert_eq!(app.clock.now().since(before), Duration::from_hours(1));
        assert_eq!(app.visitor().get(&app.url("/health/live")).await.status, 200);
        let other = app.another_machine().await;
        assert_ne!(other.address(), app.address());
        assert_eq!(other.origin(), app.origin());
        other.stop().await;
        app.stop().await;
    }
}

#[tokio::test]
async fn a_public_site_runs_behind_a_proxy() {
    let catcher = SmtpCatcher::spawn().await;
    for app in TestApp::each_with(&Settings::public(&catcher)).await {
        assert_eq!(app.origin(), PUBLIC_ORIGIN);
        assert_eq!(app.visitor().get("https://app.test/health/live").await.status, 200);
    }
}

#[tokio::test]
async fn a_browser_keeps_cookies_as_long_as_it_is_told_to() {
    let app = TestApp::one().await;
    let mut visitor = app.visitor();
    visitor.plant("session=1; Path=/; HttpOnly; SameSite=Lax");
    visitor.plant("kept=a=b; Max-Age=60; Path=/; Secure");
    let kept = visitor.cookie("kept").unwrap();
    assert_eq!((kept.value.as_str(), kept.max_age()), ("a=b", Some(Duration::from_mins(1))));
    assert!(kept.has("secure") && !kept.has("HttpOnly"));
    assert_eq!(kept.attribute("path"), Some("/"));
    let (tab, copy) = (visitor.new_tab(), visitor.copied());
    visitor.plant("kept=; Max-Age=0; Path=/");
    assert!(visitor.cookie("kept").is_none() && tab.cookie("kept").is_none());
    assert!(copy.cookie("kept").is_some());
    app.clock.advance(Duration::from_mins(1));
    assert!(copy.cookie("kept").is_none());
    visitor.closes_browser();
    assert!(visitor.cookies().is_empty());
}
