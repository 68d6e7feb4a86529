//! The body of an HTML form.

use std::collections::HashSet;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap};
use actix_web::web::{Bytes, BytesMut};
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt as _;
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use super::urlencoded::{self, Malformed};
use crate::web::{ErrorKind, WebError};

/// More than any form of ours holds, in bytes.
const MAX_BYTES: usize = 16 * 1024;

/// How long a body may take to arrive when the application says nothing else.
const DEFAULT_DEADLINE: Duration = Duration::from_secs(10);

/// How long a body may take to arrive; application data.
#[derive(Clone, Copy, Debug)]
pub struct BodyDeadline(pub Duration);

/// What a form says. Fields that `T` does not know are ignored, those that are missing are left to
/// its `#[serde(default)]`, and no field may come twice.
pub struct Form<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Form<T> {
    type Error = WebError;
    type Future = LocalBoxFuture<'static, Result<Self, WebError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let head = check_head(request.headers());
        let deadline = request.app_data::<BodyDeadline>().map_or(DEFAULT_DEADLINE, |deadline| deadline.0);
        let payload = payload.take();
        Box::pin(async move {
            head?;
            let body = timeout(deadline, collect(payload)).await;
            let body = body.map_err(|_| ErrorKind::RequestTimeout)??;
            Ok(Self(read(&body).map_err(|Malformed| ErrorKind::BadRequest)?))
        })
    }
}

/// Whether the head announces a form that is worth waiting for.
fn check_head(headers: &HeaderMap) -> Result<(), ErrorKind> {
    let mut types = headers.get_all(CONTENT_TYPE);
    let is_form = types.next().and_then(|value| value.to_str().ok()).is_some_and(is_form_type);
    // A compressed body may be a thousand times as long as it looks, and browsers send none.
    if !is_form || types.next().is_some() || headers.contains_key(CONTENT_ENCODING) {
        return Err(ErrorKind::UnsupportedMediaType);
    }
    let length = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > MAX_BYTES) {
        return Err(ErrorKind::PayloadTooLarge);
    }
    Ok(())
}

/// Whether a content type is that of HTML forms, in UTF-8 (RFC 9110 §8.3).
fn is_form_type(text: &str) -> bool {
    let mut parts = text.split(';').map(str::trim);
    let is_form =
        parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("application/x-www-form-urlencoded"));
    is_form
        && parts.filter(|part| !part.is_empty()).all(|parameter| {
            parameter.split_once('=').is_some_and(|(name, value)| {
                name.eq_ignore_ascii_case("charset") && value.trim_matches('"').eq_ignore_ascii_case("utf-8")
            })
        })
}

async fn collect(mut payload: Payload) -> Result<Bytes, ErrorKind> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        // The visitor went away, or the framing is broken.
        let chunk = chunk.map_err(|_| ErrorKind::BadRequest)?;
        if body.len() + chunk.len() > MAX_BYTES {
            return Err(ErrorKind::PayloadTooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Malformed> {
    let names = urlencoded::names(body)?;
    let mut seen = HashSet::new();
    if names.iter().all(|name| is_name(name) && seen.insert(name)) {
        urlencoded::read(body)
    } else {
        Err(Malformed)
    }
}

/// Whether our forms could have a field of this name; `email[]` and the like only look like one.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}
