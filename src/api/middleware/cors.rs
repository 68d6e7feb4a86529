//! Lets pages of chosen other origins call the API (Fetch §3.2). Never with credentials: a browser has
//! none for us that count here.

use std::rc::Rc;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform};
use actix_web::http::Method;
use actix_web::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, HeaderValue,
    ORIGIN, VARY,
};
use actix_web::middleware::{Next, from_fn};
use actix_web::{Error, HttpResponse};

/// What pages may ask with.
const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST, PATCH, DELETE");
const HEADERS: HeaderValue = HeaderValue::from_static("Authorization, Content-Type");

/// What pages may read of an answer, beside its body and what every page may.
const EXPOSED: HeaderValue = HeaderValue::from_static("Retry-After, WWW-Authenticate, X-Request-Id");

/// Seconds that a browser need not ask again: as long as all of them keep it.
const MAX_AGE: HeaderValue = HeaderValue::from_static("7200");

/// What an answer depends on where origins are chosen, whoever asks (Fetch §3.2.5).
const DEPENDS_ON: HeaderValue = HeaderValue::from_static("Origin");

/// The middleware, for pages of these origins. Without any it does nothing.
pub(crate) fn cors<S, B>(
    origins: Rc<[HeaderValue]>,
) -> impl Transform<S, ServiceRequest, Response = ServiceResponse<EitherBody<B>>, Error = Error, InitError = ()>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
    B: MessageBody + 'static,
{
    from_fn(move |request, next| admit(Rc::clone(&origins), request, next))
}

async fn admit<B: MessageBody>(
    origins: Rc<[HeaderValue]>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    if origins.is_empty() {
        return Ok(next.call(request).await?.map_into_left_body());
    }
    let origin = request.headers().get(ORIGIN).filter(|origin| origins.contains(origin)).cloned();
    let mut response = if origin.is_some() && is_preflight(&request) {
        request.into_response(permission()).map_into_right_body()
    } else {
        next.call(request).await?.map_into_left_body()
    };
    let headers = response.headers_mut();
    headers.append(VARY, DEPENDS_ON);
    if let Some(origin) = origin {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }
    Ok(response)
}

/// Whether a browser asks if it may ask (Fetch §3.2.2).
fn is_preflight(request: &ServiceRequest) -> bool {
    request.method() == Method::OPTIONS && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

fn permission() -> HttpResponse {
    HttpResponse::NoContent()
        .insert_header((ACCESS_CONTROL_ALLOW_METHODS, METHODS))
        .insert_header((ACCESS_CONTROL_ALLOW_HEADERS, HEADERS))
        .insert_header((ACCESS_CONTROL_MAX_AGE, MAX_AGE))
        .finish()
}
