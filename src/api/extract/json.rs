//! A JSON object in the body, read strictly: two readers of the same text never believe different
//! things, and nothing that was sent is silently left aside.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::members;
use crate::api::{Problem, ProblemKind};
use crate::gotrue::strict_json::{self, JsonFault};
use crate::web::{BodyKind, read_body};

/// More arrays and objects in one another than any body of ours has.
const DEEPEST: usize = 16;

/// What a JSON body says. `T` denies unknown members: a misspelt name must not pass for a wish that was
/// heard.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest for Json<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = read_body(request, payload, &[BodyKind::Json]);
        Box::pin(async move {
            let (_, body) = body.await?;
            read(&body).map(Self)
        })
    }
}

/// Reads the text of an object.
pub(super) fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, Problem> {
    match strict_json::read(text, DEEPEST) {
        Ok(Value::Object(object)) => Ok(members::read(object)?),
        Ok(_) => Err(ProblemKind::NotAnObject.into()),
        Err(fault) => Err(ProblemKind::from(fault).into()),
    }
}

impl From<JsonFault> for ProblemKind {
    fn from(fault: JsonFault) -> Self {
        match fault {
            JsonFault::NotUtf8 => Self::NotUtf8,
            JsonFault::Malformed => Self::MalformedJson,
            JsonFault::RepeatedName => Self::RepeatedMember,
            JsonFault::TooDeep => Self::TooDeep,
        }
    }
}
