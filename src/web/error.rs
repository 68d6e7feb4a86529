//! The one error of the site. Its answer has no body: the layer of error pages knows it by its kind
//! and writes the page, for a visitor whom only that layer knows.

use std::time::Duration;

use actix_web::http::header::{ALLOW, HeaderValue, RETRY_AFTER};
use actix_web::{HttpResponse, ResponseError};

use super::error_kind::ErrorKind;
use crate::clock::whole_seconds;

/// Why a request is not answered with its page.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind:?}")]
pub struct WebError {
    kind: ErrorKind,
    retry_after: Option<Duration>,
    allow: Option<&'static str>,
}

impl WebError {
    /// An error of this kind.
    pub const fn new(kind: ErrorKind) -> Self {
        Self { kind, retry_after: None, allow: None }
    }

    /// The refusal of a method; `allow` lists those that work, such as `GET, HEAD` (RFC 9110 §15.5.6
    /// demands the list).
    pub const fn method_not_allowed(allow: &'static str) -> Self {
        Self { kind: ErrorKind::MethodNotAllowed, retry_after: None, allow: Some(allow) }
    }

    /// The same error, with a time after which another try makes sense.
    #[must_use]
    pub const fn with_retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }

    /// What happened.
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// How long to wait before another try.
    pub const fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Whether the rest of a body may still be on its way, so that nothing else can be read from the
    /// connection.
    const fn leaves_body_unread(&self) -> bool {
        matches!(self.kind, ErrorKind::RequestTimeout | ErrorKind::PayloadTooLarge)
    }
}

impl From<ErrorKind> for WebError {
    fn from(kind: ErrorKind) -> Self {
        Self::new(kind)
    }
}

/// The answer is empty and carries its [`ErrorKind`] in its extensions.
impl ResponseError for WebError {
    fn status_code(&self) -> actix_web::http::StatusCode {
        self.kind.status()
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.kind.status());
        if let Some(wait) = self.retry_after.or(self.kind.usual_wait()) {
            response.insert_header((RETRY_AFTER, HeaderValue::from(whole_seconds(wait))));
        }
        if let Some(allow) = self.allow {
            response.insert_header((ALLOW, HeaderValue::from_static(allow)));
        }
        if self.leaves_body_unread() {
            response.force_close();
        }
        response.extensions_mut().insert(self.kind);
        response.finish()
    }
}
