//! Bodies: at most 1 MiB, read within a deadline (gotrue-contract §0.4). JSON is an object; what providers
//! send a browser back with is a form.

use std::pin::Pin;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{Bytes, BytesMut};
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::{LocalBoxFuture, ready};
use futures_util::stream::once;
use futures_util::{FutureExt as _, Stream, StreamExt as _};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use url::form_urlencoded;

use super::Query;
use crate::auth_server::error::ApiError;

/// Longest body, in bytes.
const MOST_BYTES: usize = 1024 * 1024;

/// How long a body may take to arrive: whoever sends nothing does not keep a place for long.
const DEADLINE: Duration = Duration::from_secs(8);

/// What a form's content type begins with. GoTrue finds such a body empty.
const FORM: &str = "application/x-www-form-urlencoded";

/// A JSON object in the body.
pub(crate) struct Body<T>(pub(crate) T);

/// The same where there may be no body at all.
pub(crate) struct OptionalBody<T>(pub(crate) T);

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (is_form, payload) = (is_form(request), payload.take());
        async move {
            let bytes = read(payload).await?;
            if is_form || bytes.is_empty() {
                return Err(ApiError::bad_json("The body is empty; JSON is needed"));
            }
            parse(&bytes).map(Self)
        }
        .boxed_local()
    }
}

/// What a form sent, before what stands in the URL.
pub(crate) struct SentForm(pub(crate) Query);

impl FromRequest for SentForm {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (is_form, query, payload) = (is_form(request), Query::of(request), payload.take());
        async move {
            let bytes = read(payload).await?;
            let sent = if is_form { bytes.as_ref() } else { &[] };
            let pairs = form_urlencoded::parse(sent).into_owned().chain(query.pairs().iter().cloned());
            Ok(Self(Query::from_pairs(pairs.collect())))
        }
        .boxed_local()
    }
}

impl<T: DeserializeOwned + Default + 'static> FromRequest for OptionalBody<T> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (is_form, payload) = (is_form(request), payload.take());
        async move {
            let bytes = read(payload).await?;
            if is_form || bytes.is_empty() { Ok(Self(T::default())) } else { parse(&bytes).map(Self) }
        }
        .boxed_local()
    }
}

pub(super) fn is_form(request: &HttpRequest) -> bool {
    let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    content_type.is_some_and(|text| text.to_ascii_lowercase().starts_with(FORM))
}

/// Everything that arrives, while it is not too much and does not take too long.
pub(crate) async fn read(mut payload: Payload) -> Result<BytesMut, ApiError> {
    let reading = async {
        let mut bytes = BytesMut::new();
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|error| match error {
                PayloadError::Overflow => ApiError::too_large(),
                _ => ApiError::bad_json("The body did not arrive whole"),
            })?;
            if bytes.len() + chunk.len() > MOST_BYTES {
                return Err(ApiError::too_large());
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    };
    tokio::time::timeout(DEADLINE, reading).await.unwrap_or_else(|_| Err(ApiError::timed_out()))
}

/// A body that has arrived, as one that arrives.
pub(crate) fn sent(body: Bytes) -> Payload {
    let arriving: Pin<Box<dyn Stream<Item = Result<Bytes, PayloadError>>>> = Box::pin(once(ready(Ok(body))));
    Payload::from(arriving)
}

/// `null` counts as an object without members, and of members with one name the last counts, as GoTrue
/// has it.
pub(crate) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let object: Option<Map<String, Value>> =
        serde_json::from_slice(bytes).map_err(|_| ApiError::bad_json("The body is no JSON object"))?;
    members(object.unwrap_or_default())
}

/// The members of an object as a type has them.
pub(crate) fn members<T: DeserializeOwned>(object: Map<String, Value>) -> Result<T, ApiError> {
    serde_json::from_value(Value::Object(object))
        .map_err(|_| ApiError::bad_json("A member of the JSON object has the wrong type"))
}
