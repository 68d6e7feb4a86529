//! Who asks, as far as addresses and headers tell: for limits, and for calls in their name.

use std::convert::Infallible;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{ACCEPT_LANGUAGE, USER_AGENT};
use actix_web::{FromRequest, HttpRequest};

use crate::gotrue::Caller;
use crate::web::ClientAddress;

/// The program that asks.
pub(crate) struct Program(pub(crate) Caller);

impl Program {
    pub(super) fn of(request: &HttpRequest) -> Self {
        let says =
            |name| request.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        Self(Caller {
            address: ClientAddress::of(request).0,
            user_agent: says(USER_AGENT),
            accept_language: says(ACCEPT_LANGUAGE),
        })
    }
}

impl FromRequest for Program {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}
