//! Gives every error its problem details, with the id of its request. Headers that the answer has
//! already stay.

use actix_web::Error;
use actix_web::HttpMessage as _;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use actix_web::http::{ConnectionType, StatusCode};
use actix_web::middleware::Next;

use crate::api::{Problem, ProblemKind};
use crate::telemetry::RequestId;
use crate::web::ErrorKind;

/// RFC 9457 §3.
const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

/// The middleware.
pub(crate) async fn problem_details(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    // Remembered here: after a panic the answer no longer knows its request.
    let id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
    let mut response = next.call(request).await?.map_into_boxed_body();
    if leaves_body_unread(response.status()) {
        response.response_mut().head_mut().set_connection_type(ConnectionType::Close);
    }
    let Some(problem) = unwritten_problem(&response) else { return Ok(response) };
    let text = match serde_json::to_vec(&problem.body(&id)) {
        Ok(text) => text,
        Err(error) => {
            tracing::error!(%error, "a problem could not be written");
            return Ok(response);
        }
    };
    let mut response = response.map_body(|_, _| BoxBody::new(text));
    let headers = response.headers_mut();
    headers.remove(CONTENT_LENGTH);
    headers.insert(CONTENT_TYPE, PROBLEM_JSON);
    Ok(response)
}

/// The problem of an error that is not written yet. The errors of OAuth 2 are.
fn unwritten_problem(response: &ServiceResponse<BoxBody>) -> Option<Problem> {
    let extensions = response.response().extensions();
    let problem = extensions.get::<Problem>().cloned();
    let problem = problem.or_else(|| extensions.get::<ErrorKind>().map(|&kind| kind.into()));
    problem.or_else(|| {
        let is_json = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind == "application/json");
        ProblemKind::from_status(response.status()).filter(|_| !is_json).map(Problem::from)
    })
}

/// Whether the rest of a body may still be on its way, so that nothing else can be read from the
/// connection.
fn leaves_body_unread(status: StatusCode) -> bool {
    matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::PAYLOAD_TOO_LARGE)
}
