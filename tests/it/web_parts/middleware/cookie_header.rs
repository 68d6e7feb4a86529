//! Cookies that others planted, doubled or damaged.

use actix_web::cookie::Cookie;
use actix_web::middleware::from_fn;
use actix_web::{App, HttpRequest, HttpResponse, web};
use doorward::web::middleware::{clean_values, cookie_header};
use proptest::prelude::*;

use crate::web_parts::wire::{Wire, serve};

fn wire() -> Wire {
    serve!(App::new().wrap(from_fn(cookie_header)).route("/", web::get().to(cookies)))
}

/// Answers with what `HttpRequest::cookies` says.
async fn cookies(request: HttpRequest) -> HttpResponse {
    let all = request.cookies().unwrap();
    let all: Vec<_> = all.iter().map(|cookie| format!("{}={}", cookie.name(), cookie.value())).collect();
    HttpResponse::Ok().body(all.join("|"))
}

#[tokio::test]
async fn ordinary_cookies_pass() {
    let wire = wire();
    for (headers, read) in [
        ([].as_slice(), ""),
        (&["Cookie: "], ""),
        (&["Cookie: __Host-visit=a.b-c_d; theme=dark"], "__Host-visit=a.b-c_d|theme=dark"),
        (
            &["Cookie: __Host-access_token.0=a=b;__Host-access_token.1=c"],
            "__Host-access_token.0=a=b|__Host-access_token.1=c",
        ),
        (&["Cookie: a=1", "Cookie: b=2; c=3"], "a=1|b=2|c=3"),
        (&["Cookie:  \t a \t=\t 1 ; b="], "a=1|b="),
        (&["Cookie: a=x%20y"], "a=x y"),
    ] {
        assert_eq!(wire.get("/", headers).await.text(), read, "{headers:?}");
    }
}

#[tokio::test]
async fn a_planted_cookie_never_stands_for_ours() {
    let wire = wire();
    for planted in [
        "%5F%5FHost-visit=evil",
        "__Host%2Dvisit=evil",
        "__host-visit=evil",
        "__HOST-VISIT=evil",
        "=__Host-visit=evil",
        " =__Host-visit=evil",
        "__Host-visit",
        "\u{a0}__Host-visit=evil",
        "__Host-visit\u{2003}=evil",
        "\u{85}__Host-visit\u{3000}=evil",
        "\"__Host-visit\"=evil",
        "__Host-visit =evil; =",
    ] {
        for cookie in [format!("{planted}; __Host-visit=real"), format!("__Host-visit=real; {planted}")] {
            let answer = wire.get("/", &[&format!("Cookie: {cookie}")]).await;
            let ours: Vec<_> =
                answer.text().split('|').filter(|pair| pair.starts_with("__Host-visit=")).collect();
            let is_double = planted.starts_with("__Host-visit =");
            assert_eq!(ours, if is_double { vec![] } else { vec!["__Host-visit=real"] }, "{cookie}");
        }
    }
}

#[tokio::test]
async fn of_two_cookies_with_one_name_none_is_believed() {
    let wire = wire();
    for headers in [
        ["Cookie: a=1; __Host-visit=x; __Host-visit=y"].as_slice(),
        &["Cookie: __Host-visit=x; a=1; __Host-visit=x"],
        &["Cookie: __Host-visit=x; a=1", "Cookie: __Host-visit=y"],
        &["Cookie: __Host-visit=x", "Cookie: a=1; __Host-visit=y; __Host-visit=z"],
    ] {
        assert_eq!(wire.get("/", headers).await.text(), "a=1", "{headers:?}");
    }
}

#[tokio::test]
async fn a_bad_byte_costs_only_its_own_pair() {
    let mut request = b"GET / HTTP/1.1\r\nHost: app.test\r\nConnection: close\r\nCookie: x=".to_vec();
    request.extend_from_slice(b"\xff; __Host-visit=real; y\xfe=1\r\n\r\n");
    assert_eq!(wire().send(&request).await.text(), "__Host-visit=real");
}

#[test]
fn tens_of_thousands_of_cookies_are_cleaned_in_no_time() {
    let many = (0..40_000).map(|n| format!("{n:x}=")).collect::<Vec<_>>().join(";");
    let began = std::time::Instant::now();
    let cleaned = clean_values(&[many.as_bytes()]);
    assert_eq!(cleaned.split("; ").count(), 40_000);
    assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
}

/// Headers in which the dangerous pieces are likely.
fn headers() -> impl Strategy<Value = Vec<Vec<u8>>> {
    let piece = prop_oneof![
        3 => Just(b"; ".to_vec()),
        1 => Just(b";".to_vec()),
        3 => Just(b"=".to_vec()),
        4 => Just(b"__Host-visit".to_vec()),
        1 => Just(b"%5F%5FHost-visit".to_vec()),
        1 => Just(b"%".to_vec()),
        1 => Just(b"\"".to_vec()),
        1 => Just(b" \t".to_vec()),
        1 => Just("\u{a0}".as_bytes().to_vec()),
        1 => Just(b"\xff".to_vec()),
        3 => "[a-c]".prop_map(String::into_bytes),
        1 => proptest::collection::vec(0x20_u8..=0xff, 0..3),
    ];
    let header = proptest::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat());
    proptest::collection::vec(header, 0..3)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// Whatever is sent: the raw and the decoding reader see the same cookies, each name once, and
    /// each of them was sent as exactly that name.
    #[test]
    fn what_is_left_means_one_thing(headers in headers()) {
        let values: Vec<&[u8]> = headers.iter().map(Vec::as_slice).collect();
        let cleaned = clean_values(&values);
        let mut names = Vec::new();
        for pair in cleaned.split("; ").filter(|pair| !pair.is_empty()) {
            let raw = Cookie::parse(pair.to_owned()).unwrap();
            if let Ok(decoded) = Cookie::parse_encoded(pair.to_owned()) {
                prop_assert_eq!(decoded.name(), raw.name());
            }
            let start = format!("{}=", raw.name());
            prop_assert!(pair.starts_with(&start));
            names.push(raw.name().to_owned());
        }
        for name in &names {
            let as_sent = values.iter().flat_map(|value| value.split(|&byte| byte == b';'));
            let sent = as_sent.filter(|pair| {
                let end = pair.iter().position(|&byte| byte == b'=').unwrap_or(0);
                pair[..end].trim_ascii() == name.as_bytes()
            });
            // A pair that is damaged elsewhere counts for nobody.
            let readable = sent.filter(|pair| std::str::from_utf8(pair).is_ok());
            prop_assert_eq!(readable.count(), 1, "{}", name);
        }
        prop_assert_eq!(clean_values(&[cleaned.as_bytes()]), cleaned);
    }
}
