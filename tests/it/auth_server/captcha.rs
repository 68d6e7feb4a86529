//! What captchas may not do to the server: let somebody by whom nobody judged, keep anybody waiting for long, or be
//! looked at twice.

use std::time::Duration;

use doorward::auth_server::{AuthServerSettings, CaptchaService, CaptchaSettings, Hook, HookSettings};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use wiremock::matchers::{any, body_string_contains, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::site::{PASSWORD, Site, settings};

const SECRET: &str = "0x secret of the site";

/// A server that asks this service, for so long.
fn asking(url: String, patience: Duration) -> AuthServerSettings {
    let captcha = CaptchaSettings::new(CaptchaService::HCaptcha, SECRET.into());
    AuthServerSettings { captcha: Some(CaptchaSettings { url, patience, ..captcha }), ..settings() }
}

/// Somebody who signs up and says to have solved a captcha.
fn somebody() -> Value {
    json!({
        "email": "ada@example.com", "password": PASSWORD, "gotrue_meta_security": { "captcha_token": "solved" },
    })
}

#[tokio::test]
async fn whom_nobody_can_judge_is_not_let_by() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody_there = format!("http://{}/siteverify", listener.local_addr().unwrap());
    drop(listener);
    for site in Site::each_with(asking(nobody_there, Duration::from_secs(10))).await {
        let answer = site.post("/signup", somebody()).await.expect(500);
        assert_eq!(answer.text("code"), "unexpected_failure");
        assert!(!answer.body.to_string().contains(SECRET));
    }
}

#[tokio::test]
async fn a_service_that_never_answers_is_not_waited_for() {
    // It takes connections and says nothing.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let silent = format!("http://{}/siteverify", listener.local_addr().unwrap());
    for site in Site::each_with(asking(silent, Duration::from_millis(50))).await {
        site.post("/signup", somebody()).await.expect(500);
    }
}

#[tokio::test]
async fn an_answer_without_end_is_no_verdict() {
    let service = MockServer::start().await;
    let long = format!("{{\"success\": true, \"more\": \"{}\"}}", "x".repeat(70_000));
    let answer = ResponseTemplate::new(200).set_body_raw(long, "application/json");
    Mock::given(any()).respond_with(answer).mount(&service).await;
    for site in Site::each_with(asking(service.uri(), Duration::from_secs(10))).await {
        site.post("/signup", somebody()).await.expect(500);
    }
}

#[tokio::test]
async fn a_request_that_a_hook_runs_again_shows_its_captcha_once() {
    let service = MockServer::start().await;
    let solved = ResponseTemplate::new(200).set_body_json(json!({ "success": true }));
    let shown = Mock::given(path("/siteverify")).and(body_string_contains("response=solved"));
    shown.respond_with(solved).mount(&service).await;
    let hook = ResponseTemplate::new(200).set_body_json(json!({}));
    Mock::given(path("/hook")).respond_with(hook).mount(&service).await;
    let mut settings = asking(format!("{}/siteverify", service.uri()), Duration::from_secs(10));
    let program = HookSettings::at(&format!("{}/hook", service.uri())).unwrap();
    settings.hooks.set(Hook::BeforeUserCreated, program);
    for (before, site) in Site::each_with(settings).await.iter().enumerate() {
        site.post("/signup", somebody()).await.expect(200);
        let asked = service.received_requests().await.unwrap();
        let times = |path: &str| asked.iter().filter(|request| request.url.path() == path).count();
        assert_eq!((times("/siteverify"), times("/hook")), (before + 1, before + 1));
    }
}
