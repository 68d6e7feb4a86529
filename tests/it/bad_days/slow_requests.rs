//! Visitors who never finish what they send.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::app::TestApp;

/// Longer than any deadline of the site, shorter than for ever.
const PATIENCE: Duration = Duration::from_secs(45);

/// Sends this much of a request and waits for what the site makes of it.
async fn half_a_request(app: &TestApp, text: &str) -> String {
    let mut stream = TcpStream::connect(app.address()).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let ended = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer)).await;
    ended.expect("the site ends it").expect("with an answer");
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn a_head_that_never_ends_is_cut_off() {
    let app = TestApp::one().await;
    let answer = half_a_request(&app, "GET /login HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ").await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
}

#[tokio::test]
async fn a_body_that_never_arrives_is_answered_with_a_page() {
    let app = TestApp::one().await;
    let head = format!(
        "POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: {}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nusername=ada",
        app.origin()
    );
    let answer = half_a_request(&app, &head).await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(answer.to_ascii_lowercase().contains("content-type: text/html"), "{answer}");
    assert!(answer.contains("That took too long to reach us"), "{answer}");
}

#[tokio::test]
async fn slow_visitors_keep_nobody_else_waiting() {
    let app = TestApp::one().await;
    let mut slow = Vec::new();
    for _ in 0..100 {
        let mut stream = TcpStream::connect(app.address()).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n").await.unwrap();
        slow.push(stream);
    }
    let mut visitor = app.visitor();
    let quickly = tokio::time::timeout(Duration::from_secs(4), visitor.get("/login"));
    assert_eq!(quickly.await.expect("before the slow ones are cut off").status, 200);
}
