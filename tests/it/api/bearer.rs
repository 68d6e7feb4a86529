//! Which tokens open the API.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use doorward::api::{Asks, route_list};
use serde_json::{Value, json};
use uuid::Uuid;

use super::house::House;
use crate::gotrue::signer::Signer;
use crate::support::app::TestApp;
use crate::support::page::Page;
use crate::support::settings::Settings;
use crate::support::tokens::Tokens;

/// Thirty-two bytes and more, as everybody knows them here.
const SECRET: &str = "the tokens of this story are signed with these words";

const ASK: &str = "Bearer realm=\"doorward\"";

fn refuses(answer: &Page, what: &str) {
    assert_eq!(answer.status, 401, "{what}: {}", answer.body);
    let challenge = answer.header("www-authenticate");
    assert!(challenge.starts_with(ASK), "{what}: {challenge}");
    assert!(challenge.contains("error=\"invalid_token\", error_description=\""), "{what}: {challenge}");
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.set_cookies().is_empty());
}

#[tokio::test]
async fn every_path_that_asks_for_a_token_refuses_whoever_has_none() {
    let app = TestApp::one().await;
    let program = app.program();
    let routes = route_list();
    assert!(routes.len() >= 9, "only {} routes", routes.len());
    for route in routes.iter().filter(|route| route.asks == Asks::Token) {
        let path = route.path.replace("{id}", &Uuid::new_v4().to_string());
        for method in route.methods.split(", ") {
            let answer = program.request(method, &path).body("application/json", "{}").send().await;
            assert_eq!(answer.status, 401, "{method} {path}: {}", answer.body);
            assert_eq!(answer.header("www-authenticate"), ASK, "no error is named where none was made");
            let bad = program.request_as("nonsense", method, &path).send().await;
            refuses(&bad, &format!("{method} {path}"));
        }
    }
}

#[tokio::test]
async fn what_is_not_one_bearer_token_in_the_header_proves_nothing() {
    for house in House::each().await {
        let (program, pair) = house.person_with_pair("ada").await;
        let token = &pair.access;
        for (value, is_tried) in [
            ("Basic YWRhOmFkYQ==".to_owned(), false),
            (format!("Token {token}"), false),
            (token.clone(), false),
            ("Bearer".to_owned(), true),
            ("Bearer ".to_owned(), true),
            (format!("Bearer {token} {token}"), true),
            (format!("Bearer {token}, Bearer {token}"), true),
            (format!("Bearer \"{token}\""), true),
            (format!("Bearer {}", &token[..token.len() - 2]), true),
            (format!("Bearer {}.", token.rsplit_once('.').unwrap().0), true),
        ] {
            let answer = program.request("GET", "/api/users/me").header("authorization", &value).send().await;
            assert_eq!(answer.status, 401, "{value}");
            assert_eq!(answer.header("www-authenticate").contains("invalid_token"), is_tried, "{value}");
        }
        let twice = program.request_as(token, "GET", "/api/users/me");
        let twice = twice.another_header("authorization", format!("Bearer {token}")).send().await;
        assert_eq!(twice.status, 401);
        for path in [format!("/api/users/me?access_token={token}"), format!("/api/users/me?token={token}")] {
            assert_eq!(program.request("GET", &path).send().await.status, 401);
        }
        for value in [format!("bearer {token}"), format!("BEARER   {token}")] {
            let answer = program.request("GET", "/api/users/me").header("authorization", &value).send().await;
            assert_eq!(answer.status, 200, "{value}");
        }
    }
}

