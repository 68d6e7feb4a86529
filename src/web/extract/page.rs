//! Every page needs one: who looks, and what stands around the content.

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;

use crate::web::page::Page;
use crate::web::{ErrorKind, Site, WebError};

impl FromRequest for Page {
    type Error = WebError;
    type Future = LocalBoxFuture<'static, Result<Self, WebError>>;

    /// Not before it is its turn: where a right that is asked for first is not given, what the last form
    /// did is left to be said on the next page.
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let site = request.app_data::<Data<Site>>().ok_or(ErrorKind::Internal)?;
            Ok(Self::of(&request, site.clone()))
        })
    }
}
