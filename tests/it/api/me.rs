//! Whose token it is, and what they are called.

use std::time::Duration;

use serde_json::{Value, json};

use super::house::House;
use crate::support::app::TestApp;

#[tokio::test]
async fn a_token_tells_whose_it_is() {
    for house in House::each().await {
        let (program, pair) = house.person_with_pair("ada").await;
        let answer = program.asks(&pair.access, "GET", "/api/users/me", &Value::Null).await;
        assert_eq!((answer.status, answer.header("cache-control")), (200, "no-store"));
        let me = answer.json();
        assert_eq!(me["username"], "ada");
        assert_eq!(me["email"], "ada@example.com");
        assert_eq!((&me["has_second_factor"], &me["is_admin"]), (&json!(false), &json!(false)));
        assert_eq!(me["id"].as_str().unwrap().len(), 36);
        let head = program.asks(&pair.access, "HEAD", "/api/users/me", &Value::Null).await;
        assert_eq!((head.status, head.body.as_str()), (200, ""));
    }
}

#[tokio::test]
async fn somebody_chooses_another_name_and_signs_in_with_it() {
    for house in House::each().await {
        let (program, pair) = house.person_with_pair("ada").await;
        house.person("eve").await;
        let renames = async |name: &Value| {
            program.asks(&pair.access, "PATCH", "/api/users/me", &json!({ "username": name })).await
        };
        let taken = renames(&json!("EVE")).await;
        assert_eq!((taken.status, &taken.json()["errors"][0]["field"]), (409, &json!("username")));
        let bad = renames(&json!("a")).await;
        assert_eq!((bad.status, &bad.json()["errors"][0]["field"]), (422, &json!("username")));
        assert_eq!(renames(&Value::Null).await.status, 422);
        let answer = renames(&json!("Countess")).await;
        assert_eq!((answer.status, &answer.json()["username"]), (200, &json!("Countess")), "{}", answer.body);
        let me = program.asks(&pair.access, "GET", "/api/users/me", &Value::Null).await.json();
        assert_eq!(me["username"], "Countess");
        program.pair_of("countess").await;
        assert_eq!(program.signs_in("ada", crate::support::person::PASSWORD).await.status, 400);
    }
}

#[tokio::test]
async fn somebody_without_a_name_has_none() {
    for app in TestApp::each().await {
        app.admin().await.makes_user("ada@example.com", json!({})).await;
        let program = app.program();
        let pair = program.pair_of("ada@example.com").await;
        let me = program.asks(&pair.access, "GET", "/api/users/me", &Value::Null).await.json();
        assert_eq!(me["username"], Value::Null);
    }
}

#[tokio::test]
async fn the_use_of_a_session_is_noted_at_most_every_five_minutes() {
    for app in TestApp::each().await {
        app.user("ada").await;
        let program = app.program();
        let pair = program.pair_of("ada").await;
        let began = app.clock.now();
        let seen = async || {
            let answer =
                program.asks(&pair.access, "GET", "/api/users/me/sessions", &Value::Null).await.json();
            let all = answer["sessions"].as_array().unwrap().clone();
            let current = all.into_iter().find(|session| session["is_current"] == json!(true)).unwrap();
            current["last_seen_at"].as_str().unwrap().to_owned()
        };
        app.clock.advance(Duration::from_mins(4));
        program.status_of_me(&pair.access).await;
        assert_eq!(seen().await, began.to_string());
        app.clock.advance(Duration::from_mins(1));
        program.status_of_me(&pair.access).await;
        let now = app.clock.now().to_string();
        crate::support::patience::until("a note", async || (seen().await == now).then_some(())).await;
    }
}
