//! What the answers mean: a result, a definite no, or nothing that counts.

use std::time::Duration;

use doorward::gotrue::{
    GoTrueError, LogoutScope, Rejection, SignUp, Unreachable, VerifyKind, WeakPasswordReason,
};
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use super::fake_server::{FakeServer, access_token, ada, nobody, password, refresh_token, session, user};

/// What a sign-in makes of an answer.
async fn sign_in(answer: ResponseTemplate) -> GoTrueError {
    let server = FakeServer::answering(answer).await;
    server.client().sign_in(&nobody(), &ada(), &password()).await.unwrap_err()
}

async fn rejection(status: u16, body: Value) -> Rejection {
    match sign_in(ResponseTemplate::new(status).set_body_json(body)).await {
        GoTrueError::Rejected(rejection) => rejection,
        other => panic!("{other:?}"),
    }
}

async fn unreachable(answer: ResponseTemplate) -> Unreachable {
    match sign_in(answer).await {
        GoTrueError::Unreachable(why) => why,
        other => panic!("{other:?}"),
    }
}

fn html(status: u16) -> ResponseTemplate {
    ResponseTemplate::new(status)
        .set_body_raw("<!doctype html><title>Sign in to the wifi</title>", "text/html")
}

#[tokio::test]
async fn the_code_of_a_refusal_is_found_in_every_shape() {
    let shapes = [
        (400, json!({"code": "invalid_credentials", "message": "no"}), "invalid_credentials"),
        (400, json!({"code": 400, "error_code": "invalid_credentials", "msg": "no"}), "invalid_credentials"),
        (422, json!({"code": "same_password", "message": "no"}), "same_password"),
        (400, json!({"error": "invalid request", "error_description": "no"}), "invalid_request"),
        (400, json!({"code": "23505", "message": "no", "hint": "", "detail": ""}), "23505"),
        (401, json!({"message": "No API key found in request"}), "unknown"),
        (400, json!({"code": 400, "msg": "from a hook"}), "unknown"),
        (400, json!({"code": null, "error_code": 7, "error": []}), "unknown"),
        (400, json!({"code": "<script>alert(1)</script>"}), "unknown"),
        (400, json!({"code": "line\nbreak"}), "unknown"),
        (400, json!({"code": "x".repeat(65)}), "unknown"),
        (400, json!({"code": "", "error_code": "user_banned"}), "user_banned"),
        (400, json!({}), "unknown"),
    ];
    for (status, body, expected) in shapes {
        let rejection = rejection(status, body.clone()).await;
        assert_eq!(rejection.code.as_str(), expected, "{body}");
        assert_eq!(rejection.status, status);
    }
}

#[tokio::test]
async fn the_header_names_the_code_where_the_body_does_not() {
    let answer = |body: Value| {
        ResponseTemplate::new(403).insert_header("x-sb-error-code", "session_not_found").set_body_json(body)
    };
    let said = sign_in(answer(json!({"code": 403, "msg": "no"}))).await;
    assert_eq!(said.code().unwrap().as_str(), "session_not_found");
    let said = sign_in(answer(json!({"error": "invalid_request"}))).await;
    assert_eq!(said.code().unwrap().as_str(), "session_not_found");
    let said = sign_in(answer(json!({"code": "user_banned"}))).await;
    assert_eq!(said.code().unwrap().as_str(), "user_banned");
    // On a page it counts for nothing: the session must not end because of it.
    let page = html(403).insert_header("x-sb-error-code", "session_not_found");
    assert_eq!(unreachable(page).await, Unreachable::Unreadable(403));
}

#[tokio::test]
async fn a_weak_password_says_what_is_weak() {
    let body = |reasons: Value| json!({"code": "weak_password", "message": "no", "weak_password": {"reasons": reasons}});
    let weak = rejection(422, body(json!(["length", "pwned", "sung"]))).await.weak_password.unwrap();
    let expected = [WeakPasswordReason::Length, WeakPasswordReason::Pwned, WeakPasswordReason::Other];
    assert_eq!(weak.reasons, expected);
    let odd = rejection(422, body(json!("all of them"))).await;
    assert!(odd.weak_password.is_none());
    assert_eq!(odd.code.as_str(), "weak_password");
}

#[tokio::test]
async fn too_many_requests_say_how_long_to_wait_where_they_say_it() {
    let body = json!({"code": "over_email_send_rate_limit", "message": "wait"});
    for (header, expected) in [
        (None, None),
        (Some("17"), Some(Duration::from_secs(17))),
        (Some("1000000000"), Some(Duration::from_hours(1))),
        (Some("Wed, 21 Oct 2026 07:28:00 GMT"), None),
        (Some("-1"), None),
    ] {
        let mut answer = ResponseTemplate::new(429).set_body_json(&body);
        if let Some(header) = header {
            answer = answer.insert_header("retry-after", header);
        }
        let GoTrueError::RateLimited { code, retry_after } = sign_in(answer).await else { panic!() };
        assert_eq!((code.as_str(), retry_after), ("over_email_send_rate_limit", expected));
    }
    let GoTrueError::RateLimited { code, .. } = sign_in(html(429)).await else { panic!() };
    assert_eq!(code.as_str(), "over_request_rate_limit", "a gateway's page says as much");
}

