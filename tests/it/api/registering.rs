//! Creating an account.

use serde_json::json;

use super::house::House;
use crate::support::app::TestApp;
use crate::support::person::PASSWORD;
use crate::support::settings::Settings;

#[tokio::test]
async fn a_program_creates_an_account_and_its_owner_confirms_it_by_mail() {
    for house in House::each().await {
        let program = house.program();
        let answer = program.registers("Ada", "ADA@example.com").await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        assert_eq!(answer.json(), json!({ "username": "Ada", "email": "ada@example.com" }));
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.set_cookies(), []);

        let early = program.signs_in("ada", PASSWORD).await;
        assert_eq!((early.status, &early.json()["error"]), (403, &json!("email_not_confirmed")));
        let wrong = program.signs_in("ada", "not the password at all").await;
        assert_eq!((wrong.status, &wrong.json()["error"]), (400, &json!("invalid_grant")));

        let mail = house.auth_mail_to("ada@example.com").await;
        let (_, path) = mail.link().split_once("/auth/confirm").unwrap();
        let mut browser = house.visitor();
        assert_eq!(browser.opens_mail_link(&format!("/auth/confirm{path}")).await.status, 303);
        let pair = program.pair_of("ada").await;
        let me = program.asks(&pair.access, "GET", "/api/users/me", &json!(null)).await.json();
        assert_eq!((&me["username"], &me["email"]), (&json!("Ada"), &json!("ada@example.com")));
    }
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_once_field_by_field() {
    let app = TestApp::one().await;
    let program = app.program();
    let answer =
        program.posts("/api/register", &json!({"username": "1", "email": "ada", "password": "short"})).await;
    assert_eq!(answer.status, 422, "{}", answer.body);
    let body = answer.json();
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let errors = body["errors"].as_array().unwrap();
    let fields: Vec<_> = errors.iter().map(|error| error["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["username", "email", "password"]);
    assert!(errors.iter().all(|error| error["detail"].as_str().unwrap().len() > 5), "{body}");

    let own = json!({"username": "lovelace", "email": "ada@example.com", "password": "lovelace lovelace"});
    let answer = program.posts("/api/register", &own).await;
    assert_eq!(answer.status, 422, "{}", answer.body);
    assert_eq!(answer.json()["errors"][0]["field"], "password");
}

#[tokio::test]
async fn a_taken_name_is_a_conflict_and_trying_again_is_none() {
    for house in House::each().await {
        house.person("ada").await;
        let program = house.program();
        let answer = program.registers("ADA", "eve@example.com").await;
        assert_eq!(answer.status, 409, "{}", answer.body);
        assert_eq!(answer.json()["errors"][0]["field"], "username");
        for _ in 0..2 {
            let answer = program.registers("eve", "eve@example.com").await;
            assert_eq!(answer.status, 201, "{}", answer.body);
        }
    }
}

#[tokio::test]
async fn where_addresses_are_not_confirmed_the_account_is_good_at_once_and_nobody_is_signed_in() {
    let settings = Settings::development().with("DOORWARD_CONFIRM_MAILS", "false");
    for app in TestApp::each_with(&settings).await {
        let program = app.program();
        let answer = program.registers("ada", "ada@example.com").await;
        assert_eq!((answer.status, answer.body.contains("token")), (201, false), "{}", answer.body);
        let pair = program.pair_of("ada").await;
        let sessions = program.asks(&pair.access, "GET", "/api/users/me/sessions", &json!(null)).await.json();
        assert_eq!(sessions["sessions"].as_array().unwrap().len(), 1, "{sessions}");
        let again = program.registers("ada2", "ada@example.com").await;
        assert_eq!((again.status, &again.json()["errors"][0]["field"]), (409, &json!("email")));
        assert_eq!(app.program().registers("ada2", "eve@example.com").await.status, 201, "the name is free");
    }
}

#[tokio::test]
async fn where_there_are_no_new_accounts_programs_are_told_so() {
    let settings = Settings::development().with("DOORWARD_SIGN_UPS", "false");
    let app = TestApp::one_with(settings).await;
    let answer = app.program().registers("ada", "ada@example.com").await;
    assert_eq!((answer.status, &answer.json()["code"]), (403, &json!("sign_ups_closed")));
}
