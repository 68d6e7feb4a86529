//! The one error of the API, but for the endpoints that OAuth 2 defines. Its answer has no body: the
//! layer of problem details writes it, since only that layer knows the request's id.

use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use utoipa::ToSchema;

use super::ProblemKind;
use super::field_errors::{FieldCode, FieldError, FieldErrors};
use crate::clock::whole_seconds;
use crate::people::{A_MINUTE, PeopleError};
use crate::web::ErrorKind;

/// Why a request is not answered as it was meant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", kind.code())]
pub struct Problem {
    kind: ProblemKind,
    errors: FieldErrors,
    retry_after: Option<Duration>,
    challenge: Option<HeaderValue>,
    allow: Option<String>,
}

impl Problem {
    /// A fault of ours.
    pub(crate) fn internal() -> Self {
        ProblemKind::Internal.into()
    }

    /// Nothing is there, or nothing of whoever asks.
    pub(crate) fn not_found() -> Self {
        ProblemKind::NotFound.into()
    }

    /// A token is needed: `challenge` says which and why (RFC 6750 §3).
    pub(crate) fn unauthorized(challenge: HeaderValue) -> Self {
        Self { challenge: Some(challenge), ..ProblemKind::Unauthorized.into() }
    }

    /// The token is good, but the account's second factor was not used for it.
    pub(crate) fn insufficient_aal(challenge: HeaderValue) -> Self {
        Self { challenge: Some(challenge), ..ProblemKind::InsufficientAal.into() }
    }

    /// Somebody else has what stands in `field`.
    pub(crate) fn taken(field: &'static str, text: &'static str) -> Self {
        Self { errors: FieldErrors::one(field, FieldCode::Taken, text), ..ProblemKind::Taken.into() }
    }

    /// The refusal of a method; `allow` lists those that work, such as `GET, HEAD` (RFC 9110 §15.5.6
    /// demands the list).
    pub(crate) fn method_not_allowed(allow: &str) -> Self {
        Self { allow: Some(allow.to_owned()), ..ProblemKind::MethodNotAllowed.into() }
    }

    /// What happened.
    pub(super) const fn kind(&self) -> ProblemKind {
        self.kind
    }

    /// What is written into the answer, for the request of this id.
    pub(super) fn body<'a>(&'a self, request_id: &'a str) -> ProblemBody<'a> {
        let status = self.kind.status();
        ProblemBody {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or_default(),
            status: status.as_u16(),
            detail: self.kind.detail(),
            code: self.kind.code(),
            request_id,
            errors: self.errors.as_slice(),
        }
    }
}

impl From<ProblemKind> for Problem {
    fn from(kind: ProblemKind) -> Self {
        Self { kind, errors: FieldErrors::default(), retry_after: None, challenge: None, allow: None }
    }
}

impl From<FieldErrors> for Problem {
    fn from(errors: FieldErrors) -> Self {
        Self { errors, ..ProblemKind::Invalid.into() }
    }
}

impl From<ErrorKind> for Problem {
    fn from(kind: ErrorKind) -> Self {
        let kind = ProblemKind::from(kind);
        let retry_after = (kind == ProblemKind::Unavailable).then_some(A_MINUTE);
        Self { retry_after, ..kind.into() }
    }
}

impl From<PeopleError> for Problem {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::TooMany(wait) => {
                Self { retry_after: Some(wait), ..ProblemKind::TooManyRequests.into() }
            }
            PeopleError::Away => Self { retry_after: Some(A_MINUTE), ..ProblemKind::Unavailable.into() },
        }
    }
}

/// The answer is empty and carries the problem in its extensions.
impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.kind.status()
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.kind.status());
        if let Some(wait) = self.retry_after {
            response.insert_header((RETRY_AFTER, HeaderValue::from(whole_seconds(wait))));
        }
        if let Some(challenge) = &self.challenge {
            response.insert_header((WWW_AUTHENTICATE, challenge.clone()));
        }
        if let Some(allow) = &self.allow {
            response.insert_header((ALLOW, allow.as_str()));
        }
        response.extensions_mut().insert(self.clone());
        response.finish()
    }
}

/// Problem details (RFC 9457 §3.1), with what programs need beside them.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemBody<'a> {
    /// `about:blank`: `code` tells the kinds apart.
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    kind: &'a str,
    /// The name of the status.
    title: &'a str,
    /// The status of the answer.
    status: u16,
    /// What happened and what to do next, for people.
    detail: &'a str,
    /// The word that programs branch on.
    #[schema(schema_with = ProblemKind::schema)]
    code: &'a str,
    /// The name of this request, for bug reports; also in the header `X-Request-Id`.
    request_id: &'a str,
    /// What is wrong with which member of the body.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schema(value_type = Vec<FieldError>, required = false)]
    errors: &'a [FieldError],
}
