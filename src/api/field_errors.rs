//! TEMPORARY
use std::borrow::Cow;

/// What is wrong with which field.
#[derive(Clone, Debug, Default)]
pub(crate) struct FieldErrors(pub(crate) Vec<(&'static str, Cow<'static, str>)>);

impl FieldErrors {
    pub(crate) fn at(field: &'static str, text: impl Into<Cow<'static, str>>) -> Self {
        Self(vec![(field, text.into())])
    }
    pub(crate) fn read<T, E: std::fmt::Display>(
        &mut self,
        field: &'static str,
        read: Result<T, E>,
    ) -> Option<T> {
        read.map_err(|error| self.0.push((field, error.to_string().into()))).ok()
    }
}
