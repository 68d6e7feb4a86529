//! What stands in a request's `Authorization`, where it may be looked at later or not at all.

use std::convert::Infallible;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{AUTHORIZATION, HeaderValue};
use actix_web::{FromRequest, HttpRequest};

use super::authenticated::authenticate;
use super::{Authenticated, bearer};
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;

/// A bearer's token, or why there is none. Nothing is known yet of whose it is.
pub(crate) struct Presented {
    token: Result<String, ApiError>,
    is_nothing: bool,
}

impl Presented {
    /// Whether the header is missing or empty.
    pub(crate) const fn is_nothing(&self) -> bool {
        self.is_nothing
    }

    /// Whose token it is.
    pub(crate) async fn authenticate(self, server: &AuthServer) -> Result<Authenticated, ApiError> {
        authenticate(server, &self.token?).await
    }
}

impl FromRequest for Presented {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let is_nothing = request.headers().get(AUTHORIZATION).is_none_or(HeaderValue::is_empty);
        ready(Ok(Self { token: bearer::token(request), is_nothing }))
    }
}
