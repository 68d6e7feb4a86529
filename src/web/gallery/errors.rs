//! The pages of errors.

use super::exhibit::{Exhibit, RIGHT_TO_LEFT};
use super::person::Person;
use super::rooms::Room;
use crate::web::ErrorKind;
use crate::web::middleware::ErrorPage;
use crate::web::page;

/// A reference as people read it to the support.
const REFERENCE: &str = "0198f0e0-7d5e-7000-8000-3f2a5c1b9e44";

pub(super) fn room() -> Room {
    let mut exhibits = Vec::from(ErrorKind::ALL.map(|kind| error(state_of(kind), kind)));
    exhibits.extend([
        error("signed-in", ErrorKind::NotFound).seen_by(Person::Ada),
        error("half-signed-in", ErrorKind::Forbidden).seen_by(Person::Halfway),
        error("unknown", ErrorKind::Unavailable).seen_by(Person::Unknown),
        error("longest", ErrorKind::BadRequest).seen_by(Person::Longest),
        error(RIGHT_TO_LEFT, ErrorKind::NotFound).seen_by(Person::FromRight),
    ]);
    Room {
        page: "error",
        path: "/nowhere",
        about: "What went wrong with a request, and the next step.",
        exhibits,
    }
}

fn error(state: &'static str, kind: ErrorKind) -> Exhibit {
    Exhibit::new(state, move |page| {
        page::answer(kind.status(), &ErrorPage::new(page, kind, REFERENCE.to_owned()))
    })
}

const fn state_of(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::BadRequest => "bad-request",
        ErrorKind::Forbidden => "forbidden",
        ErrorKind::NotFound => "not-found",
        ErrorKind::MethodNotAllowed => "method-not-allowed",
        ErrorKind::RequestTimeout => "request-timeout",
        ErrorKind::PayloadTooLarge => "payload-too-large",
        ErrorKind::UnsupportedMediaType => "unsupported-media-type",
        ErrorKind::Unprocessable => "unprocessable",
        ErrorKind::TooManyRequests => "rate-limited",
        ErrorKind::Internal => "internal",
        ErrorKind::Unavailable => "offline",
    }
}
