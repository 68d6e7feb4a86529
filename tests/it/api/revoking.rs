//! Ending a session by one of its tokens (RFC 7009).

use std::time::Duration;

use serde_json::{Value, json};

use super::house::House;
use crate::support::fault_proxy::Fault;
use crate::support::http_wire::Answer;

#[tokio::test]
async fn either_token_ends_the_session() {
    for house in House::each().await {
        let (program, other) = house.person_with_pair("ada").await;
        for is_access in [true, false] {
            let pair = program.pair_of("ada").await;
            let token = if is_access { &pair.access } else { &pair.refresh };
            let answer = program.revokes(token).await;
            assert_eq!((answer.status, answer.body.as_str()), (200, ""));
            assert_eq!(program.status_of_me(&pair.access).await, 401, "its JWT still verifies");
            let refused = program.refreshes(&pair.refresh).await;
            assert_eq!((refused.status, &refused.json()["error"]), (400, &json!("invalid_grant")));
            assert_eq!(program.revokes(token).await.status, 200, "once more does no harm");
        }
        assert_eq!(program.status_of_me(&other.access).await, 200);
    }
}

#[tokio::test]
async fn an_expired_access_token_still_ends_its_session() {
    for house in House::each().await {
        let (program, pair) = house.person_with_pair("ada").await;
        house.time_passes(Duration::from_hours(3));
        assert_eq!(program.revokes(&pair.access).await.status, 200);
        assert_eq!(program.refreshes(&pair.refresh).await.status, 400);
    }
}

#[tokio::test]
async fn what_is_nobodys_token_ends_nothing_and_that_is_well() {
    for house in House::each().await {
        let (program, pair) = house.person_with_pair("ada").await;
        let forged = format!("{}x", pair.access);
        for token in ["x", "AAAAAAAAAAAA", "a.b.c", forged.as_str(), "\u{1f600}"] {
            let fields = [("token", token), ("token_type_hint", "something_else")];
            let answer = program.posts_form("/api/token/revoke", &fields).await;
            assert_eq!(answer.status, 200, "{token}: {}", answer.body);
        }
        assert_eq!(program.status_of_me(&pair.access).await, 200);
        for fields in [&[][..], &[("token", "")], &[("token", "a"), ("token", "b")]] {
            let answer = program.posts_form("/api/token/revoke", fields).await;
            assert_eq!((answer.status, &answer.json()["error"]), (400, &json!("invalid_request")));
        }
        assert_eq!(program.posts("/api/token/revoke", &json!({ "token": pair.refresh })).await.status, 200);
        assert_eq!(program.status_of_me(&pair.access).await, 401);
    }
}

#[tokio::test]
async fn an_auth_server_that_is_away_keeps_no_session_alive_here() {
    let house = House::beside_supabase().await;
    let (program, pair) = house.person_with_pair("ada").await;
    let proxy = &house.supabase.as_ref().unwrap().proxy;
    proxy.on("POST /auth/v1/token?grant_type=refresh_token", Fault::Instead(Answer::html(503)));
    let answer = program.revokes(&pair.refresh).await;
    assert_eq!((answer.status, &answer.json()["error"]), (503, &json!("temporarily_unavailable")));
    assert_eq!(program.status_of_me(&pair.access).await, 200, "nobody could tell whose it was");
    proxy.on("POST /auth/v1/logout", Fault::HangUp);
    assert_eq!(program.revokes(&pair.access).await.status, 200);
    let answer = program.asks(&pair.access, "GET", "/api/users/me", &Value::Null).await;
    assert_eq!(answer.status, 401);
    proxy.heals();
    assert_eq!(program.refreshes(&pair.refresh).await.status, 400);
}
