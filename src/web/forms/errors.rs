//! The error summary of a form.

use std::borrow::Cow;

use super::field::Field;
use crate::words::Words;

/// One line of the summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormError {
    /// The id of the input that it leads to; empty when it is about no single one.
    pub field: &'static str,
    /// What is wrong and what to do.
    pub text: Cow<'static, str>,
}

/// Everything that is wrong with a form, in the order of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormErrors(Vec<FormError>);

impl FormErrors {
    /// Nothing is wrong.
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// Says the same words beside an input and in the summary, which links to it by its id.
    pub fn reject(&mut self, id: &'static str, field: &mut Field, text: impl Into<Cow<'static, str>>) {
        let text = text.into();
        field.error = Some(text.clone().into_owned());
        self.0.push(FormError { field: id, text });
    }

    /// Says something in the summary alone, with a link to the input where to begin.
    pub fn point_to(&mut self, id: &'static str, text: impl Into<Cow<'static, str>>) {
        self.0.push(FormError { field: id, text: text.into() });
    }

    /// Says something about the form as a whole.
    pub fn say(&mut self, text: impl Into<Cow<'static, str>>) {
        self.point_to("", text);
    }

    /// Whether the form can be accepted.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The lines of the summary.
    pub fn summary(&self) -> &[FormError] {
        &self.0
    }

    /// What the page's title begins with, so that a failure is the first thing a screen reader says.
    pub const fn title_prefix(&self, words: &Words) -> &'static str {
        if self.is_empty() { "" } else { words.title_error() }
    }
}