#[tokio::test]
async fn a_server_in_trouble_refuses_nobody() {
    let codes = ["unexpected_failure", "refresh_token_not_found", "user_banned"];
    for (status, code) in [500, 502, 503, 504, 522, 409, 408].into_iter().zip(codes.into_iter().cycle()) {
        let body = json!({"code": code, "message": "trouble"});
        let why = unreachable(ResponseTemplate::new(status).set_body_json(&body)).await;
        assert_eq!(why, Unreachable::Failing(status), "{code}");
        assert_eq!(unreachable(html(status)).await, Unreachable::Failing(status));
    }
}

#[tokio::test]
async fn a_refresh_during_contention_leaves_the_session_as_it_is() {
    let server = FakeServer::answering_json(409, json!({"code": "conflict", "message": "busy"})).await;
    let error = server.client().refresh(&nobody(), &refresh_token()).await.unwrap_err();
    assert!(matches!(error, GoTrueError::Unreachable(Unreachable::Failing(409))), "{error:?}");
    assert!(error.code().is_none());
    server.request().await;
}

#[tokio::test]
async fn pages_and_other_texts_are_no_answers() {
    for status in [200, 201, 400, 401, 403, 404, 405, 451] {
        assert_eq!(unreachable(html(status)).await, Unreachable::Unreadable(status));
        let texts =
            ["", "404 page not found", "null", "[]", "\"session_not_found\"", "{\"code\":\"user_banned\""];
        for text in texts {
            let answer = ResponseTemplate::new(status).set_body_raw(text, "application/json");
            assert_eq!(unreachable(answer).await, Unreachable::Unreadable(status), "{status} {text}");
        }
    }
}

#[tokio::test]
async fn a_pair_that_cannot_be_kept_is_no_answer() {
    let faults = [
        ("access_token", json!("")),
        ("access_token", json!(7)),
        ("refresh_token", json!("")),
        ("refresh_token", Value::Null),
        ("expires_in", json!(0)),
        ("expires_in", json!(-1)),
        ("expires_in", json!(i64::MAX)),
        ("expires_in", json!("3600")),
        ("user", json!({})),
        ("user", Value::Null),
    ];
    for (member, value) in faults {
        let mut body = session();
        body[member] = value;
        let server = FakeServer::answering_json(200, body.clone()).await;
        let client = server.client();
        let error = client.refresh(&nobody(), &refresh_token()).await.unwrap_err();
        let unreadable = Unreachable::Unreadable(200);
        assert!(matches!(error, GoTrueError::Unreachable(why) if why == unreadable), "{body}");
        let error = client.verify_link(&nobody(), VerifyKind::Signup, "0123").await.unwrap_err();
        assert!(matches!(error, GoTrueError::Unreachable(why) if why == unreadable), "{body}");
        assert_eq!(server.requests().await.len(), 2, "an answer that was read is not asked for again");
    }
}

#[tokio::test]
async fn good_answers_of_the_wrong_shape_are_no_answers() {
    let server = FakeServer::answering_json(200, json!({"something": "else"})).await;
    let (client, email, password) = (server.client(), ada(), password());
    let data = serde_json::Map::new();
    let new = SignUp { email: &email, password: &password, data: &data, redirect_to: None };
    let mut errors = vec![
        client.sign_up(&nobody(), &new).await.map(drop),
        client.sign_in(&nobody(), &email, &password).await.map(drop),
        client.user(&nobody(), &access_token()).await.map(drop),
        client.verify_link(&nobody(), VerifyKind::Signup, "0123").await.map(drop),
        client.settings().await.map(drop),
    ];
    let page = FakeServer::answering(html(200)).await;
    let client = page.client();
    errors.extend([
        client.recover(&nobody(), &email, None).await,
        client.sign_out(&nobody(), &access_token(), LogoutScope::Local).await,
        client.jwks().await.map(drop),
    ]);
    for error in errors {
        let error = error.unwrap_err();
        assert!(matches!(error, GoTrueError::Unreachable(Unreachable::Unreadable(200))), "{error:?}");
    }
}

#[tokio::test]
async fn members_that_nobody_knows_are_passed_over() {
    let mut body = session();
    body["user"]["something_new"] = json!({"deep": [1, 2]});
    body["user"]["identities"] = Value::Null;
    body["provider_token"] = Value::Null;
    let server = FakeServer::answering_json(200, body).await;
    let pair = server.client().sign_in(&nobody(), &ada(), &password()).await.unwrap();
    assert!(!pair.user.is_look_alike());
}

#[tokio::test]
async fn a_refusal_says_what_it_is_and_nothing_that_came_with_it() {
    let body = json!({"code": "invalid_credentials", "message": "the password hunter2 is wrong"});
    let refused = sign_in(ResponseTemplate::new(400).set_body_json(&body)).await;
    assert_eq!(refused.to_string(), "the auth server refused: 400 invalid_credentials");
    let failing = sign_in(html(502)).await;
    assert_eq!(failing.to_string(), "the auth server could not be reached: status 502");
    assert!(!format!("{refused:?} {failing:?}").contains("hunter2"));
    let user = user();
    let odd = sign_in(ResponseTemplate::new(200).set_body_json(&user)).await;
    assert!(!format!("{odd:?} {odd}").contains("ada@example.com"));
}
