//! The sessions of somebody, and ending one of them.

use serde_json::{Value, json};
use uuid::Uuid;

use super::house::House;
use crate::support::app::TestApp;
use crate::support::program::{Pair, Program};

async fn sessions_of(program: &Program, pair: &Pair) -> Vec<Value> {
    let answer = program.asks(&pair.access, "GET", "/api/users/me/sessions", &Value::Null).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()["sessions"].as_array().unwrap().clone()
}

async fn ends(program: &Program, pair: &Pair, id: &Value) -> u16 {
    let path = format!("/api/users/me/sessions/{}", id.as_str().unwrap());
    program.asks(&pair.access, "DELETE", &path, &Value::Null).await.status
}

fn id_of(sessions: &[Value], is_current: bool) -> Value {
    let found = sessions.iter().find(|session| session["is_current"] == json!(is_current));
    found.unwrap_or_else(|| panic!("{sessions:#?}"))["id"].clone()
}

#[tokio::test]
async fn somebody_sees_their_sessions_and_ends_another() {
    for app in TestApp::each().await {
        let mut browser = app.user("ada").await;
        let program = app.program();
        let pair = program.pair_of("ada").await;
        let sessions = sessions_of(&program, &pair).await;
        assert_eq!(sessions.len(), 2, "{sessions:#?}");
        let other = sessions.iter().find(|session| session["is_current"] == json!(false)).unwrap();
        assert_eq!(other["device"], "Firefox on Linux");
        assert!(other["address"].as_str().unwrap().starts_with("198.18."), "{other}");
        for name in ["created_at", "last_seen_at"] {
            assert_eq!(other[name], app.clock.now().to_string());
        }
        assert_eq!(ends(&program, &pair, &other["id"]).await, 204);
        assert!(!browser.is_signed_in().await);
        assert_eq!(sessions_of(&program, &pair).await.len(), 1);
        assert_eq!(ends(&program, &pair, &other["id"]).await, 404, "it is over");
    }
}

#[tokio::test]
async fn somebody_ends_the_session_they_ask_with() {
    for house in House::each().await {
        let (program, pair) = house.person_with_pair("ada").await;
        let sessions = sessions_of(&program, &pair).await;
        assert_eq!(ends(&program, &pair, &id_of(&sessions, true)).await, 204);
        assert_eq!(program.status_of_me(&pair.access).await, 401);
        assert_eq!(program.refreshes(&pair.refresh).await.status, 400, "the auth server heard of it");
    }
}

#[tokio::test]
async fn nobody_ends_what_is_not_theirs() {
    for house in House::each().await {
        let (ada, her_pair) = house.person_with_pair("ada").await;
        let (eve, pair) = house.person_with_pair("eve").await;
        let hers = id_of(&sessions_of(&ada, &her_pair).await, true);
        for id in [hers, json!(Uuid::new_v4().to_string()), json!(Uuid::nil().to_string()), json!("x")] {
            assert_eq!(ends(&eve, &pair, &id).await, 404, "{id}");
        }
        assert_eq!(ada.status_of_me(&her_pair.access).await, 200);
        assert!(sessions_of(&eve, &pair).await.iter().all(|session| session["id"].is_string()));
    }
}
