//! What the values that programs send look like, said as the parsers of `accounts` and `gotrue` have
//! it: a text that matches is taken unless somebody has it or could guess it, and no other is.

use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{Object, ObjectBuilder, Schema, SchemaFormat, SchemaType, Type};
use utoipa::{PartialSchema, ToSchema};

/// What no form holds.
const WITHOUT_NUL: &str = "^[^\\u0000]*$";

fn text(description: &str, example: &str) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).description(Some(description)).examples([example])
}

/// Programs that always name a member say so that it has no value.
fn or_null() -> SchemaType {
    SchemaType::Array(vec![Type::String, Type::Null])
}

/// A parameter of a form that is nobody's business here.
pub(super) fn stranger() -> Object {
    ObjectBuilder::new().schema_type(Type::String).pattern(Some(WITHOUT_NUL)).build()
}

/// A name: spaces around it are dropped.
pub(in crate::api) fn username() -> Object {
    text("3 to 30 letters a to z, digits, hyphens and underscores, beginning with a letter", "ada")
        .min_length(Some(3))
        .pattern(Some("^ *[A-Za-z][A-Za-z0-9_-]{2,29} *$"))
        .build()
}

/// An address, by the rule of browsers; spaces around it are dropped.
pub(in crate::api) fn email() -> Object {
    const LABEL: &str = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    text("An e-mail address of at most 255 characters", "ada@example.com")
        .min_length(Some(3))
        .pattern(Some(format!("^ *[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{LABEL}(\\.{LABEL})* *$")))
        .build()
}

/// A password that may be set. Its bytes cannot be counted here.
pub(in crate::api) fn new_password() -> Object {
    text(
        "At least 12 characters and at most 72 bytes, neither among the first that are tried nor made of \
         the name or the address",
        "correct horse battery",
    )
    .min_length(Some(12))
    .max_length(Some(72))
    .pattern(Some("^[^\\u0000-\\u001f\\u007f-\\u009f]*$"))
    .build()
}

/// A password that is tried.
pub(in crate::api) fn current_password() -> Object {
    text("The password", "correct horse battery").min_length(Some(1)).build()
}

/// What somebody signs in with.
pub(in crate::api) fn identifier() -> Object {
    text("The username or the e-mail address", "ada").min_length(Some(1)).build()
}

/// What proves the second factor.
pub(in crate::api) fn code() -> Object {
    text("The code of the second factor, for an account that has one", "123456")
        .schema_type(or_null())
        .build()
}

fn a_token() -> ObjectBuilder {
    text("The token", "v3rys3cr3tt0k3n").min_length(Some(1))
}

/// A token.
pub(in crate::api) fn token() -> Object {
    a_token().build()
}

/// A token in a form.
pub(in crate::api) fn token_in_form() -> Object {
    a_token().pattern(Some(WITHOUT_NUL)).build()
}

/// The first grant; clients that know no other leave its name out.
pub(in crate::api) fn grant_type_password() -> Object {
    let values = [Value::from("password"), Value::from(""), Value::Null];
    text("`password`, or nothing", "password").schema_type(or_null()).enum_values(Some(values)).build()
}

/// The second grant.
pub(in crate::api) fn grant_type_refresh() -> Object {
    text("`refresh_token`", "refresh_token").enum_values(Some(["refresh_token"])).build()
}

/// An id.
pub(in crate::api) fn id() -> Object {
    text("An id", "0199f3c2-7d5b-7c1c-8d3c-0f8a5a1b2c3d")
        .format(Some(SchemaFormat::Custom("uuid".to_owned())))
        .build()
}

/// The same for paths, which are described by types.
pub(in crate::api) struct Id;

impl PartialSchema for Id {
    fn schema() -> RefOr<Schema> {
        id().into()
    }
}

impl ToSchema for Id {}
