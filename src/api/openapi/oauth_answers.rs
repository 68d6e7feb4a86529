//! How the endpoints that OAuth 2 defines refuse: in the shape of the standard, but for what went wrong
//! outside of them.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use utoipa::IntoResponses;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};

use super::refusals::with_headers;

/// What each status means.
const MEANINGS: &[(StatusCode, &str)] = &[
    (
        StatusCode::BAD_REQUEST,
        "`invalid_request`: the parameters cannot be read, or one is missing. `unsupported_grant_type`: \
         tokens are not given for that. `invalid_grant`: the password or the token proves nothing",
    ),
    (
        StatusCode::FORBIDDEN,
        "`email_not_confirmed`: the address waits for its confirmation. `insufficient_aal`: the account \
         has a second factor, and its code is missing or wrong",
    ),
    (StatusCode::REQUEST_TIMEOUT, "`invalid_request`: the body took too long to arrive"),
    (StatusCode::PAYLOAD_TOO_LARGE, "`invalid_request`: the body is larger than 16 KiB"),
    (
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "`invalid_request`: the body is neither a form nor JSON, or compressed",
    ),
    (StatusCode::TOO_MANY_REQUESTS, "`too_many_requests`: wait as long as Retry-After says"),
    (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on our side"),
    (StatusCode::SERVICE_UNAVAILABLE, "`temporarily_unavailable`: a part of the site does not answer"),
];

/// Of tokens, and of ending a session by one.
pub(in crate::api) struct OAuthRefusals;

impl IntoResponses for OAuthRefusals {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        MEANINGS
            .iter()
            .map(|&(status, meaning)| (status.as_str().to_owned(), answer(status, meaning).into()))
            .collect()
    }
}

fn answer(status: StatusCode, meaning: &str) -> Response {
    let of = |name: &str| ContentBuilder::new().schema(Some(Ref::from_schema_name(name))).build();
    let mut answer = ResponseBuilder::new().description(meaning);
    if status != StatusCode::INTERNAL_SERVER_ERROR {
        answer = answer.content("application/json", of("OAuthError"));
    }
    // What panics or takes too long is answered by the layers outside.
    if status.is_server_error() {
        answer = answer.content("application/problem+json", of("Problem"));
    }
    with_headers(status, answer).build()
}
