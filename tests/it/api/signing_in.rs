//! Tokens for a password.

use serde_json::{Value, json};

use super::house::House;
use crate::support::app::TestApp;
use crate::support::fault_proxy::Fault;
use crate::support::http_wire::Answer;
use crate::support::page::Page;
use crate::support::person::PASSWORD;
use crate::support::settings::Settings;

fn assert_error(answer: &Page, status: u16, error: &str) {
    assert_eq!(answer.status, status, "{}", answer.body);
    let body = answer.json();
    assert_eq!(body["error"], error, "{body}");
    assert!(body["error_description"].as_str().is_some_and(|text| text.len() > 10), "{body}");
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.set_cookies().is_empty());
}

#[tokio::test]
async fn a_password_buys_a_pair_by_name_or_address_as_a_form_or_as_json() {
    for house in House::each().await {
        let program = house.person("ada").await;
        for (who, type_named) in [("ada", true), ("ADA", false), ("Ada@Example.com", true)] {
            let mut fields =
                vec![("username", who), ("password", PASSWORD), ("scope", ""), ("client_id", "x")];
            if type_named {
                fields.push(("grant_type", "password"));
            }
            let answer = program.posts_form("/api/token", &fields).await;
            assert_eq!(answer.status, 200, "{}", answer.body);
            assert_eq!(answer.header("cache-control"), "no-store");
            assert_eq!(answer.header("pragma"), "no-cache");
            assert!(answer.set_cookies().is_empty());
            let body = answer.json();
            assert_eq!((&body["token_type"], &body["expires_in"]), (&json!("bearer"), &json!(3600)));
            assert_eq!(body.as_object().unwrap().len(), 4, "nothing but the pair: {body}");
            assert_eq!(program.status_of_me(body["access_token"].as_str().unwrap()).await, 200);
        }
        let answer = program.posts("/api/token", &json!({"username": "ada", "password": PASSWORD})).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
}

#[tokio::test]
async fn what_cannot_be_a_grant_is_refused_in_the_words_of_oauth() {
    let app = TestApp::one().await;
    let program = app.program();
    for fields in [
        &[][..],
        &[("grant_type", "password")],
        &[("username", "ada")],
        &[("password", PASSWORD)],
        &[("username", ""), ("password", PASSWORD)],
        &[("username", "ada"), ("username", "eve"), ("password", PASSWORD)],
        &[("grant_type", "refresh_token")],
        &[("grant_type", "refresh_token"), ("username", "ada"), ("password", PASSWORD)],
    ] {
        assert_error(&program.posts_form("/api/token", fields).await, 400, "invalid_request");
    }
    for grant in ["client_credentials", "authorization_code", "PASSWORD", "urn:x"] {
        let fields = [("grant_type", grant), ("username", "ada"), ("password", PASSWORD)];
        assert_error(&program.posts_form("/api/token", &fields).await, 400, "unsupported_grant_type");
    }
    let form = "application/x-www-form-urlencoded";
    for (kind, body) in [
        (form, "username=%zz&password=x"),
        (form, "username=%ff&password=x"),
        (form, "username=a%00&password=x"),
        ("application/json", "{"),
        ("application/json", "[]"),
        ("application/json", r#"{"username":"a","username":"b","password":"x"}"#),
        ("application/json", r#"{"username":1,"password":"x"}"#),
    ] {
        let answer = program.request("POST", "/api/token").body(kind, body).send().await;
        assert_eq!(answer.json()["error"], "invalid_request", "{kind} {body}: {}", answer.body);
        assert!((400..500).contains(&answer.status), "{kind} {body}");
    }
    let answer = program.request("POST", "/api/token").body("text/plain", "username=a").send().await;
    assert_error(&answer, 415, "invalid_request");
}

#[tokio::test]
async fn the_settings_say_how_long_a_token_lives() {
    let settings = Settings::development()
        .with("DOORWARD_ACCESS_TOKEN_SECONDS", "600")
        .with("DOORWARD_CONFIRM_MAILS", "false");
    let app = TestApp::one_with(settings).await;
    let program = app.program();
    program.registers("ada", "ada@example.com").await;
    let answer = program.signs_in("ada", PASSWORD).await;
    assert_eq!(answer.json()["expires_in"], json!(600));
    let token = answer.json()["access_token"].as_str().unwrap().to_owned();
    app.clock.advance(std::time::Duration::from_secs(599));
    assert_eq!(program.status_of_me(&token).await, 200);
    // Clocks may be half a minute apart.
    app.clock.advance(std::time::Duration::from_secs(32));
    assert_eq!(program.status_of_me(&token).await, 401);
}

#[tokio::test]
async fn an_auth_server_that_is_away_or_busy_is_no_wrong_password() {
    let house = House::beside_supabase().await;
    let (program, pair) = house.person_with_pair("ada").await;
    let proxy = &house.supabase.as_ref().unwrap().proxy;
    for fault in [Fault::HangUp, Fault::Instead(Answer::html(502)), Fault::LostAnswer] {
        proxy.on("POST /auth/v1/token", fault);
        let answer = program.signs_in("ada", PASSWORD).await;
        assert_error(&answer, 503, "temporarily_unavailable");
        assert_eq!(answer.header("retry-after"), "60");
        let answer = program.refreshes(&pair.refresh).await;
        assert_error(&answer, 503, "temporarily_unavailable");
        assert_eq!(program.status_of_me(&pair.access).await, 200, "a good token needs no auth server");
    }
    proxy.on("POST /auth/v1/token", Fault::Instead(Answer::too_many(Some(7))));
    for answer in [program.signs_in("ada", PASSWORD).await, program.refreshes(&pair.refresh).await] {
        assert_error(&answer, 429, "too_many_requests");
        assert_eq!(answer.header("retry-after"), "7");
    }
    proxy.heals();
    assert_eq!(program.signs_in("ada", PASSWORD).await.status, 200);
    let next = program.refreshes(&pair.refresh).await;
    assert_eq!(next.status, 200, "the lost answers cost nothing: {}", next.body);
}

#[tokio::test]
async fn who_is_banned_gets_no_token_and_is_not_told_why() {
    let house = House::each().await.remove(0);
    let (program, pair) = house.person_with_pair("ada").await;
    house.admin().await.changes("ada@example.com", json!({ "ban_duration": "24h" })).await;
    assert_error(&program.signs_in("ada", PASSWORD).await, 400, "invalid_grant");
    assert_error(&program.refreshes(&pair.refresh).await, 400, "invalid_grant");
}

#[tokio::test]
async fn cookies_count_for_nothing_and_none_are_set() {
    let app = TestApp::one().await;
    let ada = app.user("ada").await;
    let cookies: Vec<_> =
        ada.cookies().iter().map(|cookie| format!("{}={}", cookie.name, cookie.value)).collect();
    let program = app.program();
    for (method, path) in [("GET", "/api/users/me"), ("GET", "/users/me"), ("GET", "/api/users/me/sessions")]
    {
        let answer = program.request(method, path).header("cookie", cookies.join("; ")).send().await;
        assert_eq!(answer.status, 401, "{}", answer.body);
        assert!(answer.set_cookies().is_empty());
    }
    let pair = program.pair_of("ada").await;
    let asked = program.request_as(&pair.access, "GET", "/api/users/me");
    let answer = asked.header("cookie", "doorward_access_token=x; doorward_visit=y").send().await;
    assert_eq!((answer.status, answer.set_cookies().len()), (200, 0));
    let body: Value = answer.json();
    assert_eq!(body["username"], "ada");
}
