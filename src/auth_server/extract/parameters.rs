//! What a program sends to the token endpoint: as a form, as OAuth has it, or as JSON.

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest};
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use serde_json::{Map, Value};
use url::form_urlencoded;

use super::Query;
use super::body::{is_form, read};
use crate::auth_server::error::ApiError;

/// What the content type of JSON holds.
const JSON: &str = "application/json";

/// Names and values.
pub(crate) enum Parameters {
    /// Those of a form, and then those of the URL.
    Form(Query),
    /// The members of an object.
    Json(Map<String, Value>),
    /// It was to be an object, and is none.
    Unreadable,
}

/// A value is no text, or there was no way to look for it.
#[derive(Debug)]
pub(crate) struct NoText;

impl Parameters {
    /// The text of this name; empty when there is none.
    pub(crate) fn text(&self, name: &str) -> Result<String, NoText> {
        match self {
            Self::Form(pairs) => Ok(pairs.get(name).to_owned()),
            Self::Json(_) | Self::Unreadable => self.text_in_json(name),
        }
    }

    /// The same where it counts in JSON only.
    pub(crate) fn text_in_json(&self, name: &str) -> Result<String, NoText> {
        match self {
            Self::Form(_) => Ok(String::new()),
            Self::Json(members) => match members.get(name) {
                None | Some(Value::Null) => Ok(String::new()),
                Some(Value::String(text)) => Ok(text.clone()),
                Some(_) => Err(NoText),
            },
            Self::Unreadable => Err(NoText),
        }
    }
}

impl FromRequest for Parameters {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let is_json = content_type.is_some_and(|text| text.contains(JSON));
        let (is_form, query, payload) = (is_form(request), Query::of(request), payload.take());
        async move {
            let bytes = read(payload).await?;
            if is_json {
                let members: Option<Option<Map<_, _>>> = serde_json::from_slice(&bytes).ok();
                let members = members.map(Option::unwrap_or_default);
                return Ok(members.map_or(Self::Unreadable, Self::Json));
            }
            let sent = if is_form { bytes.as_ref() } else { &[] };
            let pairs = form_urlencoded::parse(sent).into_owned().chain(query.pairs().iter().cloned());
            Ok(Self::Form(Query::from_pairs(pairs.collect())))
        }
        .boxed_local()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_not_taken_for_one() {
        let members = serde_json::json!({ "code": "x", "state": null, "resource": 5 });
        let sent = Parameters::Json(members.as_object().cloned().unwrap());
        assert_eq!(sent.text("code").unwrap(), "x");
        assert_eq!(sent.text("state").unwrap(), "");
        assert!(sent.text("resource").is_err());
        assert!(Parameters::Unreadable.text("code").is_err());
    }
}
