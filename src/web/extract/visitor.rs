//! Whoever stands at the door, for the handlers that let people in and out.

use std::future::{Ready, ready};
use std::rc::Rc;

use actix_web::dev::Payload;
use actix_web::http::header::USER_AGENT;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};

use super::proved;
use crate::gotrue::Caller;
use crate::web::authentication::Authentication;
use crate::web::preferences::Preferred;
use crate::web::token_cookies::TokenChange;
use crate::web::visit::Visit;
use crate::web::visitor::Visitor;
use crate::web::{ClientAddress, ErrorKind, Site, WebError, arrival};

/// The caller of a request, for calls in their name.
pub(crate) fn caller(request: &HttpRequest) -> Caller {
    let user_agent = request.headers().get(USER_AGENT).and_then(|value| value.to_str().ok());
    let language = Preferred::of(request).get().language;
    Caller {
        address: ClientAddress::of(request).0,
        user_agent: user_agent.map(str::to_owned),
        accept_language: Some(language.tag().to_owned()),
    }
}

impl FromRequest for Visitor {
    type Error = WebError;
    type Future = Ready<Result<Self, WebError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let Some(site) = request.app_data::<Data<Site>>() else {
            return ready(Err(ErrorKind::Internal.into()));
        };
        let holder = match proved::authentication(request) {
            Authentication::Authenticated(holder) => Some(holder),
            Authentication::Anonymous | Authentication::Unavailable => None,
        };
        let device = request.cookie(site.cookie_names.device).map(|cookie| cookie.value().to_owned());
        let change = request.extensions().get::<TokenChange>().cloned().unwrap_or_default();
        ready(Ok(Self {
            caller: caller(request),
            visit: Visit::of(request),
            refresh_token: arrival::carried_refresh_token(site, request),
            holder: holder.as_ref().map(Rc::clone),
            device,
            change,
        }))
    }
}
