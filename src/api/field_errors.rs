//! What is wrong with which member of a body.

use std::borrow::Cow;
use std::fmt::Display;

use serde::Serialize;
use utoipa::ToSchema;

/// What is wrong with one member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct FieldError {
    /// The member's name.
    #[schema(value_type = String)]
    field: Cow<'static, str>,
    /// The word that programs branch on.
    code: FieldCode,
    /// The same for people, such as the label beside an input.
    #[schema(value_type = String)]
    detail: Cow<'static, str>,
}

/// What can be wrong with a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FieldCode {
    /// It is not there.
    Missing,
    /// Nobody asked for it.
    Unknown,
    /// It is of another JSON type.
    WrongType,
    /// Its value cannot be used.
    Invalid,
    /// Somebody else has it.
    Taken,
}

/// Everything that is wrong with a body, so that it can be told at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// A value that cannot be used; `text` may be shown to whoever typed it.
    pub(crate) fn at(field: &'static str, text: impl Into<Cow<'static, str>>) -> Self {
        Self::one(field, FieldCode::Invalid, text)
    }

    /// One error.
    pub(super) fn one(
        field: impl Into<Cow<'static, str>>,
        code: FieldCode,
        text: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self(vec![FieldError { field: field.into(), code, detail: text.into() }])
    }

    /// The value, or nothing with its error noted.
    pub(crate) fn read<T, E: Display>(&mut self, field: &'static str, read: Result<T, E>) -> Option<T> {
        read.map_err(|error| self.0.extend(Self::at(field, error.to_string()).0)).ok()
    }

    pub(super) fn as_slice(&self) -> &[FieldError] {
        &self.0
    }
}
