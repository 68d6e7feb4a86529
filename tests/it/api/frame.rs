//! What holds for every answer of the API, whatever was asked.

use serde_json::json;

use crate::support::app::TestApp;
use crate::support::page::Page;

/// What a problem looks like everywhere.
fn check(answer: &Page, status: u16, code: &str) {
    let body = answer.json();
    assert_eq!((answer.status, &body["status"], &body["code"]), (status, &json!(status), &json!(code)));
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(body["type"], "about:blank");
    assert!(body["title"].is_string() && body["detail"].is_string());
    assert_eq!(body["request_id"], answer.header("x-request-id"));
    assert_eq!(answer.header("set-cookie"), "");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn what_is_not_there_or_not_asked_so_is_a_problem_of_its_own() {
    let app = TestApp::one().await;
    let program = app.program();
    for (method, path, status, code) in [
        ("GET", "/api", 404, "not_found"),
        ("GET", "/api/", 404, "not_found"),
        ("POST", "/api/nowhere", 404, "not_found"),
        ("GET", "/api/users/me/", 404, "not_found"),
        ("GET", "/api/register", 405, "method_not_allowed"),
        ("PUT", "/api/users/me", 405, "method_not_allowed"),
        ("OPTIONS", "/api/users/me", 405, "method_not_allowed"),
        ("GET", "/api/users/me", 401, "unauthorized"),
    ] {
        check(&program.request(method, path).send().await, status, code);
    }
    let answer = program.request("PUT", "/api/users/me").send().await;
    assert_eq!(answer.header("allow"), "GET, HEAD, PATCH, DELETE");
}

#[tokio::test]
async fn a_cookie_proves_nothing_and_none_is_set() {
    let app = TestApp::one().await;
    let mut ada = app.user("ada").await;
    assert_eq!(ada.get("/notes").await.status, 200);
    let answer = ada.get("/api/users/me").await;
    check(&answer, 401, "unauthorized");
    // The visitor is still signed in at the site.
    assert_eq!(ada.get("/notes").await.status, 200);
}

#[tokio::test]
async fn an_answer_for_a_head_has_the_headers_alone() {
    let app = TestApp::one().await;
    let answer = app.program().request("HEAD", "/api/openapi.json").send().await;
    assert_eq!((answer.status, answer.body.as_str()), (200, ""));
    assert_eq!(answer.header("content-type"), "application/json");
}
