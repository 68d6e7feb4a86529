//! Which pages of other sites may ask, and what they may read (gotrue-contract §0.9): all of them.
//! Nothing here is believed because a browser sent it along by itself, there are no cookies; a page that
//! has no token gets no further than a program without one.

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_REQUEST_HEADERS,
    ACCESS_CONTROL_REQUEST_METHOD, HeaderMap, HeaderValue, ORIGIN, VARY,
};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse};

/// What a page may ask with.
const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// Which headers it may send, in lower case. At Supabase a gateway in front lets `apikey` pass, which
/// every client library sends.
const HEADERS: &[&str] = &[
    "accept",
    "apikey",
    "authorization",
    "content-type",
    "origin",
    "x-client-info",
    "x-client-ip",
    "x-jwt-aud",
    "x-supabase-api-version",
    "x-use-cookie",
];

/// Which headers of an answer it may read beside the ordinary ones.
const READABLE: HeaderValue = HeaderValue::from_static("X-Total-Count, Link, X-Supabase-Api-Version");

const ANY: HeaderValue = HeaderValue::from_static("*");
const TRUE: HeaderValue = HeaderValue::from_static("true");
const BY_ORIGIN: HeaderValue = HeaderValue::from_static("Origin");
const BY_QUESTION: HeaderValue =
    HeaderValue::from_static("Origin, Access-Control-Request-Method, Access-Control-Request-Headers");

/// The middleware around all endpoints. What a browser asks before it asks is answered here.
pub(super) async fn cross_origin(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<EitherBody<impl MessageBody, BoxBody>>, Error> {
    if request.method() == Method::OPTIONS && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD) {
        let answer = preflight(request.headers());
        return Ok(request.into_response(answer).map_into_right_body());
    }
    let may_read = request.headers().contains_key(ORIGIN) && is_known_method(request.method().as_str());
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    headers.append(VARY, BY_ORIGIN);
    if may_read {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, ANY);
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, READABLE);
        headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE);
    }
    Ok(response.map_into_left_body())
}

/// Says yes to what is allowed, and to anything else nothing (Fetch standard, "CORS-preflight fetch").
fn preflight(asked: &HeaderMap) -> HttpResponse {
    let mut answer = HttpResponse::NoContent();
    answer.insert_header((VARY, BY_QUESTION));
    let method = asked.get(ACCESS_CONTROL_REQUEST_METHOD);
    let names = asked.get(ACCESS_CONTROL_REQUEST_HEADERS);
    let allows_method = method.is_some_and(|method| method.to_str().is_ok_and(is_known_method));
    if asked.contains_key(ORIGIN) && allows_method && names.is_none_or(are_known_headers) {
        answer.insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, ANY));
        answer.insert_header((ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE));
        if let Some(method) = method {
            answer.insert_header((ACCESS_CONTROL_ALLOW_METHODS, method.clone()));
        }
        if let Some(names) = names.filter(|names| !names.is_empty()) {
            answer.insert_header((ACCESS_CONTROL_ALLOW_HEADERS, names.clone()));
        }
    }
    answer.finish()
}

fn is_known_method(method: &str) -> bool {
    METHODS.contains(&method)
}

fn are_known_headers(names: &HeaderValue) -> bool {
    let is_known = |name: &str| HEADERS.contains(&name.trim().to_ascii_lowercase().as_str());
    names.is_empty() || names.to_str().is_ok_and(|names| names.split(',').all(is_known))
}
