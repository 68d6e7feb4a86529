//! What every answer of the auth server has in common: a deadline, errors in the client's shape, and
//! no trace in any cache. A panic is answered too.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{ALLOW, CACHE_CONTROL, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, HttpResponse};
use futures_util::FutureExt as _;

use super::error::{ApiError, ApiVersion};
use crate::gotrue::ErrorCode;

/// How long a request may take in all, its body included (gotrue-contract §0.4).
const DEADLINE: Duration = Duration::from_secs(10);

/// The middleware around each resource.
pub(super) async fn complete(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let version = ApiVersion::of(request.headers());
    let asked = request.request().clone();
    let call = AssertUnwindSafe(next.call(request)).catch_unwind();
    let response = match tokio::time::timeout(DEADLINE, call).await {
        Ok(Ok(Ok(response))) => response.map_into_boxed_body(),
        Ok(Ok(Err(error))) => ServiceResponse::new(asked, HttpResponse::from_error(error)),
        Ok(Err(_)) => {
            let error = ApiError::failure("a request broke off", &"panic");
            ServiceResponse::new(asked, error.answer(version))
        }
        Err(_) => ServiceResponse::new(asked, ApiError::timed_out().answer(version)),
    };
    let mut response = in_the_shape_of(version, response);
    if !response.headers().contains_key(CACHE_CONTROL) {
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    Ok(response)
}

fn in_the_shape_of(version: ApiVersion, response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let refusal = response.response().error().and_then(|error| error.as_error::<ApiError>());
    match refusal.map(|refusal| refusal.answer(version)) {
        Some(answer) => response.into_response(answer),
        None => response,
    }
}

/// Answers for paths that are not there, or belong to a part that is switched off.
pub(super) async fn unknown(request: HttpRequest) -> HttpResponse {
    let error = ApiError::not_found(ErrorCode::FEATURE_DISABLED, "There is nothing here");
    uncached(error.answer(ApiVersion::of(request.headers())))
}

/// Answers for methods that a path does not have.
pub(super) fn not_allowed(request: &HttpRequest, allowed: &str) -> HttpResponse {
    let mut answer = ApiError::method_not_allowed().answer(ApiVersion::of(request.headers()));
    if let Ok(allowed) = HeaderValue::from_str(allowed) {
        answer.headers_mut().insert(ALLOW, allowed);
    }
    answer
}

fn uncached(mut answer: HttpResponse) -> HttpResponse {
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}
