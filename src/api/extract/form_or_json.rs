//! The parameters of an OAuth 2 request: the form of the standard, or a JSON object with the same
//! names. Its errors have the shape of the standard too.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;

use super::json;
use crate::api::{OAuthError, Problem, ProblemKind};
use crate::web::{BodyKind, ErrorKind, Malformed, read_body, read_parameters};

/// What the parameters say. `T` ignores unknown ones, as the standard demands, and none may come twice
/// (RFC 6749 §3.2).
pub(crate) struct FormOrJson<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest for FormOrJson<T> {
    type Error = OAuthError;
    type Future = LocalBoxFuture<'static, Result<Self, OAuthError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = read_body(request, payload, &[BodyKind::Form, BodyKind::Json]);
        Box::pin(async move {
            match body.await? {
                (BodyKind::Form, body) => {
                    read_parameters(&body).map(Self).map_err(|Malformed| OAuthError::invalid_request(NO_FORM))
                }
                (BodyKind::Json, body) => json::read(&body).map(Self).map_err(refused),
            }
        })
    }
}

/// What is said of a form that is none.
const NO_FORM: &str = "The body is no form in UTF-8, or names a parameter twice";

/// The standard knows one status for everything that is wrong with the parameters.
fn refused(problem: Problem) -> OAuthError {
    OAuthError::invalid_request(match problem.kind() {
        ProblemKind::Invalid => "Every parameter must be a string",
        kind => kind.detail(),
    })
}

impl From<ErrorKind> for OAuthError {
    fn from(kind: ErrorKind) -> Self {
        let kind = ProblemKind::from(kind);
        Self::InvalidRequest { status: kind.status(), description: kind.detail() }
    }
}
