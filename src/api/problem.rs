//! TEMPORARY
use std::borrow::Cow;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpResponse, ResponseError};
use serde_json::json;

use super::FieldErrors;
use crate::people::{A_MINUTE, PeopleError};

/// A problem.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{code}")]
pub struct Problem {
    status: StatusCode,
    code: &'static str,
    detail: Cow<'static, str>,
    errors: FieldErrors,
    retry_after: Option<Duration>,
    challenge: Option<HeaderValue>,
    allow: Option<String>,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            status,
            code,
            detail: detail.into(),
            errors: FieldErrors::default(),
            retry_after: None,
            challenge: None,
            allow: None,
        }
    }
    pub(crate) fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "Something went wrong")
    }
    pub(crate) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "There is nothing here")
    }
    pub(crate) fn forbidden(code: &'static str, detail: &'static str) -> Self {
        Self::new(StatusCode::FORBIDDEN, code, detail)
    }
    pub(crate) fn unauthorized(challenge: HeaderValue) -> Self {
        Self {
            challenge: Some(challenge),
            ..Self::new(StatusCode::UNAUTHORIZED, "unauthorized", "A token is needed")
        }
    }
    pub(crate) fn insufficient_aal(challenge: HeaderValue) -> Self {
        Self {
            challenge: Some(challenge),
            ..Self::new(StatusCode::FORBIDDEN, "insufficient_aal", "This account needs its second factor")
        }
    }
    pub(crate) fn taken(field: &'static str, text: &'static str) -> Self {
        Self { errors: FieldErrors::at(field, text), ..Self::new(StatusCode::CONFLICT, "taken", text) }
    }
    pub(crate) fn method_not_allowed(allow: &str) -> Self {
        Self {
            allow: Some(allow.to_owned()),
            ..Self::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "No such method")
        }
    }
}

impl From<FieldErrors> for Problem {
    fn from(errors: FieldErrors) -> Self {
        Self {
            errors,
            ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "Something sent is not right")
        }
    }
}

impl From<PeopleError> for Problem {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::TooMany(wait) => Self {
                retry_after: Some(wait),
                ..Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", "Too many tries")
            },
            PeopleError::Away => Self {
                retry_after: Some(A_MINUTE),
                ..Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "Away")
            },
        }
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.status
    }
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status);
        if let Some(wait) = self.retry_after {
            response.insert_header((
                RETRY_AFTER,
                HeaderValue::from(wait.as_secs() + u64::from(wait.subsec_nanos() > 0)),
            ));
        }
        if let Some(challenge) = &self.challenge {
            response.insert_header((WWW_AUTHENTICATE, challenge.clone()));
        }
        if let Some(allow) = self.allow.clone() {
            response.insert_header((ALLOW, allow));
        }
        let errors: Vec<_> =
            self.errors.0.iter().map(|(field, text)| json!({"field": field, "detail": text})).collect();
        response.content_type("application/problem+json").json(json!({"status": self.status.as_u16(), "code": self.code, "detail": self.detail, "errors": errors}))
    }
}
