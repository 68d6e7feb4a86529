//! The plain paths, for programs written for them.

use serde_json::{Value, json};

use crate::support::app::TestApp;
use crate::support::person::PASSWORD;
use crate::support::program::Pair;

#[tokio::test]
async fn the_plain_paths_answer_as_the_others_do() {
    for app in TestApp::each().await {
        let program = app.program();
        let account = json!({ "username": "ada", "email": "ada@example.com", "password": PASSWORD });
        let answer = program.posts("/register", &account).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        assert_eq!(answer.json(), json!({ "username": "ada", "email": "ada@example.com" }));
        let mail = app.mail_to("ada@example.com").await;
        app.visitor().opens_mail_link(mail.link()).await;
        let fields = [("username", "ada"), ("password", PASSWORD)];
        let pair = Pair::of(&program.posts_form("/token", &fields).await);
        let plain = program.asks(&pair.access, "GET", "/users/me", &Value::Null).await;
        let same = program.asks(&pair.access, "GET", "/api/users/me", &Value::Null).await;
        assert_eq!((plain.status, &plain.body), (200, &same.body));
        let refused = program.asks("x", "GET", "/users/me", &Value::Null).await;
        assert_eq!((refused.status, refused.header("content-type")), (401, "application/problem+json"));
        assert!(refused.header("www-authenticate").contains("invalid_token"));
    }
}

#[tokio::test]
async fn a_person_who_opens_the_address_of_registering_is_led_to_the_page() {
    let app = TestApp::one().await;
    let mut browser = app.visitor();
    assert_eq!(browser.get("/register").await.goes_to(), "/signup");
    assert_eq!(browser.follow().await.heading(), "Create an account");
}

#[tokio::test]
async fn what_a_plain_path_does_not_answer_is_said_as_a_problem() {
    let app = TestApp::one().await;
    for (method, path, allow) in [
        ("GET", "/token", "POST"),
        ("DELETE", "/register", "GET, HEAD, POST"),
        ("POST", "/users/me", "GET, HEAD"),
    ] {
        let answer = app.program().request(method, path).send().await;
        assert_eq!((answer.status, answer.header("allow")), (405, allow), "{method} {path}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
}
