//! What is wrong with an input, told apart from the form that will show it.

use super::meant::{Meant, Slip, Typed};
use super::{Field, FormErrors};
use crate::gotrue::EmailAddress;
use crate::words::{Text, Words};

/// Everything that is wrong, in the order of the page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Problems {
    list: Vec<Problem>,
    way_out: Option<(&'static str, Text)>,
    slip: Option<Slip>,
}

#[derive(Clone, Debug)]
struct Problem {
    /// The id of the input where to begin; empty when it is about no single one.
    field: &'static str,
    /// Inputs that are wrong too, without words of their own.
    also: &'static [&'static str],
    /// Whether the words stand beside the input as well as in the summary.
    is_beside: bool,
    text: Text,
}

/// A form as a template shows it.
pub(crate) trait Form {
    /// The summary.
    fn errors(&mut self) -> &mut FormErrors;
    /// The field with that id.
    fn field(&mut self, id: &str) -> Option<&mut Field>;
    /// The question about its address, where it asks for one that may be a slip.
    fn meant(&mut self) -> Option<&mut Meant> {
        None
    }
}

impl Problems {
    /// One thing is wrong with one input.
    pub(crate) fn at(field: &'static str, text: impl Into<Text>) -> Self {
        let mut problems = Self::default();
        problems.add(field, text);
        problems
    }

    /// Something is wrong with several inputs together, and nobody is told with which.
    pub(crate) fn among(fields: &'static [&'static str], text: impl Into<Text>) -> Self {
        let field = fields.first().copied().unwrap_or_default();
        let problem = Problem { field, also: fields, is_beside: false, text: text.into() };
        Self { list: vec![problem], ..Self::default() }
    }

    /// Something is wrong with the form as a whole.
    pub(crate) fn of_all(text: impl Into<Text>) -> Self {
        Self::among(&[], text)
    }

    /// One more thing is wrong with one input.
    pub(crate) fn add(&mut self, field: &'static str, text: impl Into<Text>) {
        self.list.push(Problem { field, also: &[], is_beside: true, text: text.into() });
    }

    /// Nothing is wrong, but an address may not be the one that is meant.
    pub(crate) fn ask(slip: Slip) -> Self {
        Self { slip: Some(slip), ..Self::default() }
    }

    /// What helps whoever cannot get it right.
    #[must_use]
    pub(crate) fn with_way_out(mut self, href: &'static str, text: impl Into<Text>) -> Self {
        self.way_out = Some((href, text.into()));
        self
    }

    /// Whether nothing is wrong.
    pub(crate) const fn are_none(&self) -> bool {
        self.list.is_empty()
    }

    /// The value, unless it cannot be read: then what is wrong with it is added here.
    pub(crate) fn read<T>(&mut self, field: &'static str, read: Result<T, Text>) -> Option<T> {
        read.map_err(|text| self.add(field, text)).ok()
    }

    /// The address that is meant, unless that has to be asked: then the question is added here.
    pub(super) fn meant(&mut self, typed: &Typed<'_>, email: EmailAddress) -> Option<EmailAddress> {
        typed.meant(email).map_err(|slip| self.slip = Some(slip)).ok()
    }

    /// Shows everything on a form, in the words of its reader.
    pub(crate) fn show_on(self, form: &mut impl Form, words: Words) {
        if let Some((meant, slip)) = form.meant().zip(self.slip) {
            meant.ask(slip);
        }
        if let Some((href, text)) = self.way_out {
            form.errors().offer(href, text.say(words));
        }
        for problem in self.list {
            let text = problem.text.say(words);
            for id in problem.also {
                if let Some(field) = form.field(id) {
                    field.mark_wrong();
                }
            }
            if let Some(field) = form.field(problem.field).filter(|_| problem.is_beside) {
                field.error = Some(text.clone().into_owned());
            }
            form.errors().point_to(problem.field, text);
        }
    }
}
