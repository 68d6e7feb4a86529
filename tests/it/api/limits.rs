//! How often a program may try.

use std::time::Duration;

use super::house::House;
use crate::support::app::TestApp;
use crate::support::page::Page;
use crate::support::person::PASSWORD;

const WRONG: &str = "not the password at all";

fn seconds_to_wait(answer: &Page) -> u64 {
    assert_eq!(answer.status, 429, "{}", answer.body);
    answer.header("retry-after").parse().expect("whole seconds")
}

#[tokio::test]
async fn whoever_guesses_passwords_is_told_to_wait_from_wherever_they_come() {
    for house in House::each().await {
        house.person("ada").await;
        for _ in 0..10 {
            assert_eq!(house.program().signs_in("ada", WRONG).await.status, 400);
        }
        let refused = house.program().signs_in("ada", WRONG).await;
        let wait = seconds_to_wait(&refused);
        assert_eq!(refused.json()["error"], "too_many_requests");
        assert_eq!(house.program().signs_in("ada@example.com", PASSWORD).await.status, 429, "one count");
        house.time_passes(Duration::from_secs(wait));
        assert_eq!(house.program().signs_in("ada", PASSWORD).await.status, 200);
    }
}

#[tokio::test]
async fn pages_and_programs_share_one_count() {
    for app in TestApp::each().await {
        app.user("ada").await;
        for _ in 0..5 {
            assert_eq!(app.program().signs_in("ada", WRONG).await.status, 400);
            assert_eq!(app.visitor().signs_in("ada", WRONG).await.status, 422);
        }
        assert_eq!(app.program().signs_in("ada", PASSWORD).await.status, 429);
        assert_eq!(app.visitor().signs_in("ada", PASSWORD).await.status, 429);
    }
}

#[tokio::test]
async fn right_passwords_use_nothing_up() {
    let house = House::each().await.remove(0);
    let program = house.person("ada").await;
    for _ in 0..15 {
        program.pair_of("ada").await;
    }
}

#[tokio::test]
async fn one_place_creates_only_so_many_accounts_at_once() {
    for app in TestApp::each().await {
        let program = app.program();
        for number in 0..20 {
            let answer = program.registers(&format!("user{number}"), &format!("u{number}@example.com")).await;
            assert_eq!(answer.status, 201, "{number}: {}", answer.body);
        }
        let refused = program.registers("last", "last@example.com").await;
        assert_eq!(refused.header("content-type"), "application/problem+json");
        let wait = seconds_to_wait(&refused);
        assert_eq!(app.program().registers("last", "last@example.com").await.status, 201, "elsewhere");
        app.clock.advance(Duration::from_secs(wait));
        assert_eq!(program.registers("later", "later@example.com").await.status, 201);
    }
}

#[tokio::test]
async fn nobodys_inbox_is_flooded() {
    let app = TestApp::one().await;
    for _ in 0..3 {
        assert_eq!(app.program().registers("ada", "ada@example.com").await.status, 201);
    }
    seconds_to_wait(&app.program().registers("ada", "ada@example.com").await);
}
