//! What programs send, read strictly: each fault has its own answer, and none repeats what was sent.

use serde_json::{Value, json};

use crate::support::app::TestApp;
use crate::support::page::Page;
use crate::support::person::PASSWORD;

/// Sends bytes as JSON to where an account is made.
async fn sends(app: &TestApp, body: impl Into<Vec<u8>>) -> Page {
    app.program().request("POST", "/api/register").body("application/json", body).send().await
}

fn problem_of(answer: &Page) -> (u16, String) {
    assert_eq!(answer.header("content-type"), "application/problem+json", "{}", answer.body);
    assert_eq!(answer.json()["status"], answer.status);
    (answer.status, answer.json()["code"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn each_way_to_be_no_json_object_is_its_own_problem() {
    let app = TestApp::one().await;
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    for (body, status, code) in [
        (b"".to_vec(), 400, "malformed_json"),
        (b"{".to_vec(), 400, "malformed_json"),
        (b"{} {}".to_vec(), 400, "malformed_json"),
        (b"{'username':'ada'}".to_vec(), 400, "malformed_json"),
        (br#"{"username":"\ud800"}"#.to_vec(), 400, "malformed_json"),
        (b"\xef\xbb\xbf{}".to_vec(), 400, "malformed_json"),
        (b"{\"username\":\"\xff\"}".to_vec(), 400, "not_utf8"),
        (br#"{"username":"ada","username":"eve"}"#.to_vec(), 400, "repeated_member"),
        (br#"{"username":"ada","\u0075sername":"eve"}"#.to_vec(), 400, "repeated_member"),
        (nested(16).into_bytes(), 422, "not_an_object"),
        (nested(17).into_bytes(), 400, "too_deep"),
        (nested(8000).into_bytes(), 400, "too_deep"),
        (b"null".to_vec(), 422, "not_an_object"),
        (b"\"ada\"".to_vec(), 422, "not_an_object"),
        (vec![b' '; 16 * 1024 + 1], 413, "payload_too_large"),
    ] {
        let shown = String::from_utf8_lossy(&body[..body.len().min(40)]).into_owned();
        let answer = sends(&app, body).await;
        assert_eq!(problem_of(&answer), (status, code.to_owned()), "{shown}");
    }
}

#[tokio::test]
async fn a_wrong_member_is_named_with_what_is_wrong_and_never_with_its_value() {
    let app = TestApp::one().await;
    let whole = json!({ "username": "ada", "email": "ada@example.com", "password": PASSWORD });
    let with = |name: &str, value: Value| {
        let mut body = whole.clone();
        body[name] = value;
        body.to_string()
    };
    let long = "x".repeat(1000);
    for (body, field, code) in [
        (json!({ "username": "ada", "email": "ada@example.com" }).to_string(), "password", "missing"),
        (with("user_name", json!("s3cret")), "user_name", "unknown"),
        (with(&long, json!("s3cret")), &long[..64], "unknown"),
        (with("username", Value::Null), "username", "wrong_type"),
        (with("username", json!(["s3cret"])), "username", "wrong_type"),
        (with("email", json!({ "s3cret": 1 })), "email", "wrong_type"),
        (with("password", json!(123_456_789_012_u64)), "password", "wrong_type"),
        (with("username", json!("s3cret!")), "username", "invalid"),
    ] {
        let answer = sends(&app, body).await;
        assert_eq!(problem_of(&answer), (422, "invalid".to_owned()), "{field} {code}");
        let errors = answer.json()["errors"].clone();
        assert_eq!((&errors[0]["field"], &errors[0]["code"]), (&json!(field), &json!(code)));
        assert_eq!(errors.as_array().map(Vec::len), Some(1));
        assert!(!answer.body.contains("s3cret") && !answer.body.contains("123456789012"), "{}", answer.body);
    }
}

#[tokio::test]
async fn all_values_that_cannot_be_used_are_told_at_once() {
    let app = TestApp::one().await;
    let answer = sends(&app, r#"{"username":"1","email":"ada","password":"short"}"#).await;
    let fields: Vec<_> = answer.json()["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["field"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(fields, ["username", "email", "password"]);
}

#[tokio::test]
async fn a_body_of_another_type_or_compressed_is_not_read() {
    let app = TestApp::one().await;
    let body = r#"{"username":"1"}"#;
    for (content_type, status) in [
        ("application/json", 422),
        ("Application/JSON; charset=UTF-8", 422),
        ("application/json; charset=latin1", 415),
        ("application/jsonp", 415),
        ("application/merge-patch+json", 415),
        ("application/x-www-form-urlencoded", 415),
        ("text/plain", 415),
        ("", 415),
    ] {
        let answer = app.program().request("POST", "/api/register").body(content_type, body).send().await;
        assert_eq!(answer.status, status, "{content_type}");
    }
    let request = app.program().request("POST", "/api/register").body("application/json", body);
    let twice = request.another_header("content-type", "application/json").send().await;
    assert_eq!(problem_of(&twice), (415, "unsupported_media_type".to_owned()));
    let request = app.program().request("POST", "/api/register").body("application/json", body);
    let compressed = request.header("content-encoding", "gzip").send().await;
    assert_eq!(problem_of(&compressed), (415, "unsupported_media_type".to_owned()));
}

#[tokio::test]
async fn the_parameters_of_oauth_come_once_each_and_its_errors_have_its_shape() {
    let app = TestApp::one().await;
    for (content_type, body, status) in [
        ("application/x-www-form-urlencoded", "username=a&username=b&password=c", 400),
        ("application/x-www-form-urlencoded", "username=%ff&password=c", 400),
        ("application/x-www-form-urlencoded", "", 400),
        ("application/json", r#"{"username":"a","username":"b","password":"c"}"#, 400),
        ("application/json", r#"{"username":1,"password":"c"}"#, 400),
        ("application/json", "[]", 400),
        ("text/plain", "username=a&password=c", 415),
    ] {
        let answer = app.program().request("POST", "/api/token").body(content_type, body).send().await;
        assert_eq!((answer.status, answer.header("content-type")), (status, "application/json"), "{body}");
        assert_eq!(answer.json()["error"], "invalid_request", "{body}");
        assert!(answer.json()["error_description"].is_string());
    }
    // Unknown ones are for other servers (RFC 6749 §3.2).
    let fields = [("username", "a"), ("password", "c"), ("client_id", ""), ("scope", "x")];
    let answer = app.program().posts_form("/api/token", &fields).await;
    assert_eq!((answer.status, &answer.json()["error"]), (400, &json!("invalid_grant")));
}
