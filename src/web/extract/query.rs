//! The query of a URL.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;

use super::urlencoded;
use crate::web::{ErrorKind, WebError};

/// What a query says. Names that `T` does not know are ignored: whoever makes links adds some.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = WebError;
    type Future = Ready<Result<Self, WebError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let query = request.query_string().as_bytes();
        let read = urlencoded::names(query).and_then(|_| urlencoded::read(query));
        ready(read.map(Self).map_err(|_| ErrorKind::BadRequest.into()))
    }
}
