//! Requests that other sites make a browser send.

use actix_web::{App, HttpResponse, web};
use doorward::web::middleware::same_origin;

use crate::web_parts::wire::{Wire, serve};

fn wire() -> Wire {
    serve!(
        App::new()
            .wrap(same_origin("https://app.test".to_owned()))
            .default_service(web::to(HttpResponse::Ok))
    )
}

const UNSAFE: [&str; 5] = ["POST", "PUT", "PATCH", "DELETE", "QUERY"];

async fn assert_answers(headers: &[&str], status: u16) {
    let wire = wire();
    for method in UNSAFE {
        let answer = wire.ask(method, "/logout", headers, b"").await;
        assert_eq!((answer.status, answer.text()), (status, ""), "{method} {headers:?}");
    }
    for method in ["GET", "HEAD", "OPTIONS"] {
        assert_eq!(wire.ask(method, "/", headers, b"").await.status, 200, "{method} {headers:?}");
    }
}

#[tokio::test]
async fn forms_of_our_own_pages_pass() {
    assert_answers(&["Sec-Fetch-Site: same-origin", "Origin: https://app.test"], 200).await;
    assert_answers(&["Sec-Fetch-Site: same-origin"], 200).await;
    assert_answers(&["Sec-Fetch-Site: none"], 200).await;
    assert_answers(&["Origin: https://app.test"], 200).await;
}

/// With `Referrer-Policy: no-referrer` browsers send `Origin: null` even from our own pages.
#[tokio::test]
async fn what_the_browser_says_about_the_site_counts_before_the_origin() {
    assert_answers(&["Sec-Fetch-Site: same-origin", "Origin: null"], 200).await;
    assert_answers(&["Sec-Fetch-Site: cross-site", "Origin: https://app.test"], 403).await;
}

#[tokio::test]
async fn requests_of_other_sites_are_refused_sub_domains_too() {
    for site in ["cross-site", "same-site", "", "Same-Origin", "same-origin, none", "unknown"] {
        assert_answers(&[&format!("Sec-Fetch-Site: {site}")], 403).await;
    }
    for origin in [
        "https://evil.test",
        "https://sub.app.test",
        "http://app.test",
        "https://app.test:8443",
        "https://app.test/",
        "https://app.test.evil.test",
        "https://APP.test",
        "null",
        "",
        "\u{e9}",
    ] {
        assert_answers(&[&format!("Origin: {origin}")], 403).await;
    }
}

#[tokio::test]
async fn a_browser_that_says_two_things_is_believed_neither() {
    assert_answers(&["Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: same-origin"], 403).await;
    assert_answers(&["Origin: https://app.test", "Origin: https://evil.test"], 403).await;
}

#[tokio::test]
async fn a_client_that_says_nothing_is_left_to_the_form_token() {
    assert_answers(&[], 200).await;
    assert_answers(&["Referer: https://evil.test/"], 200).await;
}

#[tokio::test]
async fn the_host_that_a_request_names_proves_nothing() {
    assert_answers(&["X-Forwarded-Host: evil.test", "Origin: https://evil.test"], 403).await;
}
