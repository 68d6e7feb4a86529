//! TEMPORARY
use actix_web::dev::Payload;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;

use crate::api::OAuthError;

pub(crate) struct FormOrJson<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest for FormOrJson<T> {
    type Error = OAuthError;
    type Future = LocalBoxFuture<'static, Result<Self, OAuthError>>;
    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_json = request
            .headers()
            .get("content-type")
            .is_some_and(|v| v.as_bytes().starts_with(b"application/json"));
        let body = Bytes::from_request(request, payload);
        Box::pin(async move {
            let body = body.await.map_err(|_| OAuthError::invalid_request("bad"))?;
            if is_json {
                serde_json::from_slice(&body).map(Self).map_err(|_| OAuthError::invalid_request("bad"))
            } else {
                serde_urlencoded::from_bytes(&body).map(Self).map_err(|_| OAuthError::invalid_request("bad"))
            }
        })
    }
}