#[tokio::test]
async fn tokens_of_another_kind_audience_issuer_or_time_never_pass() {
    let settings =
        Settings::development().with("DOORWARD_JWT_SECRET", SECRET).with("DOORWARD_CONFIRM_MAILS", "false");
    for app in TestApp::each_with(&settings).await {
        let program = app.program();
        program.registers("ada", "ada@example.com").await;
        let pair = program.pair_of("ada").await;
        let (signer, claims) = (Signer::hs256("", SECRET), claims_of(&pair.access));
        let header = json!({"alg": "HS256", "typ": "JWT"});
        let with = |name: &str, value: Value| {
            let mut changed = claims.clone();
            changed[name] = value;
            signer.token_with(&header, &changed)
        };
        assert_eq!(program.status_of_me(&with("phone", json!(""))).await, 200, "the forger has the secret");
        let now = app.clock.now().as_seconds();
        for (what, token) in [
            ("a refresh token", pair.refresh.clone()),
            ("another audience", with("aud", json!("other"))),
            ("many audiences", with("aud", json!(["authenticated"]))),
            ("the role of the service", with("role", json!("service_role"))),
            ("the role of nobody", with("role", json!("anon"))),
            ("another issuer", with("iss", json!("https://elsewhere.test/auth/v1"))),
            ("no issuer", with("iss", Value::Null)),
            ("its time is over", with("exp", json!(now - 60))),
            ("no session", with("session_id", Value::Null)),
            ("another session's user", with("sub", json!(Uuid::new_v4()))),
            ("another secret", Signer::hs256("", "another").token_with(&header, &claims)),
            ("no signature", signer.token_with(&json!({"alg": "none"}), &claims)),
        ] {
            let answer = program.asks(&token, "GET", "/api/users/me", &Value::Null).await;
            refuses(&answer, what);
        }
        for key in app.admin().await.keys() {
            refuses(&program.asks(&key, "GET", "/api/users/me", &Value::Null).await, "an API key");
        }
    }
}

#[tokio::test]
async fn a_session_that_was_ended_on_a_page_is_refused_though_its_token_is_good() {
    for app in TestApp::each().await {
        let mut ada = app.user("ada").await;
        let token = Tokens::of(&ada, &app.keys).access;
        let program = app.program();
        assert_eq!(program.status_of_me(&token).await, 200, "one session, wherever its token is shown");
        ada.signs_out().await;
        refuses(&program.asks(&token, "GET", "/api/users/me", &Value::Null).await, "an ended session");
    }
}

#[tokio::test]
async fn a_recovery_that_has_no_new_password_yet_opens_nothing() {
    for app in TestApp::each().await {
        app.user("ada").await;
        app.clock.advance(Duration::from_hours(1));
        let mut browser = app.visitor();
        browser.asks_for_recovery("ada@example.com").await;
        let mail = app.mail_to("ada@example.com").await;
        browser.opens_mail_link(mail.link()).await;
        let tokens = Tokens::of(&browser, &app.keys);
        let program = app.program();
        refuses(&program.asks(&tokens.access, "GET", "/api/users/me", &Value::Null).await, "a recovery");
        let answer = program.refreshes(&tokens.refresh).await;
        assert_eq!((answer.status, &answer.json()["error"]), (400, &json!("invalid_grant")));
    }
}

#[tokio::test]
async fn a_session_that_another_program_began_is_taken_up_at_its_first_call() {
    for house in House::each().await {
        let program = house.person("ada").await;
        let token = house.signs_in_elsewhere("ada@example.com").await;
        assert_eq!(program.status_of_me(&token).await, 200);
        let sessions = program.asks(&token, "GET", "/api/users/me/sessions", &Value::Null).await.json();
        let sessions = sessions["sessions"].as_array().unwrap().clone();
        assert!(sessions.iter().any(|session| session["is_current"] == json!(true)), "{sessions:?}");
    }
}

#[tokio::test]
async fn a_session_that_was_revoked_at_one_machine_is_refused_at_every_other() {
    for app in TestApp::each().await {
        app.user("ada").await;
        let machine = app.another_machine().await;
        let (program, mut elsewhere) = (app.program(), app.program());
        elsewhere.at(&machine);
        let pair = program.pair_of("ada").await;
        assert_eq!(elsewhere.status_of_me(&pair.access).await, 200);
        assert_eq!(program.revokes(&pair.access).await.status, 200);
        refuses(&elsewhere.asks(&pair.access, "GET", "/api/users/me", &Value::Null).await, "revoked");
        machine.stop().await;
    }
}

/// What a token says.
fn claims_of(token: &str) -> Value {
    let payload = token.split('.').nth(1).unwrap();
    let bytes = URL_SAFE_NO_PAD.decode(payload).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}
