use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use super::site::{Answer, PASSWORD, Site};

#[tokio::test]
async fn refusals_come_in_the_shape_the_client_understands() {
    let site = Site::each().await.remove(0);
    let ask = async |version: Option<&str>| {
        let body = json!({ "email": "nobody@example.com", "password": "wrong" });
        let request = site.request(Method::POST, "/token?grant_type=password").json(&body).build().unwrap();
        let mut request = request;
        request.headers_mut().remove("x-supabase-api-version");
        if let Some(version) = version {
            request.headers_mut().insert("x-supabase-api-version", version.parse().unwrap());
        }
        let answer = reqwest::Client::builder().build().unwrap().execute(request).await.unwrap();
        let echo = answer.headers().get("x-supabase-api-version").map(|v| v.to_str().unwrap().to_owned());
        assert_eq!(answer.headers()["x-sb-error-code"], "invalid_credentials");
        assert_eq!(answer.headers()["cache-control"], "no-store");
        (echo, answer.json::<Value>().await.unwrap())
    };
    for version in [None, Some("nonsense"), Some("2023-12-31"), Some("2024-13-01")] {
        let (echo, body) = ask(version).await;
        assert_eq!(
            (echo, &body["code"], &body["error_code"]),
            (None, &json!(400), &json!("invalid_credentials"))
        );
        assert!(body["msg"].is_string());
    }
    for version in ["2024-01-01", "2031-02-03"] {
        let (echo, body) = ask(Some(version)).await;
        assert_eq!((echo.as_deref(), &body["code"]), (Some("2024-01-01"), &json!("invalid_credentials")));
        assert!(body["message"].is_string() && body.get("msg").is_none());
    }
}

