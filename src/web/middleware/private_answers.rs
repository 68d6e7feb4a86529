//! Keeps answers that are one visitor's out of every cache: those that set a cookie of ours, and
//! those to a request that bears one.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{CACHE_CONTROL, HeaderValue, SET_COOKIE, VARY};
use actix_web::middleware::Next;
use actix_web::web::Data;

use crate::web::Site;

/// Nobody keeps it (RFC 9111 §5.2.2.5).
const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-store");

/// It is for everybody who has no cookie, and asked for anew each time (RFC 9111 §5.2.2.4).
const SHARED: HeaderValue = HeaderValue::from_static("no-cache");

/// What the answer depends on: who asks, what they chose, and else in which language.
const DEPENDS_ON: HeaderValue = HeaderValue::from_static("Accept-Language, Cookie");

pub(crate) async fn keep_private(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let bears_ours = bears_our_cookie(&request);
    let mut response = next.call(request).await?;
    let is_private = bears_ours || response.headers().contains_key(SET_COOKIE);
    let cache = if is_private { PRIVATE } else { SHARED };
    response.headers_mut().insert(CACHE_CONTROL, cache);
    response.headers_mut().append(VARY, DEPENDS_ON);
    Ok(response)
}

fn bears_our_cookie(request: &ServiceRequest) -> bool {
    let Some(site) = request.app_data::<Data<Site>>() else { return false };
    let Ok(cookies) = request.cookies() else { return true };
    cookies.iter().any(|cookie| site.cookie_names.are_ours(cookie.name()))
}
