//! What can go wrong with a request, in the words of HTTP and of people.

use std::time::Duration;

use actix_web::http::StatusCode;

use crate::words::Words;

/// One kind of error page. It says what happened and the next step, never what is inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The request cannot be read.
    BadRequest,
    /// This visitor may not do this, or it did not come from our pages.
    Forbidden,
    /// Nothing is there, or nothing that this visitor may know of.
    NotFound,
    /// The page is there, but not for this method.
    MethodNotAllowed,
    /// The body did not arrive in time.
    RequestTimeout,
    /// The body is larger than any form of ours.
    PayloadTooLarge,
    /// The body is no HTML form.
    UnsupportedMediaType,
    /// The request is read, but its values make no sense together.
    Unprocessable,
    /// A limit is reached.
    TooManyRequests,
    /// A fault of ours.
    Internal,
    /// Something that we need is away: the auth server, the database, time.
    Unavailable,
}

impl ErrorKind {
    /// All kinds, for tests of what each one says.
    pub const ALL: [Self; 11] = [
        Self::BadRequest,
        Self::Forbidden,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::RequestTimeout,
        Self::PayloadTooLarge,
        Self::UnsupportedMediaType,
        Self::Unprocessable,
        Self::TooManyRequests,
        Self::Internal,
        Self::Unavailable,
    ];

    /// The status of the answer (RFC 9110 §15).
    pub const fn status(self) -> StatusCode {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::RequestTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::PayloadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Unprocessable => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// After how long another try makes sense when nobody knows better: as the page says.
    pub const fn usual_wait(self) -> Option<Duration> {
        match self {
            Self::Unavailable => Some(Duration::from_mins(1)),
            _ => None,
        }
    }

    /// The kind of page for an answer that came without one. Nothing for answers that are no errors.
    pub fn from_status(status: StatusCode) -> Option<Self> {
        let same = Self::ALL.into_iter().find(|kind| kind.status() == status);
        same.or(match status {
            StatusCode::UNAUTHORIZED => Some(Self::Forbidden),
            StatusCode::GONE => Some(Self::NotFound),
            StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT => Some(Self::Unavailable),
            _ if status.is_client_error() => Some(Self::BadRequest),
            _ if status.is_server_error() => Some(Self::Internal),
            _ => None,
        })
    }

    /// What happened: the title and the heading of the page.
    pub const fn heading(self, words: &Words) -> &'static str {
        match self {
            Self::BadRequest => words.error_page_bad_request_heading(),
            Self::Forbidden => words.error_page_forbidden_heading(),
            Self::NotFound => words.error_page_not_found_heading(),
            Self::MethodNotAllowed => words.error_page_method_not_allowed_heading(),
            Self::RequestTimeout => words.error_page_request_timeout_heading(),
            Self::PayloadTooLarge => words.error_page_payload_too_large_heading(),
            Self::UnsupportedMediaType => words.error_page_unsupported_media_type_heading(),
            Self::Unprocessable => words.error_page_unprocessable_heading(),
            Self::TooManyRequests => words.error_page_too_many_requests_heading(),
            Self::Internal => words.error_page_internal_heading(),
            Self::Unavailable => words.error_page_unavailable_heading(),
        }
    }

    /// Why, as far as it helps, and what to do next.
    pub const fn explanation(self, words: &Words) -> &'static str {
        match self {
            Self::BadRequest => words.error_page_bad_request_explanation(),
            Self::Forbidden => words.error_page_forbidden_explanation(),
            Self::NotFound => words.error_page_not_found_explanation(),
            Self::MethodNotAllowed => words.error_page_method_not_allowed_explanation(),
            Self::RequestTimeout => words.error_page_request_timeout_explanation(),
            Self::PayloadTooLarge => words.error_page_payload_too_large_explanation(),
            Self::UnsupportedMediaType => words.error_page_unsupported_media_type_explanation(),
            Self::Unprocessable => words.error_page_unprocessable_explanation(),
            Self::TooManyRequests => words.error_page_too_many_requests_explanation(),
            Self::Internal => words.error_page_internal_explanation(),
            Self::Unavailable => words.error_page_unavailable_explanation(),
        }
    }
}