#[tokio::test]
async fn paths_and_methods_that_are_not_there_are_answered_in_json() {
    let site = Site::each().await.remove(0);
    for path in ["/nonsense", "/admin/nonsense", "/user/nonsense", "/"] {
        let answer = site.get(path).await.refused(404, "feature_disabled");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    for path in ["/passkeys", "/passkeys/nonsense"] {
        let answer = site.get(path).await.refused(404, "passkey_disabled");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let answer = Answer::of(site.request(Method::DELETE, "/user")).await.refused(405, "unknown");
    assert_eq!(answer.header("allow"), "GET, PUT");
    let answer = site.get("/token?grant_type=password").await.refused(405, "unknown");
    assert_eq!(answer.header("allow"), "POST");
    let health = site.get("/health/").await.expect(200);
    assert_eq!(health.text("name"), "GoTrue");
}

#[tokio::test]
async fn bodies_are_json_objects_of_bearable_size() {
    let site = Site::each().await.remove(0);
    let post = async |body: Vec<u8>, content_type: &str| {
        let request = site.request(Method::POST, "/recover").header("content-type", content_type).body(body);
        Answer::of(request).await
    };
    let json = "application/json";
    let deep = format!("{}{}", "[".repeat(500), "]".repeat(500));
    for bad in
        ["", "{", "[]", "\"text\"", "{\"email\": \"\\ud800\"}", "{\"email\": 1}", &deep, "{\"a\": NaN}"]
    {
        post(bad.into(), json).await.refused(400, "bad_json");
    }
    post(b"{\"email\": \"\xff\"}".to_vec(), json).await.refused(400, "bad_json");
    let form = "application/x-www-form-urlencoded";
    post(b"email=ada@example.com".to_vec(), form).await.refused(400, "bad_json");
    post(b"{\"email\": \"ada@example.com\"}".to_vec(), "text/plain").await.expect(200);
    post(b"null".to_vec(), json).await.refused(400, "validation_failed");
    let twice = b"{\"email\": \"nonsense\", \"email\": \"ada@example.com\", \"unknown\": [1]}".to_vec();
    post(twice, json).await.expect(200);
    let padded = |length: usize| {
        let mut body = b"{\"email\": \"ada@example.com\"}".to_vec();
        body.resize(length, b' ');
        body
    };
    post(padded(1024 * 1024), json).await.expect(200);
    post(padded(1024 * 1024 + 1), json).await.refused(413, "request_entity_too_large");
}

#[tokio::test]
async fn grants_that_are_not_there_are_refused_as_gotrue_does() {
    let site = Site::each().await.remove(0);
    for (grant, body, status, code) in [
        ("", json!({}), 400, "invalid_credentials"),
        ("nonsense", json!({}), 400, "invalid_credentials"),
        ("password", json!({}), 400, "validation_failed"),
        ("password", json!({ "email": "a@b.c", "phone": "1", "password": "x" }), 400, "validation_failed"),
        ("password", json!({ "phone": "1", "password": "x" }), 422, "phone_provider_disabled"),
        ("refresh_token", json!({}), 400, "validation_failed"),
        ("pkce", json!({}), 400, "validation_failed"),
        ("pkce", json!({ "auth_code": "x", "code_verifier": "y" }), 404, "flow_state_not_found"),
        ("id_token", json!({ "id_token": "x", "provider": "google" }), 400, "provider_disabled"),
        ("web3", json!({ "chain": "solana" }), 422, "web3_provider_disabled"),
        ("web3", json!({ "chain": "x" }), 422, "web3_provider_disabled"),
    ] {
        site.post(&format!("/token?grant_type={grant}"), body).await.refused(status, code);
    }
    let oauth = site.post("/token?grant_type=id_token", json!({})).await.expect(400);
    assert_eq!(oauth.body["error"], "invalid request");
    assert!(oauth.headers.get("x-sb-error-code").is_none());
}

#[tokio::test]
async fn one_address_asks_thirty_times_at_once_and_then_slowly() {
    let site = Site::believing("x-client").await;
    let ask = async |address: &str| {
        let request = site.request(Method::POST, "/verify").header("x-client", address);
        Answer::of(request.json(&json!({ "type": "signup", "token_hash": "x" }))).await
    };
    for _ in 0..30 {
        ask("203.0.113.7, 10.0.0.1").await.refused(403, "otp_expired");
    }
    let limited = ask("203.0.113.7").await.refused(429, "over_request_rate_limit");
    assert_eq!(limited.header("retry-after"), "10");
    ask("::ffff:203.0.113.7").await.refused(429, "over_request_rate_limit");
    ask("203.0.113.8").await.refused(403, "otp_expired");
    site.clock.advance(Duration::from_secs(10));
    ask("203.0.113.7").await.refused(403, "otp_expired");
    ask("203.0.113.7").await.refused(429, "over_request_rate_limit");
    for last in 0..30 {
        ask(&format!("2001:db8::{last:x}")).await.refused(403, "otp_expired");
    }
    ask("2001:db8::ffff").await.refused(429, "over_request_rate_limit");
    ask("2001:db8:0:1::1").await.refused(403, "otp_expired");
}

#[tokio::test]
async fn a_clock_that_is_set_back_locks_nobody_out() {
    let site = Site::believing("x-client").await;
    let ask = async || {
        let request = site.request(Method::POST, "/verify").header("x-client", "203.0.113.7");
        Answer::of(request.json(&json!({ "type": "signup", "token_hash": "x" }))).await
    };
    for _ in 0..30 {
        ask().await.refused(403, "otp_expired");
    }
    ask().await.refused(429, "over_request_rate_limit");
    site.sign_up("ada@example.com").await.expect(200);
    site.sign_up("ada@example.com").await.refused(429, "over_email_send_rate_limit");

    site.clock.set(site.clock.now().minus(Duration::from_hours(24)));
    ask().await.refused(403, "otp_expired");
    site.sign_up("ada@example.com").await.expect(200);
}

#[tokio::test]
async fn an_address_in_a_header_that_is_not_configured_is_not_believed() {
    let site = Site::each().await.remove(0);
    let body = json!({ "email": "ada@example.com", "password": PASSWORD });
    let request = site.request(Method::POST, "/signup").header("x-forwarded-for", "203.0.113.7");
    Answer::of(request.header("user-agent", "Mozilla/5.0 Firefox/140.0 Linux").json(&body)).await.expect(200);
    let mail = site.mails("ada@example.com").await.remove(0);
    assert!(mail.text.contains("Firefox on Linux"), "{}", mail.text);
    assert!(mail.text.contains("127.0.0.1") && !mail.text.contains("203.0.113.7"), "{}", mail.text);

    let site = Site::believing("x-client").await;
    let request = site.request(Method::POST, "/signup").header("x-client", "203.0.113.7");
    Answer::of(request.json(&body)).await.expect(200);
    let mail = site.mails("ada@example.com").await.remove(0);
    assert!(mail.text.contains("203.0.113.7"), "{}", mail.text);
}

#[tokio::test]
async fn a_body_that_never_comes_is_given_up() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let site = Site::each().await.remove(0);
    let mut stream = tokio::net::TcpStream::connect(site.address()).await.unwrap();
    let head = "POST /auth/v1/recover HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{";
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = vec![0; 1024];
    let length = stream.read(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer[..length]).into_owned();
    assert!(answer.starts_with("HTTP/1.1 504"), "{answer}");
}
