//! Requests that would never end.

use std::future::pending;
use std::time::Duration;

use actix_web::middleware::from_fn;
use actix_web::{App, HttpResponse, web};
use doorward::web::Form;
use doorward::web::middleware::{catch_panic, deadline};
use serde::Deserialize;

use crate::web_parts::wire::{Wire, head, serve};

/// Short enough for a test that waits for it.
const LIMIT: Duration = Duration::from_millis(300);

#[derive(Deserialize)]
struct Empty {}

fn wire() -> Wire {
    wire_with(LIMIT)
}

fn wire_with(limit: Duration) -> Wire {
    serve!(
        App::new()
            .wrap(from_fn(catch_panic))
            .wrap(deadline(limit))
            .route("/", web::get().to(HttpResponse::Ok))
            .route("/for-ever", web::get().to(for_ever))
            .route("/for-ever", web::post().to(for_ever))
            .route("/read-then-wait", web::post().to(read_then_wait))
            .route("/bytes", web::post().to(echo))
            .route("/form", web::post().to(form))
    )
}

async fn for_ever() -> HttpResponse {
    pending().await
}

async fn read_then_wait(_: web::Bytes) -> HttpResponse {
    pending().await
}

async fn echo(bytes: web::Bytes) -> web::Bytes {
    bytes
}

async fn form(_: Form<Empty>) -> HttpResponse {
    HttpResponse::Ok().finish()
}

#[tokio::test]
async fn a_handler_that_never_ends_is_answered_that_we_are_not_available() {
    let wire = wire();
    for answer in [
        wire.get("/for-ever", &[]).await,
        wire.post("/for-ever", &[], b"").await,
        wire.post("/read-then-wait", &[], b"all of it").await,
    ] {
        assert_eq!((answer.status, answer.text()), (503, ""));
        assert_eq!(answer.header("retry-after"), Some("10"));
    }
}

#[tokio::test]
async fn a_body_that_never_arrives_is_answered_and_the_connection_closed() {
    let wire = wire();
    for path in ["/bytes", "/form"] {
        let form = "Content-Type: application/x-www-form-urlencoded";
        for length in ["Content-Length: 10", "Transfer-Encoding: chunked"] {
            let half = format!("POST {path} HTTP/1.1\r\nHost: a\r\n{form}\r\n{length}\r\n\r\n4\r\n");
            let answer = wire.send(half.as_bytes()).await;
            assert_eq!((answer.status, answer.text()), (408, ""), "{path} {length}");
            assert_eq!(answer.header("connection"), Some("close"));
            assert_eq!(answer.header("retry-after"), None);
        }
    }
}

/// The answer is there at once, and nobody is ever going to read the body.
#[tokio::test]
async fn a_body_that_nobody_reads_and_that_never_arrives_does_not_hold_the_connection() {
    let wire = wire();
    for (path, status) in [("/nothing", 404), ("/for-ever", 503)] {
        for length in ["Content-Length: 10", "Transfer-Encoding: chunked"] {
            let half = format!("POST {path} HTTP/1.1\r\nHost: a\r\n{length}\r\n\r\n4\r\n");
            let answer = wire.send(half.as_bytes()).await;
            assert_eq!(answer.status, status, "{path} {length}");
        }
    }
}

#[tokio::test]
async fn bodies_in_pieces_and_pages_without_one_pass() {
    let wire = wire_with(Duration::from_secs(30));
    assert_eq!(wire.get("/", &[]).await.status, 200);
    assert_eq!(wire.post("/bytes", &[], &vec![b'x'; 100_000]).await.body.len(), 100_000);
    let mut chunked = head("POST", "/bytes", &["Transfer-Encoding: chunked"]);
    chunked.extend_from_slice(b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
    assert_eq!(wire.send(&chunked).await.text(), "abcde");
}

#[tokio::test]
async fn a_connection_is_used_again_after_a_body() {
    let one = "POST /bytes HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\none";
    let two = "POST /bytes HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\ntwo\r\n0\r\n\r\n";
    let unread = "POST /nothing HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nleft";
    let last = String::from_utf8(head("GET", "/", &[])).unwrap();
    let answers = wire().send(format!("{one}{two}{unread}{last}").as_bytes()).await;
    let text = answers.text();
    assert!(answers.status == 200 && text.starts_with("one"), "{text}");
    for later in ["two", "HTTP/1.1 404 Not Found", "HTTP/1.1 200 OK\r\ncontent-length: 0"] {
        assert!(text.contains(later), "{text}");
    }
}
