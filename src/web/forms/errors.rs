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
pub struct FormErrors {
    list: Vec<FormError>,
    way_out: Option<WayOut>,
    seconds_to_wait: Option<u64>,
}

/// What helps whoever cannot get it right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayOut {
    /// Where it is.
    pub href: &'static str,
    /// What it is called.
    pub text: Cow<'static, str>,
}

impl FormErrors {
    /// Nothing is wrong.
    pub const fn none() -> Self {
        Self { list: Vec::new(), way_out: None, seconds_to_wait: None }
    }

    /// Says the same words beside an input and in the summary, which links to it by its id.
    pub fn reject(&mut self, id: &'static str, field: &mut Field, text: impl Into<Cow<'static, str>>) {
        let text = text.into();
        field.error = Some(text.clone().into_owned());
        self.list.push(FormError { field: id, text });
    }

    /// Says something in the summary alone, with a link to the input where to begin.
    pub fn point_to(&mut self, id: &'static str, text: impl Into<Cow<'static, str>>) {
        self.list.push(FormError { field: id, text: text.into() });
    }

    /// Says something about the form as a whole.
    pub fn say(&mut self, text: impl Into<Cow<'static, str>>) {
        self.point_to("", text);
    }

    /// Adds a link below the lines of the summary.
    pub fn offer(&mut self, href: &'static str, text: impl Into<Cow<'static, str>>) {
        self.way_out = Some(WayOut { href, text: text.into() });
    }

    /// The link below the lines of the summary.
    pub const fn way_out(&self) -> Option<&WayOut> {
        self.way_out.as_ref()
    }

    /// Says how long the same would be refused again.
    pub const fn wait(&mut self, seconds: u64) {
        self.seconds_to_wait = Some(seconds);
    }

    /// How long the same would be refused again, in seconds.
    pub const fn seconds_to_wait(&self) -> Option<u64> {
        self.seconds_to_wait
    }

    /// Whether the form can be accepted.
    pub const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The lines of the summary.
    pub fn summary(&self) -> &[FormError] {
        &self.list
    }

    /// What the page's title begins with, so that a failure is the first thing a screen reader says.
    pub const fn title_prefix(&self, words: &Words) -> &'static str {
        if self.is_empty() { "" } else { words.title_error() }
    }
}
