//! Every page needs one: who looks, and what stands around the content.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};

use crate::web::page::Page;
use crate::web::{ErrorKind, Site, WebError};

impl FromRequest for Page {
    type Error = WebError;
    type Future = Ready<Result<Self, WebError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let site = request.app_data::<Data<Site>>();
        ready(site.map(|site| Self::of(request, site.clone())).ok_or_else(|| ErrorKind::Internal.into()))
    }
}
