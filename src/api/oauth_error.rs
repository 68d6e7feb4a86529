//! Errors of the endpoints that OAuth 2 defines, in its own shape (RFC 6749 §5.2): generated clients
//! read `error`, people read `error_description`.

use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, HeaderValue, RETRY_AFTER};
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use utoipa::ToSchema;

use crate::clock::whole_seconds;
use crate::people::{A_MINUTE, PeopleError};

/// Why no token is given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum OAuthError {
    /// The request cannot be read, or lacks something.
    #[error("{description}")]
    InvalidRequest {
        /// `400 Bad Request`, or what says more about a body.
        status: StatusCode,
        /// What is wrong with it.
        description: &'static str,
    },
    /// Tokens are not given for that.
    #[error("Ask with grant_type password or refresh_token")]
    UnsupportedGrantType,
    /// The password or the refresh token proves nothing.
    #[error("{0}")]
    InvalidGrant(&'static str),
    /// The password is right, but the address waits for its confirmation.
    #[error("Confirm the e-mail address first: follow the link in the mail that was sent to it")]
    EmailNotConfirmed,
    /// The password is right, but the account has a second factor that was not proved.
    #[error("{0}")]
    InsufficientAal(&'static str),
    /// A limit is reached.
    #[error("Too many tries. Wait as long as Retry-After says")]
    TooManyRequests(Duration),
    /// The auth server or the database is away.
    #[error("Nobody can tell right now. Nothing was changed; try again in a moment")]
    Unavailable,
}

/// What is written into the answer.
#[derive(Serialize, ToSchema)]
#[schema(as = OAuthError)]
pub(super) struct OAuthErrorBody<'a> {
    /// The word that programs branch on.
    #[schema(example = "invalid_grant")]
    error: &'a str,
    /// What happened and what to do next, for people.
    error_description: String,
}

impl OAuthError {
    /// A request that lacks something or says it twice.
    pub(crate) const fn invalid_request(description: &'static str) -> Self {
        Self::InvalidRequest { status: StatusCode::BAD_REQUEST, description }
    }

    /// The word that programs branch on.
    const fn code(&self) -> &'static str {
        match self {
            Self::InvalidRequest { .. } => "invalid_request",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::InvalidGrant(_) => "invalid_grant",
            Self::EmailNotConfirmed => "email_not_confirmed",
            Self::InsufficientAal(_) => "insufficient_aal",
            Self::TooManyRequests(_) => "too_many_requests",
            Self::Unavailable => "temporarily_unavailable",
        }
    }

    const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::TooManyRequests(wait) => Some(*wait),
            Self::Unavailable => Some(A_MINUTE),
            _ => None,
        }
    }
}

impl From<PeopleError> for OAuthError {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::TooMany(wait) => Self::TooManyRequests(wait),
            PeopleError::Away => Self::Unavailable,
        }
    }
}

impl ResponseError for OAuthError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::InvalidRequest { status, .. } => *status,
            Self::UnsupportedGrantType | Self::InvalidGrant(_) => StatusCode::BAD_REQUEST,
            Self::EmailNotConfirmed | Self::InsufficientAal(_) => StatusCode::FORBIDDEN,
            Self::TooManyRequests(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        response.insert_header((CACHE_CONTROL, HeaderValue::from_static("no-store")));
        if let Some(wait) = self.retry_after() {
            response.insert_header((RETRY_AFTER, HeaderValue::from(whole_seconds(wait))));
        }
        response.json(OAuthErrorBody { error: self.code(), error_description: self.to_string() })
    }
}
