//! Why a request does not reach its handler: its sender has to go somewhere else first.

use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse, ResponseError};

use crate::web::{ErrorKind, NextPath, WebError};

/// Why a right is not given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Detour {
    /// First to another page.
    #[error("the visitor is led to another page")]
    To(String),
    /// Nowhere.
    #[error(transparent)]
    Error(#[from] WebError),
}

impl Detour {
    /// To the page to sign in, and back here afterwards.
    pub(super) fn login(request: &HttpRequest) -> Self {
        Self::through("/login", request)
    }

    /// To a page that leads back here when it is done.
    pub(super) fn through(path: &str, request: &HttpRequest) -> Self {
        let here = request.uri().path_and_query().and_then(|here| NextPath::parse(here.as_str()));
        Self::To(match here {
            Some(here) => format!("{path}?{}", here.query()),
            None => path.to_owned(),
        })
    }

    /// Whoever it is cannot be known right now.
    pub(super) fn unavailable() -> Self {
        WebError::new(ErrorKind::Unavailable).into()
    }
}

impl ResponseError for Detour {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::To(_) => StatusCode::SEE_OTHER,
            Self::Error(error) => error.status_code(),
        }
    }

    fn error_response(&self) -> HttpResponse {
        match self {
            Self::To(path) => HttpResponse::SeeOther().insert_header((LOCATION, path.as_str())).finish(),
            Self::Error(error) => error.error_response(),
        }
    }
}
