//! The first of two layers against forged requests: what changes something must come from our own
//! pages, by the word of the browser. The second is the token in every form.
//!
//! Other sites of our domain count as foreign: a sub-domain may be somebody else's.

use std::rc::Rc;

use actix_web::Error;
use actix_web::ResponseError as _;
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform};
use actix_web::http::Method;
use actix_web::http::header::{HeaderMap, HeaderName, ORIGIN};
use actix_web::middleware::{Next, from_fn};

use crate::web::{ErrorKind, WebError};

/// What a browser says about where a request comes from (W3C Fetch Metadata). Pages cannot set it.
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The middleware; `origin` is the site's own, as browsers write it: `https://app.example.com`.
pub fn same_origin<S, B>(
    origin: String,
) -> impl Transform<S, ServiceRequest, Response = ServiceResponse<EitherBody<B>>, Error = Error, InitError = ()>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
    B: MessageBody + 'static,
{
    let origin: Rc<str> = origin.into();
    from_fn(move |request, next| check(Rc::clone(&origin), request, next))
}

async fn check<B: MessageBody>(
    origin: Rc<str>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    if is_ours(request.method(), request.headers(), &origin) {
        return Ok(next.call(request).await?.map_into_left_body());
    }
    let response = WebError::new(ErrorKind::Forbidden).error_response();
    Ok(request.into_response(response).map_into_right_body())
}

/// Whether a request may go on. One that says nothing at all comes from no browser of today; whether
/// it holds a form token is for the next layer to ask.
fn is_ours(method: &Method, headers: &HeaderMap, origin: &str) -> bool {
    // By these nothing is changed here (RFC 9110 §9.2.1).
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return true;
    }
    match (only(headers, &SEC_FETCH_SITE), only(headers, &ORIGIN)) {
        (Said::Once(site), _) => site == b"same-origin" || site == b"none",
        (Said::Nothing, Said::Once(from)) => from == origin.as_bytes(),
        (Said::Nothing, Said::Nothing) => true,
        (Said::Twice, _) | (Said::Nothing, Said::Twice) => false,
    }
}

enum Said<'request> {
    Nothing,
    Once(&'request [u8]),
    Twice,
}

fn only<'request>(headers: &'request HeaderMap, name: &HeaderName) -> Said<'request> {
    let mut values = headers.get_all(name);
    match (values.next(), values.next()) {
        (None, _) => Said::Nothing,
        (Some(value), None) => Said::Once(value.as_bytes()),
        (Some(_), Some(_)) => Said::Twice,
    }
}
