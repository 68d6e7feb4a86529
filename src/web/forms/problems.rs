//! What is wrong with an input, told apart from the form that will show it.

use super::{Field, FormErrors};
use crate::words::{Text, Words};

/// Everything that is wrong, in the order of the page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Problems(Vec<Problem>);

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
        Self(vec![Problem { field, also: fields, is_beside: false, text: text.into() }])
    }

    /// Something is wrong with the form as a whole.
    pub(crate) fn of_all(text: impl Into<Text>) -> Self {
        Self::among(&[], text)
    }

    /// One more thing is wrong with one input.
    pub(crate) fn add(&mut self, field: &'static str, text: impl Into<Text>) {
        self.0.push(Problem { field, also: &[], is_beside: true, text: text.into() });
    }

    /// Whether nothing is wrong.
    pub(crate) const fn are_none(&self) -> bool {
        self.0.is_empty()
    }

    /// The value, unless it cannot be read: then what is wrong with it is added here.
    pub(crate) fn read<T>(&mut self, field: &'static str, read: Result<T, Text>) -> Option<T> {
        read.map_err(|text| self.add(field, text)).ok()
    }

    /// Shows everything on a form, in the words of its reader.
    pub(crate) fn show_on(self, form: &mut impl Form, words: Words) {
        for problem in self.0 {
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
