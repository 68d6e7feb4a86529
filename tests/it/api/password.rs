//! Choosing another password.

use serde_json::{Value, json};

use super::house::House;
use crate::support::app::TestApp;
use crate::support::page::Page;
use crate::support::person::PASSWORD;
use crate::support::program::{Pair, Program};

const NEXT: &str = "nine kettles under the bridge";

async fn changes(program: &Program, pair: &Pair, current: &str, next: &str) -> Page {
    let body = json!({ "current_password": current, "new_password": next });
    program.asks(&pair.access, "POST", "/api/users/me/password", &body).await
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_its_owner_is_told() {
    for house in House::each().await {
        let (program, pair) = house.person_with_pair("ada").await;
        let other = program.pair_of("ada").await;
        let answer = changes(&program, &pair, PASSWORD, NEXT).await;
        assert_eq!((answer.status, answer.body.as_str()), (204, ""));
        assert_eq!(program.status_of_me(&pair.access).await, 200, "this session stays");
        assert_eq!(program.status_of_me(&other.access).await, 401);
        assert_eq!(program.refreshes(&other.refresh).await.status, 400);
        assert_eq!(program.refreshes(&pair.refresh).await.status, 200);
        assert_eq!(program.signs_in("ada", PASSWORD).await.status, 400);
        assert_eq!(program.signs_in("ada", NEXT).await.status, 200);
        let mail = house.mail_to("ada@example.com").await;
        assert!(mail.subject.contains("password was changed"), "{}", mail.subject);
    }
}

#[tokio::test]
async fn a_wrong_or_a_bad_password_changes_nothing() {
    for house in House::each().await {
        let (program, pair) = house.person_with_pair("ada").await;
        for (current, next, field) in [
            ("not the password at all", NEXT, "current_password"),
            ("", NEXT, "current_password"),
            (PASSWORD, "short", "new_password"),
            (PASSWORD, "ada@example.com", "new_password"),
            (PASSWORD, "aaaaaaaaaaaaaaaa", "new_password"),
        ] {
            let answer = changes(&program, &pair, current, next).await;
            assert_eq!(answer.status, 422, "{current} {next}: {}", answer.body);
            assert_eq!(answer.json()["errors"][0]["field"], field, "{current} {next}");
            assert!(!answer.body.contains(PASSWORD));
        }
        assert_eq!(program.signs_in("ada", PASSWORD).await.status, 200);
        let own = program.asks(&pair.access, "GET", "/api/users/me/sessions", &Value::Null).await.json();
        assert_eq!(own["sessions"].as_array().unwrap().len(), 3, "trying leaves no session behind: {own}");
    }
}

#[tokio::test]
async fn whoever_guesses_with_a_stolen_token_is_stopped() {
    for app in TestApp::each().await {
        app.user("ada").await;
        let program = app.program();
        let pair = program.pair_of("ada").await;
        let mut statuses = Vec::new();
        for _ in 0..11 {
            statuses.push(changes(&program, &pair, "not the password at all", NEXT).await.status);
        }
        assert_eq!(statuses, [&[422; 10][..], &[429]].concat());
        let right = changes(&program, &pair, PASSWORD, NEXT).await;
        assert_eq!(right.status, 429, "the right one too: nobody learns which it is");
        assert!(right.header("retry-after").parse::<u32>().unwrap() > 0);
    }
}

#[tokio::test]
async fn whoever_knows_the_password_may_change_it_as_often_as_they_like() {
    let house = House::each().await.remove(0);
    let (program, pair) = house.person_with_pair("ada").await;
    for number in 0..12 {
        let [current, next] = [number, number + 1].map(|number| match number {
            0 => PASSWORD.to_owned(),
            _ => format!("{NEXT} number {number}"),
        });
        assert_eq!(changes(&program, &pair, &current, &next).await.status, 204, "{number}");
    }
}
