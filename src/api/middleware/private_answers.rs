//! No cookie in either direction, and no answer in any cache.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{CACHE_CONTROL, COOKIE, HeaderValue, SET_COOKIE};
use actix_web::middleware::Next;

/// Nobody keeps it (RFC 9111 §5.2.2.5).
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// The middleware. A cookie is sent along by whichever page a visitor is on; a token is sent by whoever
/// holds it, so that only the token says who asks. An answer that says how long it is good for is for
/// everybody.
pub(crate) async fn keep_private(
    mut request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    request.headers_mut().remove(COOKIE);
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    headers.remove(SET_COOKIE);
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, NO_STORE);
    }
    Ok(response)
}
