//! The body of an HTML form.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;

use super::body::{BodyKind, read_body};
use super::urlencoded::{self, Malformed};
use crate::web::{ErrorKind, WebError};

/// What a form says. Fields that `T` does not know are ignored, those that are missing are left to
/// its `#[serde(default)]`, and no field may come twice.
pub struct Form<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Form<T> {
    type Error = WebError;
    type Future = LocalBoxFuture<'static, Result<Self, WebError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = read_body(request, payload, &[BodyKind::Form]);
        Box::pin(async move {
            let (_, body) = body.await?;
            Ok(Self(read(&body).map_err(|Malformed| ErrorKind::BadRequest)?))
        })
    }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Malformed> {
    let names = urlencoded::names(body)?;
    if names.iter().all(|name| is_name(name)) && urlencoded::are_distinct(&names) {
        urlencoded::read(body)
    } else {
        Err(Malformed)
    }
}

/// Whether our forms could have a field of this name; `email[]` and the like only look like one.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}
