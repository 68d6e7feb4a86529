//! Forms and queries: what is read, and what is refused without a word about it.

use std::fmt::Write as _;
use std::time::Duration;

use actix_web::{App, FromRequest as _, HttpResponse, web};
use doorward::web::{BodyDeadline, Form, Query};
use futures_util::future::join_all;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::wire::{Answer, Wire, head, serve};

const FORM: &str = "Content-Type: application/x-www-form-urlencoded";

/// Short enough for a test that waits for it, long enough for the others to be read.
const DEADLINE: Duration = Duration::from_millis(700);

#[derive(Deserialize, Serialize)]
struct SignIn {
    #[serde(default)]
    username: String,
    #[serde(default)]
    password: String,
    next: Option<String>,
    #[serde(default)]
    count: u8,
}

fn wire() -> Wire {
    serve!(
        App::new()
            .app_data(BodyDeadline(DEADLINE))
            .route("/form", web::post().to(form))
            .route("/query", web::get().to(query))
    )
}

async fn form(Form(form): Form<SignIn>) -> HttpResponse {
    HttpResponse::Ok().json(form)
}

async fn query(Query(query): Query<SignIn>) -> HttpResponse {
    HttpResponse::Ok().json(query)
}

fn values(answer: &Answer) -> SignIn {
    assert_eq!(answer.status, 200);
    serde_json::from_slice(&answer.body).unwrap()
}

/// Refused with an empty answer: what the parser thought is nobody's business.
fn assert_refused(answer: &Answer, status: u16, what: &str) {
    assert_eq!((answer.status, answer.text()), (status, ""), "{what}");
}

#[tokio::test]
async fn a_form_is_read_as_it_was_typed() {
    let wire = wire();
    let body = b"username=ada+l%2B1&password=+%E2%82%AC%26%3D%25+%0D%0A&&unknown=1&next=%2Fa%3Fb&count=7";
    let read = values(&wire.post("/form", &[FORM], body).await);
    assert_eq!((read.username.as_str(), read.password.as_str()), ("ada l+1", " \u{20ac}&=% \r\n"));
    assert_eq!((read.next.as_deref(), read.count), (Some("/a?b"), 7));
}

#[tokio::test]
async fn missing_and_empty_fields_are_left_to_the_form() {
    let wire = wire();
    for body in ["", "username", "username=", "&"] {
        let read = values(&wire.post("/form", &[FORM], body.as_bytes()).await);
        assert_eq!((read.username.as_str(), read.password.as_str(), read.next), ("", "", None), "{body}");
    }
}

#[tokio::test]
async fn a_raw_utf_8_body_is_read_too() {
    let body = "username=\u{e9}\u{1f600}".as_bytes();
    assert_eq!(values(&wire().post("/form", &[FORM], body).await).username, "\u{e9}\u{1f600}");
}

#[tokio::test]
async fn damaged_text_and_doubled_fields_are_refused_not_repaired() {
    let wire = wire();
    let many = (0..65).fold(String::new(), |mut many, n| {
        write!(many, "f{n}=&").unwrap();
        many
    });
    for body in [
        b"password=%80".as_slice(),
        b"password=%81",
        b"password=\xff",
        b"password=%ED%A0%80",
        b"%ff=x",
        b"password=%zz",
        b"password=%",
        b"password=%4",
        b"password=%u0041",
        b"password=%+1",
        b"password=a%00b",
        b"password=a\0b",
        b"unknown=%00",
        b"username=a&username=b",
        b"unknown=a&unknown=b",
        b"user%6eame=a&username=b",
        b"username[]=a",
        b"username[0]=a",
        b"user.name=a",
        b"=a",
        b"\xef\xbb\xbfusername=a",
        b"count=256",
        b"count=x",
        many.as_bytes(),
    ] {
        let answer = wire.post("/form", &[FORM], body).await;
        assert_refused(&answer, 400, &String::from_utf8_lossy(body));
    }
}

