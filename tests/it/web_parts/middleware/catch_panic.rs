//! What becomes of a request whose handler panics.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::{Next, from_fn};
use actix_web::test::{TestRequest, call_service, init_service};
use actix_web::{App, Error, HttpRequest, HttpResponse, web};
use doorward::telemetry::request_span;
use doorward::web::middleware::catch_panic;
use doorward::web::{ErrorKind, WebError};

use crate::support::log::Log;
use crate::web_parts::wire::{Wire, serve};

/// Words that must not come out anywhere.
const SECRET: &str = "hunter2 of the handler";

fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/", web::get().to(HttpResponse::Ok))
        .route("/now", web::get().to(panic_at_once))
        .route("/later", web::post().to(panic_after_reading))
        .route("/extractor", web::get().to(after_extractor));
}

async fn panic_at_once() -> HttpResponse {
    panic!("{SECRET}")
}

async fn panic_after_reading(body: web::Bytes, request: HttpRequest) -> HttpResponse {
    assert!(body.is_empty() && request.path().is_empty(), "{SECRET}");
    HttpResponse::Ok().finish()
}

async fn after_extractor(_: Panics) -> HttpResponse {
    HttpResponse::Ok().finish()
}

/// An extractor that panics.
struct Panics;

impl actix_web::FromRequest for Panics {
    type Error = Error;
    type Future = std::future::Ready<Result<Self, Error>>;

    fn from_request(_: &HttpRequest, _: &mut actix_web::dev::Payload) -> Self::Future {
        panic!("{SECRET}")
    }
}

/// A layer outside, as the one that writes error pages is.
async fn mark(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let mut response = next.call(request).await?;
    let kind = response.response().extensions().get::<ErrorKind>().copied();
    if let Some(kind) = kind {
        let seen = format!("{kind:?} of {}", response.request().path());
        response
            .headers_mut()
            .insert(HeaderName::from_static("x-seen"), HeaderValue::from_str(&seen).unwrap());
    }
    Ok(response)
}

/// A layer inside that panics after its handler, or fails.
async fn break_layer(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let query = request.query_string().to_owned();
    let response = next.call(request).await?;
    match query.as_str() {
        "panic" => panic!("{SECRET}"),
        "fail" => Err(WebError::new(ErrorKind::Unavailable))?,
        _ => Ok(response),
    }
}

fn wire() -> Wire {
    serve!(
        App::new()
            .configure(routes)
            .wrap(from_fn(catch_panic))
            .wrap(from_fn(break_layer))
            .wrap(from_fn(catch_panic))
            .wrap(from_fn(mark))
    )
}

#[tokio::test]
async fn a_panic_is_an_error_answer_that_the_layers_outside_see() {
    let wire = wire();
    for (answer, path) in [
        (wire.get("/now?token=x", &[]).await, "/now"),
        (wire.post("/later", &[], b"body").await, "/later"),
        (wire.get("/?panic", &[]).await, "/"),
    ] {
        assert_eq!((answer.status, answer.text()), (500, ""), "{path}");
        assert_eq!(answer.header("x-seen"), Some(format!("Internal of {path}").as_str()));
    }
    assert_eq!(wire.get("/", &[]).await.status, 200, "the worker lives on");
}

#[tokio::test]
async fn a_connection_outlives_a_panic() {
    let two = b"GET /now HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    let answers = wire().send(two).await;
    assert_eq!(answers.status, 500);
    assert!(answers.text().starts_with("HTTP/1.1 200 OK"), "{}", answers.text());
}

#[tokio::test]
async fn a_layer_that_fails_is_answered_too_with_its_kind() {
    let answer = wire().get("/?fail", &[]).await;
    assert_eq!((answer.status, answer.header("x-seen")), (503, Some("Unavailable of /")));
}

#[actix_web::test]
async fn a_panic_is_logged_once_with_its_place_and_request_but_without_its_words() {
    let log = Log::start();
    let app = App::new()
        .configure(routes)
        .wrap(from_fn(catch_panic))
        .wrap(from_fn(catch_panic))
        .wrap(from_fn(request_span));
    let app = init_service(app).await;
    let response = call_service(&app, TestRequest::with_uri("/now").to_request()).await;
    let id = response.headers().get("x-request-id").unwrap().to_str().unwrap().to_owned();
    let text = log.text();
    let lines: Vec<_> = text.lines().filter(|line| line.contains("panicked")).collect();
    assert_eq!(lines.len(), 1, "{text}");
    assert!(lines[0].contains(&id) && lines[0].contains("catch_panic.rs:"), "{text}");
    assert!(!text.contains("hunter2"), "{text}");
}

#[actix_web::test]
async fn a_panic_before_the_handler_is_caught_as_well() {
    let app = init_service(App::new().configure(routes).wrap(from_fn(catch_panic))).await;
    let response = call_service(&app, TestRequest::with_uri("/extractor").to_request()).await;
    assert_eq!(response.status(), 500);
    assert_eq!(response.response().extensions().get(), Some(&ErrorKind::Internal));
}
