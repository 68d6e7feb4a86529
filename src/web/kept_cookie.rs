//! Cookies that a browser keeps beyond the visit.

use actix_web::HttpResponse;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

use super::CookieNames;

/// As long as browsers keep any cookie, nearly (RFC 6265bis §5.5 asks for 400 days at most).
const KEPT_FOR: Duration = Duration::days(365);

/// Has the browser keep a cookie for a year.
pub(super) fn keep(answer: &mut HttpResponse, names: CookieNames, name: &'static str, value: String) {
    set(answer, names, name, value, KEPT_FOR);
}

/// Has the browser forget a cookie.
pub(super) fn forget(answer: &mut HttpResponse, names: CookieNames, name: &'static str) {
    set(answer, names, name, String::new(), Duration::ZERO);
}

fn set(answer: &mut HttpResponse, names: CookieNames, name: &'static str, value: String, max_age: Duration) {
    let cookie = Cookie::build(name, value)
        .path("/")
        .secure(names.are_secure)
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(max_age)
        .finish();
    if let Err(error) = answer.add_cookie(&cookie) {
        tracing::error!(%error, name, "a cookie could not be written");
    }
}
