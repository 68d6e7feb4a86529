//! Tokens that are longer than one cookie.

use std::time::Duration;

use serde_json::json;

use crate::support::app::TestApp;
use crate::support::jar::StoredCookie;
use crate::support::person::{PASSWORD, Person};
use crate::support::tables;
use crate::support::visitor::Visitor;

const ACCESS: &str = "doorward_access_token";

/// Somebody of whom the auth server knows so much that the token holds about six thousand bytes.
async fn with_long_token(app: &TestApp) -> Person {
    let mut ada = app.user("ada").await;
    says_of_ada(app, 4_000).await;
    ada.browser = app.signed_in("ada").await;
    ada
}

async fn says_of_ada(app: &TestApp, bytes: usize) {
    let metadata = json!({ "user_metadata": { "about": "x".repeat(bytes) } });
    app.admin().await.changes("ada@example.com", metadata).await;
}

fn chunks(visitor: &Visitor) -> Vec<StoredCookie> {
    visitor.cookies().into_iter().filter(|cookie| cookie.name.starts_with(ACCESS)).collect()
}

fn chunk_names(visitor: &Visitor) -> Vec<String> {
    chunks(visitor).into_iter().map(|cookie| cookie.name).collect()
}

#[tokio::test]
async fn a_long_token_is_kept_in_several_cookies_and_works() {
    for app in TestApp::each().await {
        let mut ada = with_long_token(&app).await;
        let names = chunk_names(&ada);
        assert!(names.len() > 1, "{names:?}");
        assert_eq!(names[1], format!("{ACCESS}.1"));
        assert!(ada.is_signed_in().await);
        app.clock.advance(Duration::from_hours(2));
        assert!(ada.is_signed_in().await, "refreshed");
        assert_eq!(chunk_names(&ada), names);
    }
}

#[tokio::test]
async fn a_token_that_became_short_leaves_no_chunk_behind_and_one_that_became_long_works() {
    for app in TestApp::each().await {
        let mut ada = with_long_token(&app).await;
        says_of_ada(&app, 1).await;
        app.clock.advance(Duration::from_hours(2));
        assert!(ada.is_signed_in().await);
        assert_eq!(chunk_names(&ada), [ACCESS]);
        says_of_ada(&app, 5_000).await;
        app.clock.advance(Duration::from_hours(2));
        assert!(ada.is_signed_in().await);
        assert!(chunk_names(&ada).len() > 1);
        ada.signs_out().await;
        assert!(chunk_names(&ada).is_empty(), "every chunk goes");
    }
}

#[tokio::test]
async fn chunks_of_two_writings_are_never_put_together() {
    let app = TestApp::one().await;
    let mut ada = with_long_token(&app).await;
    let before = chunks(&ada);
    app.clock.advance(Duration::from_hours(2));
    assert!(ada.is_signed_in().await);
    let after = chunks(&ada);
    assert_eq!(before.len(), after.len());
    let mut mixed = after.clone();
    mixed[1] = before[1].clone();
    let mixed: Vec<_> = mixed.iter().map(|chunk| format!("{}={}", chunk.name, chunk.value)).collect();
    let mixed = mixed.join("; ");
    let answer = ada.copied().request("GET", "/notes").header("cookie", &mixed).send().await;
    assert_eq!(answer.goes_to(), "/login?next=%2Fnotes");
    // A browser that kept one cookie of the two writings and lost another is not signed out for it.
    let refresh = ada.cookie("doorward_refresh_token").unwrap().value;
    let mixed = format!("{mixed}; doorward_refresh_token={refresh}");
    let answer = ada.copied().request("GET", "/notes").header("cookie", &mixed).send().await;
    assert_eq!(answer.status, 200, "{}", answer.summary());
    let alone = format!("{ACCESS}={}", after[0].value);
    let answer = ada.copied().request("GET", "/notes").header("cookie", &alone).send().await;
    assert_eq!(answer.goes_to(), "/login?next=%2Fnotes");
    // With the refresh token beside it, a lost chunk costs nothing.
    let mut hurt = ada.copied();
    hurt.loses(&format!("{ACCESS}.1"));
    assert!(hurt.is_signed_in().await);
}

#[tokio::test]
async fn a_token_that_no_browser_could_keep_is_told_and_signs_nobody_in() {
    for app in TestApp::each().await {
        let _ada = app.user("ada").await;
        // More than the auth server takes from anybody, so it is put there behind its back.
        let metadata = json!({ "about": "x".repeat(16_000) }).to_string();
        let sql = if app.database().is_postgres() {
            "update auth_users set user_metadata = $1::jsonb"
        } else {
            "update auth_users set user_metadata = $1"
        };
        let changed = tables::change(app.database(), sql, &metadata).await;
        assert_eq!(changed, 1);
        let mut browser = app.visitor();
        let answer = browser.signs_in("ada", PASSWORD).await;
        assert_eq!(answer.status, 503, "{}", answer.summary());
        assert!(!browser.is_signed_in().await);
    }
}
