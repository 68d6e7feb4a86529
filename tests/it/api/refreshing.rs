//! Tokens for a refresh token.

use std::time::Duration;

use serde_json::json;

use super::house::House;
use crate::support::program::Pair;

#[tokio::test]
async fn a_refresh_token_buys_the_next_pair_of_the_same_session() {
    for house in House::each().await {
        let (program, first) = house.person_with_pair("ada").await;
        house.time_passes(Duration::from_hours(2));
        assert_eq!(program.status_of_me(&first.access).await, 401);
        let answer = program.refreshes(&first.refresh).await;
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(
            (&answer.json()["token_type"], &answer.json()["expires_in"]),
            (&json!("bearer"), &json!(3600))
        );
        let second = Pair::of(&answer);
        assert!(second.access != first.access && second.refresh != first.refresh);
        assert_eq!(program.status_of_me(&second.access).await, 200);
        let sessions = program.asks(&second.access, "GET", "/api/users/me/sessions", &json!(null)).await;
        let sessions = sessions.json();
        let current: Vec<_> = sessions["sessions"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|session| session["is_current"] == json!(true))
            .collect();
        assert_eq!(current.len(), 1, "{sessions}");
        let as_json = json!({ "grant_type": "refresh_token", "refresh_token": second.refresh });
        assert_eq!(program.posts("/api/token", &as_json).await.status, 200);
    }
}

#[tokio::test]
async fn a_refresh_token_that_comes_back_late_ends_the_session() {
    for house in House::each().await {
        let (program, first) = house.person_with_pair("ada").await;
        let mut pair = first.clone();
        for _ in 0..3 {
            house.time_passes(Duration::from_mins(50));
            pair = Pair::of(&program.refreshes(&pair.refresh).await);
        }
        let answer = program.refreshes(&first.refresh).await;
        assert_eq!((answer.status, &answer.json()["error"]), (400, &json!("invalid_grant")));
        let answer = program.refreshes(&pair.refresh).await;
        assert_eq!(
            (answer.status, &answer.json()["error"]),
            (400, &json!("invalid_grant")),
            "whoever has it"
        );
    }
}

#[tokio::test]
async fn what_is_no_refresh_token_buys_nothing() {
    for house in House::each().await {
        let (program, pair) = house.person_with_pair("ada").await;
        for token in ["x", "AAAAAAAAAAAA", &pair.access, &"a".repeat(5000), "\u{1f600}"] {
            let answer = program.refreshes(token).await;
            assert_eq!(answer.status, 400, "{token}: {}", answer.body);
            assert_eq!(answer.json()["error"], "invalid_grant");
        }
        assert_eq!(program.refreshes(&pair.refresh).await.status, 200);
    }
}

#[tokio::test]
async fn a_session_that_was_ended_here_is_not_refreshed_and_the_auth_server_hears_of_it() {
    let house = House::beside_supabase().await;
    let (program, kept) = house.person_with_pair("ada").await;
    let other = program.pair_of("ada").await;
    let sessions = program.asks(&kept.access, "GET", "/api/users/me/sessions", &json!(null)).await.json();
    let sessions = sessions["sessions"].as_array().unwrap().clone();
    for session in sessions.iter().filter(|session| session["is_current"] == json!(false)) {
        let path = format!("/api/users/me/sessions/{}", session["id"].as_str().unwrap());
        assert_eq!(program.asks(&kept.access, "DELETE", &path, &json!(null)).await.status, 204);
    }
    let proxy = &house.supabase.as_ref().unwrap().proxy;
    let before = proxy.count("POST /auth/v1/logout?scope=local");
    let answer = program.refreshes(&other.refresh).await;
    assert_eq!((answer.status, &answer.json()["error"]), (400, &json!("invalid_grant")));
    assert_eq!(proxy.count("POST /auth/v1/logout?scope=local"), before + 1);
    assert_eq!(program.status_of_me(&kept.access).await, 200);
}