#[tokio::test]
async fn only_a_plain_html_form_is_read() {
    let wire = wire();
    for headers in [
        [FORM, "X: y"].as_slice(),
        &["Content-Type: application/x-www-form-urlencoded; charset=UTF-8"],
        &["content-type: Application/X-WWW-Form-URLEncoded;charset=\"utf-8\""],
    ] {
        assert_eq!(values(&wire.post("/form", headers, b"username=ada").await).username, "ada");
    }
    let refused = [
        [].as_slice(),
        &["Content-Type:"],
        &["Content-Type: application/json"],
        &["Content-Type: text/plain"],
        &["Content-Type: multipart/form-data; boundary=x"],
        &["Content-Type: application/x-www-form-urlencoded2"],
        &["Content-Type: application/x-www-form-urlencoded; charset=utf-16"],
        &["Content-Type: application/x-www-form-urlencoded; charset=iso-8859-1"],
        &["Content-Type: application/x-www-form-urlencoded; charset=bogus"],
        &["Content-Type: application/x-www-form-urlencoded; charset"],
        &["Content-Type: application/x-www-form-urlencoded, text/plain"],
        &[FORM, FORM],
        &[FORM, "Content-Type: text/plain"],
        &["Content-Type: text/plain", FORM],
        &[FORM, "Content-Encoding: gzip"],
        &[FORM, "Content-Encoding: identity"],
        &[FORM, "Content-Encoding: br"],
    ];
    // The server waits a second for the rest of each body: all at once.
    let answers = refused.map(|headers| wire.post("/form", headers, b"username=ada"));
    for (headers, answer) in refused.iter().zip(join_all(answers).await) {
        assert_refused(&answer, 415, &headers.join(" "));
    }
}

#[tokio::test]
async fn a_body_over_sixteen_kibibytes_is_refused_whether_or_not_it_says_so() {
    let wire = wire();
    let full = format!("username={}", "a".repeat(16 * 1024 - 9));
    assert_eq!(values(&wire.post("/form", &[FORM], full.as_bytes()).await).username.len(), 16 * 1024 - 9);
    let over = format!("{full}a");
    assert_refused(&wire.post("/form", &[FORM], over.as_bytes()).await, 413, "announced");

    let mut chunked = head("POST", "/form", &[FORM, "Transfer-Encoding: chunked"]);
    chunked.extend_from_slice(format!("{:x}\r\n{over}\r\n0\r\n\r\n", over.len()).as_bytes());
    assert_refused(&wire.send(&chunked).await, 413, "in chunks");

    let mut announced = head("POST", "/form", &[FORM, "Content-Length: 99999999999"]);
    announced.extend_from_slice(b"username=a");
    assert_refused(&wire.send(&announced).await, 413, "nothing is waited for");
}

#[tokio::test]
async fn a_body_that_does_not_arrive_ends_at_the_deadline_with_the_connection() {
    let wire = wire();
    let text =
        format!("POST /form HTTP/1.1\r\nHost: app.test\r\n{FORM}\r\nContent-Length: 20\r\n\r\nusername=a");
    let answer = wire.send(text.as_bytes()).await;
    assert_refused(&answer, 408, "half a body");
    assert_eq!(answer.header("connection"), Some("close"));
}

#[tokio::test]
async fn a_query_is_read_strictly_but_knows_only_its_own_names() {
    let wire = wire();
    let read = values(&wire.get("/query?username=a+b%C3%A9&x=1&x=2&y[]=3", &[]).await);
    assert_eq!(read.username, "a b\u{e9}");
    assert_eq!(values(&wire.get("/query", &[]).await).next, None);
    for query in ["next=/a&next=//evil.test", "next=%ff", "x=%ff", "next=%zz", "next=%00", "count=many"] {
        assert_refused(&wire.get(&format!("/query?{query}"), &[]).await, 400, query);
    }
}

proptest! {
    /// What a browser encodes comes out as it went in.
    #[test]
    fn every_text_without_nul_survives_the_encoding(text in "[^\0]{0,40}") {
        let encoded = url::form_urlencoded::Serializer::new(String::new()).append_pair("username", &text).finish();
        let request = actix_web::test::TestRequest::with_uri(&format!("/?{encoded}")).to_http_request();
        let read = Query::<SignIn>::extract(&request).into_inner();
        prop_assert_eq!(read.unwrap().0.username, text);
    }
}
