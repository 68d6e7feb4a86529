//! The id in a path.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use uuid::Uuid;

use crate::api::Problem;

/// The parameter `id` of a path. What is no id in its usual writing (RFC 9562 §4) names nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PathId(pub(crate) Uuid);

/// How long an id is as it is usually written, in bytes: the parser takes other ways too.
const USUAL_LENGTH: usize = 36;

impl FromRequest for PathId {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let id = request.match_info().get("id").filter(|text| text.len() == USUAL_LENGTH);
        ready(id.and_then(|text| Uuid::parse_str(text).ok()).map(Self).ok_or_else(Problem::not_found))
    }
}
