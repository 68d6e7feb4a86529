//! How each operation can be refused.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use utoipa::IntoResponses;
use utoipa::openapi::example::ExampleBuilder;
use utoipa::openapi::{ContentBuilder, HeaderBuilder, Object, Ref, RefOr, Response, ResponseBuilder, Type};

use crate::api::ProblemKind as Kind;
use crate::api::problem::Problem;

/// What can be wrong with any JSON body.
const BODY: &[Kind] = &[
    Kind::BadRequest,
    Kind::MalformedJson,
    Kind::NotUtf8,
    Kind::RepeatedMember,
    Kind::TooDeep,
    Kind::RequestTimeout,
    Kind::PayloadTooLarge,
    Kind::UnsupportedMediaType,
    Kind::Invalid,
    Kind::NotAnObject,
];

/// What can be wrong with the token.
const TOKEN: &[Kind] = &[Kind::Unauthorized, Kind::InsufficientAal];

/// What can go wrong with any question.
const ANY: &[Kind] = &[Kind::Internal, Kind::Unavailable];

/// What can go wrong with any change.
const DEED: &[Kind] = &[Kind::TooManyRequests, Kind::Internal, Kind::Unavailable];

/// One line for each operation.
macro_rules! refusals {
    ($($(#[doc = $help:literal])+ $name:ident: $($kinds:expr),+;)+) => {$(
        $(#[doc = $help])+
        pub(in crate::api) struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                by_status(&[$($kinds),+].concat())
            }
        }
    )+};
}

refusals! {
    /// Of reading.
    ReadRefusals: TOKEN, ANY;
    /// Of an account.
    RegisterRefusals: BODY, &[Kind::SignUpsClosed, Kind::Taken], DEED;
    /// Of another name.
    ChangeRefusals: BODY, TOKEN, &[Kind::Taken], DEED;
    /// Of another password.
    PasswordRefusals: BODY, TOKEN, &[Kind::ReauthenticationNeeded], DEED;
    /// Of deleting an account.
    DeletionRefusals: BODY, TOKEN, &[Kind::DeletionNotOffered], DEED;
    /// Of ending a session.
    EndRefusals: TOKEN, &[Kind::NotFound], DEED;
}

fn by_status(kinds: &[Kind]) -> BTreeMap<String, RefOr<Response>> {
    let mut sorted: BTreeMap<StatusCode, Vec<Kind>> = BTreeMap::new();
    for &kind in kinds {
        sorted.entry(kind.status()).or_default().push(kind);
    }
    let answers = sorted.into_iter();
    answers.map(|(status, kinds)| (status.as_str().to_owned(), answer(status, &kinds).into())).collect()
}

/// The answer of one status, with an example of each kind.
fn answer(status: StatusCode, kinds: &[Kind]) -> Response {
    let examples = kinds.iter().map(|&kind| {
        let problem = Problem::from(kind);
        let body = serde_json::to_value(problem.body("0199f3c27d5b7c1c8d3c0f8a5a1b2c3d")).ok();
        (kind.code(), ExampleBuilder::new().summary(kind.detail()).value(body).build())
    });
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .examples_from_iter(examples)
        .build();
    let details: Vec<_> = kinds.iter().map(|kind| kind.detail()).collect();
    let answer =
        ResponseBuilder::new().description(details.join(". ")).content("application/problem+json", content);
    with_headers(status, answer).build()
}

/// The headers that answers of a status bear.
pub(super) fn with_headers(status: StatusCode, answer: ResponseBuilder) -> ResponseBuilder {
    let header = |kind: Type, help: &str| {
        HeaderBuilder::new().schema(Object::with_type(kind)).description(Some(help)).build()
    };
    match status {
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
            answer.header("Retry-After", header(Type::Integer, "Seconds until another try makes sense"))
        }
        StatusCode::UNAUTHORIZED => {
            answer.header("WWW-Authenticate", header(Type::String, "What is needed (RFC 6750 §3)"))
        }
        _ => answer,
    }
}
