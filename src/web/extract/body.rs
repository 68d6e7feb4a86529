//! The body of a request, whatever is in it: of a type that was asked for, short, and in time.

use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap};
use actix_web::web::{Bytes, BytesMut};
use futures_util::StreamExt as _;
use futures_util::future::LocalBoxFuture;
use tokio::time::timeout;

use crate::web::ErrorKind;

/// More than any form of ours holds, in bytes.
const MAX_BYTES: usize = 16 * 1024;

/// How long a body may take to arrive when the application says nothing else.
const DEFAULT_DEADLINE: Duration = Duration::from_secs(10);

/// How long a body may take to arrive; application data.
#[derive(Clone, Copy, Debug)]
pub struct BodyDeadline(pub Duration);

/// What a body may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyKind {
    /// An HTML form (WHATWG URL §5).
    Form,
    /// JSON (RFC 8259).
    Json,
}

impl BodyKind {
    const fn media_type(self) -> &'static str {
        match self {
            Self::Form => "application/x-www-form-urlencoded",
            Self::Json => "application/json",
        }
    }
}

/// The body and which of the `kinds` it says to be. Nothing is read of one that is refused by its head.
pub(crate) fn read_body(
    request: &HttpRequest,
    payload: &mut Payload,
    kinds: &[BodyKind],
) -> LocalBoxFuture<'static, Result<(BodyKind, Bytes), ErrorKind>> {
    let kind = check_head(request.headers(), kinds);
    let deadline = request.app_data::<BodyDeadline>().map_or(DEFAULT_DEADLINE, |deadline| deadline.0);
    let payload = payload.take();
    Box::pin(async move {
        let kind = kind?;
        let body = timeout(deadline, collect(payload)).await;
        Ok((kind, body.map_err(|_| ErrorKind::RequestTimeout)??))
    })
}

/// Whether the head announces something that is worth waiting for.
fn check_head(headers: &HeaderMap, kinds: &[BodyKind]) -> Result<BodyKind, ErrorKind> {
    let mut types = headers.get_all(CONTENT_TYPE);
    let said = types.next().and_then(|value| value.to_str().ok());
    let kind = said.and_then(|text| kinds.iter().find(|kind| is_of_type(text, kind.media_type())));
    // A compressed body may be a thousand times as long as it looks, and browsers send none.
    let (Some(&kind), None, false) = (kind, types.next(), headers.contains_key(CONTENT_ENCODING)) else {
        return Err(ErrorKind::UnsupportedMediaType);
    };
    let length = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > MAX_BYTES) {
        return Err(ErrorKind::PayloadTooLarge);
    }
    Ok(kind)
}

/// Whether a content type is the media type asked for, in UTF-8 (RFC 9110 §8.3).
fn is_of_type(text: &str, media_type: &str) -> bool {
    let mut parts = text.split(';').map(str::trim);
    let is_type = parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case(media_type));
    is_type
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
