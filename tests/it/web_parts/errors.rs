//! What error answers say to people and to programs.

use std::time::Duration;

use actix_web::body::MessageBody as _;
use actix_web::http::StatusCode;
use actix_web::{App, ResponseError as _, web};
use doorward::web::{ErrorKind, WebError};
use doorward::words::{Language, Words};

use super::wire::serve;

#[test]
fn every_status_of_an_error_has_a_page_and_no_other_status_has() {
    for code in 100..600 {
        let status = StatusCode::from_u16(code).unwrap();
        let kind = ErrorKind::from_status(status);
        assert_eq!(kind.is_some(), code >= 400, "{code}");
        if let Some(kind) = kind {
            let same_class = kind.status().as_u16() / 100 == code / 100;
            assert!(same_class, "{code} becomes {kind:?}");
        }
    }
    for kind in ErrorKind::ALL {
        assert_eq!(ErrorKind::from_status(kind.status()), Some(kind));
    }
}

#[test]
fn every_error_page_says_what_happened_and_what_to_do_without_blame_or_codes() {
    for (language, next_steps) in [
        (Language::English, &["try", "go ", "check", "wait", "look", "reload"]),
        (Language::German, &["versuch", "geh ", "prüfe", "warte", "such", "lade"]),
    ] {
        let words = Words::of(language);
        let mut headings: Vec<_> = ErrorKind::ALL.into_iter().map(|kind| kind.heading(&words)).collect();
        headings.sort_unstable();
        headings.dedup();
        assert_eq!(headings.len(), ErrorKind::ALL.len(), "two pages have the same heading");
        for kind in ErrorKind::ALL {
            let (heading, explanation) = (kind.heading(&words), kind.explanation(&words));
            assert!(!heading.ends_with('.') && explanation.ends_with('.'), "{kind:?}");
            assert!(heading.len() < 50 && explanation.len() > 40, "{kind:?}");
            let words = format!("{heading} {explanation}").to_lowercase();
            let code = kind.status().as_u16().to_string();
            for word in ["sorry", "please", "oops", "invalid", "error", "'", "token", &code] {
                assert!(!words.contains(word), "{kind:?} says {word}");
            }
            assert!(next_steps.iter().any(|step| words.contains(step)), "{kind:?} leaves people alone");
        }
    }
}

#[test]
fn an_error_answer_is_empty_and_carries_its_kind() {
    for kind in ErrorKind::ALL {
        let response = WebError::new(kind).error_response();
        assert_eq!(response.status(), kind.status());
        assert_eq!(response.extensions().get::<ErrorKind>(), Some(&kind));
        assert_eq!(response.into_body().try_into_bytes().unwrap().len(), 0);
    }
}

#[tokio::test]
async fn an_error_tells_programs_when_to_come_back_and_what_is_allowed() {
    let wire = serve!(
        App::new()
            .route("/later", web::get().to(later))
            .route("/method", web::get().to(method))
            .route("/large", web::get().to(large))
    );
    let later = wire.get("/later", &[]).await;
    assert_eq!((later.status, later.header("retry-after")), (429, Some("2")), "rounded up");
    let method = wire.get("/method", &[]).await;
    assert_eq!((method.status, method.header("allow")), (405, Some("GET, HEAD")));
    let large = wire.send(b"GET /large HTTP/1.1\r\nHost: app.test\r\n\r\n").await;
    assert_eq!((large.status, large.header("connection")), (413, Some("close")));
    assert_eq!(large.body, b"");
}

async fn later() -> Result<String, WebError> {
    let wait = Duration::from_millis(1_001);
    Err(WebError::new(ErrorKind::TooManyRequests).with_retry_after(wait))
}

async fn method() -> Result<String, WebError> {
    Err(WebError::method_not_allowed("GET, HEAD"))
}

async fn large() -> Result<String, WebError> {
    Err(ErrorKind::PayloadTooLarge.into())
}
