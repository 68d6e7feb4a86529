//! What browsers are told about every answer.

use actix_web::{App, HttpResponse, web};
use doorward::web::middleware::security_headers;
use doorward::web::{ErrorKind, WebError};

use crate::web_parts::wire::{Wire, serve};

fn wire(is_https: bool) -> Wire {
    serve!(
        App::new()
            .wrap(security_headers(is_https))
            .route("/", web::get().to(HttpResponse::Ok))
            .route("/error", web::get().to(error))
            .route("/bytes", web::post().to(bytes))
            .route("/own", web::get().to(own))
            .route("/auth/confirm", web::get().to(HttpResponse::Ok))
    )
}

async fn error() -> Result<HttpResponse, WebError> {
    Err(WebError::new(ErrorKind::Internal))
}

async fn bytes(bytes: web::Json<String>) -> String {
    bytes.into_inner()
}

async fn own() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header(("Content-Security-Policy", "sandbox"))
        .insert_header(("Server", "something 1.2"))
        .finish()
}

#[tokio::test]
async fn every_answer_carries_them_errors_too() {
    let wire = wire(true);
    let answers = [
        (200, wire.get("/", &[]).await),
        (404, wire.get("/nothing", &[]).await),
        (500, wire.get("/error", &[]).await),
        (400, wire.post("/bytes", &["Content-Type: application/json"], b"{").await),
    ];
    for (status, answer) in &answers {
        assert_eq!(answer.status, *status);
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("strict-transport-security", "max-age=63072000; includeSubDomains"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{status}");
        }
        assert!(answer.header("permissions-policy").unwrap().contains("camera=()"));
        assert!(answer.header("permissions-policy").unwrap().contains("publickey-credentials-get=(self)"));
        assert_eq!(answer.header("server"), None);
        assert!(!answer.headers.iter().any(|(name, _)| name.starts_with("access-control-")));
    }
}

#[tokio::test]
async fn the_policy_lets_in_nothing_but_our_own_files() {
    let answer = wire(false).get("/", &[]).await;
    let policy = answer.header("content-security-policy").unwrap();
    let directives: Vec<_> = policy.split("; ").collect();
    for directive in [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    ] {
        assert!(directives.contains(&directive), "{policy}");
    }
    for word in ["unsafe", "http", "*", "data:", "blob:"] {
        assert!(!policy.contains(word), "{policy}");
    }
}

#[tokio::test]
async fn addresses_that_hold_tokens_are_told_to_nobody() {
    let wire = wire(false);
    for path in ["/auth/confirm?token_hash=x", "/%61uth/confirm?token_hash=x", "/auth/nothing"] {
        assert_eq!(wire.get(path, &[]).await.header("referrer-policy"), Some("strict-origin"), "{path}");
    }
    for path in ["/?next=/auth/confirm", "/authx"] {
        assert_eq!(wire.get(path, &[]).await.header("referrer-policy"), Some("same-origin"), "{path}");
    }
}

#[tokio::test]
async fn a_site_without_https_promises_none() {
    assert_eq!(wire(false).get("/", &[]).await.header("strict-transport-security"), None);
}

#[tokio::test]
async fn an_answer_may_know_better_but_names_no_server() {
    let answer = wire(true).get("/own", &[]).await;
    assert_eq!(answer.header("content-security-policy"), Some("sandbox"));
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(answer.header("server"), None);
}
