//! Refusals and failures as the contract words them (gotrue-contract §0.5).

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use actix_web::{HttpResponse, HttpResponseBuilder, ResponseError};
use serde_json::{Value, json};
use uuid::Uuid;

use super::issue::{SESSION_ID, USER_ID};
use crate::clock::whole_seconds;
use crate::gotrue::{ErrorCode, WeakPasswordReason};
use crate::keys::SealError;

/// The header by which a client says which error bodies it understands.
const API_VERSION: HeaderName = HeaderName::from_static("x-supabase-api-version");

/// The header that repeats the code.
const ERROR_CODE: HeaderName = HeaderName::from_static("x-sb-error-code");

/// Says that a session was ended since an old refresh token of it came back.
const ROTATED: HeaderName = HeaderName::from_static("sb-auth-refresh-token-rotated");

/// The first version with the newer error bodies, and the only one there is.
const NEWER: &str = "2024-01-01";

/// Which error bodies a client understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ApiVersion {
    /// `{"code": 400, "error_code": "…", "msg": "…"}`
    Legacy,
    /// `{"code": "…", "message": "…"}`
    Newer,
}

impl ApiVersion {
    /// What a request's headers ask for; what is not a date asks for nothing.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let date = headers.get(API_VERSION).and_then(|value| value.to_str().ok()).unwrap_or_default();
        match date.parse::<jiff::civil::Date>() {
            Ok(_) if date.len() == NEWER.len() && date >= NEWER => Self::Newer,
            _ => Self::Legacy,
        }
    }
}

/// Why a request was refused, or failed.
#[derive(Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    code: ErrorCode,
    message: Cow<'static, str>,
    kind: Kind,
    /// Whom and which session it is about, where the caller has shown that they know.
    about: Option<(Uuid, Option<Uuid>)>,
}

#[derive(Debug)]
enum Kind {
    Ordinary,
    EndedSession,
    TooMany {
        retry_after: Duration,
    },
    WeakPassword {
        reasons: Vec<WeakPasswordReason>,
    },
    /// What a hook said, which has no code. A failure has an id.
    ByHook {
        id: Option<Uuid>,
    },
    /// Not an answer: the request is run again, with the answer of a hook.
    WaitsForHook,
    /// The shape of RFC 6749 §5.2, with the value of `error`.
    OAuth {
        error: &'static str,
    },
    Failure {
        id: Uuid,
    },
}

impl ApiError {
    fn new(status: StatusCode, code: ErrorCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self { status, code, message: message.into(), kind: Kind::Ordinary, about: None }
    }

    pub(crate) fn bad_request(code: ErrorCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    pub(crate) fn unauthorized(code: ErrorCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, code, message)
    }

