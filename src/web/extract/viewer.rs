//! Whoever looks at a public page. It cannot fail.

use std::convert::Infallible;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use super::proved;
use crate::web::viewer::Viewer;

impl FromRequest for Viewer {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(proved::authentication(request).into()))
    }
}
