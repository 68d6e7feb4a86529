//! The parameters for a pair of tokens. The handler reads all of them from one type; which of them go
//! together is said here.

use std::borrow::Cow;

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{Object, ObjectBuilder, OneOfBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use super::values::{code, current_password, grant_type_password, grant_type_refresh, identifier, token};
use crate::api::handlers::token::TokenRequest;

impl PartialSchema for TokenRequest {
    fn schema() -> RefOr<Schema> {
        OneOfBuilder::new().item(for_password()).item(for_refresh_token()).into()
    }
}

impl ToSchema for TokenRequest {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Grant")
    }
}

fn for_password() -> Object {
    ObjectBuilder::new()
        .schema_type(Type::Object)
        .title(Some("Tokens for a password (RFC 6749 §4.3)"))
        .property("grant_type", grant_type_password())
        .property("username", identifier())
        .required("username")
        .property("password", current_password())
        .required("password")
        .property("code", code())
        .build()
}

fn for_refresh_token() -> Object {
    ObjectBuilder::new()
        .schema_type(Type::Object)
        .title(Some("Tokens for a refresh token (RFC 6749 §6)"))
        .property("grant_type", grant_type_refresh())
        .required("grant_type")
        .property("refresh_token", token())
        .required("refresh_token")
        .build()
}
