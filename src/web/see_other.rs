//! Leading a browser on after a form was acted upon.

use actix_web::HttpResponse;
use actix_web::http::header::LOCATION;

/// To another page of this site, by GET: so that reloading repeats nothing (RFC 9110 §15.4.4).
pub(crate) fn see_other(path: impl AsRef<str>) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, path.as_ref())).finish()
}
