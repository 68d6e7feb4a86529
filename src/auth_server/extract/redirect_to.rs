//! Where a link in a mail, or a redirect, leads back to (gotrue-contract §0.6).

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::REFERER;
use actix_web::{FromRequest, HttpRequest};

use super::{Query, bearer};
use crate::auth_server::error::ApiError;
use crate::auth_server::redirects;

/// The header that stands in the place of the parameter.
const HEADER: &str = "redirect_to";

/// What header or parameter names, else what `Referer` does, if it is allowed; else the site.
pub(crate) struct RedirectTo(pub(crate) String);

impl FromRequest for RedirectTo {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(bearer::server(request).map(|server| {
            let header = |name: &str| {
                request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
            };
            let query = Query::of(request);
            let named = Some(header(HEADER)).filter(|named| !named.is_empty());
            let candidates = [named.unwrap_or(query.get(HEADER)), header(REFERER.as_str())];
            Self(redirects::choose(server.settings(), candidates))
        }))
    }
}
