//! Deleting an account.

use serde_json::{Value, json};

use super::house::House;
use crate::support::fault_proxy::Fault;
use crate::support::http_wire::Answer;
use crate::support::page::Page;
use crate::support::person::PASSWORD;
use crate::support::program::{Pair, Program};

async fn deletes(program: &Program, pair: &Pair, password: &str) -> Page {
    program.asks(&pair.access, "DELETE", "/api/users/me", &json!({ "password": password })).await
}

#[tokio::test]
async fn an_account_goes_with_everything_of_it() {
    for house in House::each().await {
        let (program, pair) = house.person_with_pair("ada").await;
        let other = program.pair_of("ada").await;
        let elsewhere = house.signs_in_elsewhere("ada@example.com").await;
        let answer = deletes(&program, &pair, PASSWORD).await;
        assert_eq!((answer.status, answer.body.as_str()), (204, ""));
        for token in [&pair.access, &other.access, &elsewhere] {
            assert_eq!(program.status_of_me(token).await, 401);
        }
        assert_eq!(program.refreshes(&other.refresh).await.status, 400);
        let gone = program.signs_in("ada", PASSWORD).await;
        assert_eq!((gone.status, &gone.json()["error"]), (400, &json!("invalid_grant")));
        assert_eq!(program.signs_in("ada@example.com", PASSWORD).await.status, 400);
        // Whoever comes next may have the name and the address.
        let next = house.person("ada").await;
        let me = next.asks(&next.pair_of("ada").await.access, "GET", "/api/users/me", &Value::Null).await;
        assert_eq!(me.json()["username"], "ada");
        assert_eq!(program.status_of_me(&elsewhere).await, 401);
    }
}

#[tokio::test]
async fn nothing_goes_without_the_password() {
    for house in House::each().await {
        let (program, pair) = house.person_with_pair("ada").await;
        for password in ["not the password at all", ""] {
            let answer = deletes(&program, &pair, password).await;
            assert_eq!((answer.status, &answer.json()["errors"][0]["field"]), (422, &json!("password")));
        }
        for body in [Value::Null, json!({}), json!({ "password": 1 })] {
            let answer = program.asks(&pair.access, "DELETE", "/api/users/me", &body).await;
            assert!((400..=422).contains(&answer.status), "{body}: {}", answer.status);
        }
        assert_eq!(program.status_of_me(&pair.access).await, 200);
    }
}

#[tokio::test]
async fn whoever_is_cut_off_signs_in_and_asks_once_more() {
    let house = House::beside_supabase().await;
    let (program, pair) = house.person_with_pair("ada").await;
    let proxy = &house.supabase.as_ref().unwrap().proxy;
    for fault in [Fault::Instead(Answer::html(503)), Fault::LostAnswer] {
        let pair = if program.status_of_me(&pair.access).await == 200 {
            pair.clone()
        } else {
            program.pair_of("ada").await
        };
        proxy.once("DELETE /auth/v1/admin/users/", fault);
        let answer = deletes(&program, &pair, PASSWORD).await;
        assert_eq!((answer.status, answer.header("retry-after")), (503, "60"), "{}", answer.body);
        assert_eq!(program.status_of_me(&pair.access).await, 401, "the sessions were over first");
    }
    assert_eq!(program.signs_in("ada", PASSWORD).await.status, 400, "the lost answer was a yes");
}

#[tokio::test]
async fn a_site_without_the_secret_key_says_that_it_cannot() {
    let house = House::beside_supabase_without_secret_key().await;
    let (program, pair) = house.person_with_pair("ada").await;
    let answer = deletes(&program, &pair, PASSWORD).await;
    assert_eq!((answer.status, &answer.json()["code"]), (501, &json!("deletion_not_offered")));
    assert_eq!(program.status_of_me(&pair.access).await, 200);
}
