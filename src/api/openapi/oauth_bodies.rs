//! The parameters of OAuth 2. A handler reads all of them from one type; which of them go together is
//! said here, for JSON and for the form, where nothing comes twice and no value is but text.

use std::borrow::Cow;

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{Object, ObjectBuilder, OneOfBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use super::values::{
    code, current_password, grant_type_password, grant_type_refresh, identifier, stranger, token,
    token_in_form,
};
use crate::api::handlers::revoke::Revocation;
use crate::api::handlers::token::TokenRequest;

/// More parameters than a form may have.
const MOST_PARAMETERS: usize = 64;

/// The parameters for a pair of tokens, as a form.
pub(in crate::api) struct GrantForm;

/// The parameters for the end of a session, as a form.
pub(in crate::api) struct RevocationForm;

/// Each body with its name in the document.
macro_rules! bodies {
    ($($body:ty: $name:literal, $schema:expr;)+) => {$(
        impl PartialSchema for $body {
            fn schema() -> RefOr<Schema> {
                one_of($schema)
            }
        }

        impl ToSchema for $body {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed($name)
            }
        }
    )+};
}

bodies! {
    TokenRequest: "Grant", grants();
    GrantForm: "GrantForm", grants().map(as_form);
    Revocation: "Revocation", [revocation(token())];
    RevocationForm: "RevocationForm", [as_form(revocation(token_in_form()))];
}

fn grants() -> [ObjectBuilder; 2] {
    let for_password = ObjectBuilder::new()
        .title(Some("Tokens for a password (RFC 6749 §4.3)"))
        .property("grant_type", grant_type_password())
        .property("username", identifier())
        .required("username")
        .property("password", current_password())
        .required("password")
        .property("code", code());
    let for_refresh_token = ObjectBuilder::new()
        .title(Some("Tokens for a refresh token (RFC 6749 §6)"))
        .property("grant_type", grant_type_refresh())
        .required("grant_type")
        .property("refresh_token", token())
        .required("refresh_token");
    [for_password, for_refresh_token]
}

fn revocation(token: Object) -> ObjectBuilder {
    ObjectBuilder::new().property("token", token).required("token")
}

fn as_form(object: ObjectBuilder) -> ObjectBuilder {
    object
        .max_properties(Some(MOST_PARAMETERS))
        .property_names(Some(stranger()))
        .additional_properties(Some(Schema::from(stranger())))
}

fn one_of(alternatives: impl IntoIterator<Item = ObjectBuilder>) -> RefOr<Schema> {
    let objects = alternatives.into_iter().map(|object| object.schema_type(Type::Object).build());
    objects.fold(OneOfBuilder::new(), OneOfBuilder::item).into()
}