    pub(crate) fn forbidden(code: ErrorCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::FORBIDDEN, code, message)
    }

    pub(crate) fn not_found(code: ErrorCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, message)
    }

    pub(crate) fn unprocessable(code: ErrorCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, message)
    }

    pub(crate) fn conflict(message: &'static str) -> Self {
        Self::new(StatusCode::CONFLICT, ErrorCode::CONFLICT, message)
    }

    pub(crate) fn method_not_allowed() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, ErrorCode::UNKNOWN, "This path has no such method")
    }

    pub(crate) fn too_large() -> Self {
        let code = ErrorCode::REQUEST_ENTITY_TOO_LARGE;
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, code, "The request body is over 1 MiB")
    }

    pub(crate) fn timed_out() -> Self {
        let code = ErrorCode::REQUEST_TIMEOUT;
        Self::new(StatusCode::GATEWAY_TIMEOUT, code, "The request took too long")
    }

    pub(crate) fn bad_json(message: &'static str) -> Self {
        Self::bad_request(ErrorCode::BAD_JSON, message)
    }

    /// `400 validation_failed`, the usual answer to a field that cannot be.
    pub(crate) fn invalid(message: impl Into<Cow<'static, str>>) -> Self {
        Self::bad_request(ErrorCode::VALIDATION_FAILED, message)
    }

    pub(crate) fn too_many(
        code: ErrorCode,
        message: impl Into<Cow<'static, str>>,
        retry_after: Duration,
    ) -> Self {
        let kind = Kind::TooMany { retry_after };
        Self { kind, ..Self::new(StatusCode::TOO_MANY_REQUESTS, code, message) }
    }

    pub(crate) fn weak_password(
        message: impl Into<Cow<'static, str>>,
        reasons: Vec<WeakPasswordReason>,
    ) -> Self {
        Self {
            kind: Kind::WeakPassword { reasons },
            ..Self::unprocessable(ErrorCode::WEAK_PASSWORD, message)
        }
    }

    pub(crate) fn oauth(error: &'static str, message: &'static str) -> Self {
        Self { kind: Kind::OAuth { error }, ..Self::bad_request(ErrorCode::UNKNOWN, message) }
    }

    /// What a hook says, in its own words and without a code; or what is said of one that says nothing.
    pub(crate) fn by_hook(status: StatusCode, code: Option<ErrorCode>, message: String) -> Self {
        let id = status.is_server_error().then(Uuid::now_v7);
        let is_usual = status == StatusCode::INTERNAL_SERVER_ERROR;
        let without = if is_usual { ErrorCode::UNEXPECTED_FAILURE } else { ErrorCode::UNKNOWN };
        let kind = match (&code, id) {
            (None, id) => Kind::ByHook { id },
            (Some(_), Some(id)) => Kind::Failure { id },
            (Some(_), None) => Kind::Ordinary,
        };
        Self { kind, ..Self::new(status, code.unwrap_or(without), message) }
    }

    /// The run of the request is over: it needs the answer of a hook that is asked now. Nobody is answered
    /// with it.
    pub(crate) fn waits_for_hook() -> Self {
        let (status, code) = (StatusCode::INTERNAL_SERVER_ERROR, ErrorCode::UNEXPECTED_FAILURE);
        Self { kind: Kind::WaitsForHook, ..Self::new(status, code, "A hook is asked") }
    }

    /// The same as a failure of ours, where what a hook says is not passed on.
    pub(crate) fn without_words_of_hook(self, what: &'static str) -> Self {
        match self.kind {
            Kind::WaitsForHook => self,
            _ => Self { about: self.about, ..Self::failure(what, &self.message) },
        }
    }

    /// A failure of ours. What failed goes to the log, under an id that the client is told.
    pub(crate) fn failure(what: &'static str, cause: &dyn fmt::Display) -> Self {
        let id = Uuid::now_v7();
        tracing::error!(error_id = %id, %cause, "{what}");
        let code = ErrorCode::UNEXPECTED_FAILURE;
        let message = "Something went wrong on this side";
        Self { kind: Kind::Failure { id }, ..Self::new(StatusCode::INTERNAL_SERVER_ERROR, code, message) }
    }

    /// Names whom, and which session, the refusal is about.
    pub(crate) const fn about(mut self, user: Uuid, session: Option<Uuid>) -> Self {
        self.about = Some((user, session));
        self
    }

    /// Says that the session is over, since one of its refresh tokens came back.
    pub(crate) fn ending_session(self) -> Self {
        Self { kind: Kind::EndedSession, ..self }
    }

    pub(crate) const fn status(&self) -> StatusCode {
        self.status
    }

    pub(crate) const fn code(&self) -> &ErrorCode {
        &self.code
    }

    /// The code, unless nobody gave it one.
    pub(crate) const fn given_code(&self) -> Option<&ErrorCode> {
        if let Kind::ByHook { .. } = self.kind { None } else { Some(&self.code) }
    }

    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// The answer in the shape a client understands.
    pub(crate) fn answer(&self, version: ApiVersion) -> HttpResponse {
        let mut answer = HttpResponse::build(self.status);
        let says_code = match self.kind {
            Kind::OAuth { .. } | Kind::ByHook { .. } => false,
            Kind::WeakPassword { .. } => version == ApiVersion::Legacy,
            _ => true,
        };
        if let Some(value) = HeaderValue::from_str(self.code.as_str()).ok().filter(|_| says_code) {
            answer.insert_header((ERROR_CODE, value));
        }
        if let Kind::TooMany { retry_after } = self.kind {
            answer.insert_header((RETRY_AFTER, whole_seconds(retry_after)));
        }
        self.name_in(&mut answer);
        if let Kind::EndedSession = self.kind {
            answer.insert_header((ROTATED, HeaderValue::from_static("true")));
        }
        if version == ApiVersion::Newer {
            answer.insert_header((API_VERSION, HeaderValue::from_static(NEWER)));
        }
        answer.json(self.body(version))
    }

    /// Names whom and which session it is about in an answer's headers.
    pub(crate) fn name_in(&self, answer: &mut HttpResponseBuilder) {
        if let Some((user, session)) = self.about {
            answer.insert_header((USER_ID, user.to_string()));
            session.map(|session| answer.insert_header((SESSION_ID, session.to_string())));
        }
    }

    fn body(&self, version: ApiVersion) -> Value {
        if let Kind::OAuth { error } = self.kind {
            return json!({ "error": error, "error_description": self.message });
        }
        let mut body = match version {
            ApiVersion::Legacy => {
                json!({ "code": self.status.as_u16(), "error_code": self.code, "msg": self.message })
            }
            ApiVersion::Newer => json!({ "code": self.code, "message": self.message }),
        };
        match &self.kind {
            Kind::WeakPassword { reasons } => body["weak_password"] = json!({ "reasons": reasons }),
            Kind::Failure { id } | Kind::ByHook { id: Some(id) } if version == ApiVersion::Legacy => {
                body["error_id"] = json!(id);
            }
            _ => {}
        }
        body
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.status.as_u16(), self.code)
    }
}

/// The shape for clients that ask for none: every resource turns it into the one that was asked for.
impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        self.answer(ApiVersion::Legacy)
    }
}

impl From<SealError> for ApiError {
    fn from(error: SealError) -> Self {
        Self::failure("a sealed value could not be used", &error)
    }
}
