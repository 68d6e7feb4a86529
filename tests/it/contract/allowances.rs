//! How a difference from the real server can be let through: a field, or a whole answer. Which are is
//! in the table of meant differences.

use std::collections::BTreeSet;

use serde_json::Value;

use super::comparison::Difference;

/// Fields in which the embedded server differs on purpose.
#[derive(Debug)]
pub(super) struct Allowance {
    /// The stories it is for: how their names begin.
    pub(super) stories: &'static [&'static str],
    /// The field, as [`Difference::field`] names it; `*` is any part of it, `**` any parts.
    pub(super) field: &'static str,
    pub(super) recorded: Is,
    pub(super) came: Is,
    /// Why that is better, or how it cannot matter.
    pub(super) reason: &'static str,
}

/// What a field may hold.
#[derive(Clone, Copy, Debug)]
pub(super) enum Is {
    Missing,
    /// There, whatever it holds.
    There,
    Null,
    False,
    True,
    Number(i64),
    Text(&'static str),
}

/// A whole answer that is another one on purpose.
#[derive(Debug)]
pub(super) struct Replacement {
    pub(super) story: &'static str,
    /// Which exchange of the story, from one.
    pub(super) exchange: usize,
    /// What must come instead, in full.
    pub(super) response: Value,
    /// Why that is better.
    pub(super) reason: &'static str,
}

/// What is let through.
#[derive(Debug, Default)]
pub(super) struct Allowances {
    pub(super) fields: Vec<Allowance>,
    pub(super) answers: Vec<Replacement>,
}

impl Allowances {
    /// The entries for stories of an area: each must be needed when that area is told.
    pub(super) fn of(&self, area: &str) -> BTreeSet<String> {
        let fields = self
            .fields
            .iter()
            .flat_map(|allowance| allowance.stories.iter().map(|story| (*story, allowance.entry(story))));
        let answers = self.answers.iter().map(|answer| (answer.story, answer.entry()));
        let is_of_area = |(story, _): &(&str, String)| story.split("::").next() == Some(area);
        fields.chain(answers).filter(is_of_area).map(|(_, entry)| entry).collect()
    }
}

impl Allowance {
    /// The entry that lets this very difference through.
    pub(super) fn covers(&self, difference: &Difference) -> Option<String> {
        let wanted: Vec<_> = self.field.split('/').collect();
        let parts: Vec<_> = difference.field.split('/').collect();
        let story = self.stories.iter().find(|story| difference.story.starts_with(**story))?;
        let is_covered = leads_to(&wanted, &parts)
            && self.recorded.holds(difference.recorded.as_ref())
            && self.came.holds(difference.came.as_ref());
        is_covered.then(|| self.entry(story))
    }

    fn entry(&self, story: &str) -> String {
        format!("{story} {}: {}", self.field, self.reason)
    }
}

impl Replacement {
    /// What this is called among the entries of the table.
    pub(super) fn entry(&self) -> String {
        format!("{} {}: {}", self.story, self.exchange, self.reason)
    }
}

fn leads_to(wanted: &[&str], parts: &[&str]) -> bool {
    match (wanted, parts) {
        ([], []) => true,
        (["**", rest @ ..], _) => (0..=parts.len()).any(|skipped| leads_to(rest, &parts[skipped..])),
        ([wanted, rest @ ..], [part, parts @ ..]) => {
            (*wanted == "*" || wanted == part) && leads_to(rest, parts)
        }
        _ => false,
    }
}

impl Is {
    fn holds(self, value: Option<&Value>) -> bool {
        match (self, value) {
            (Self::Missing, None) | (Self::There, Some(_)) => true,
            (Self::Null, Some(value)) => value.is_null(),
            (Self::False, Some(value)) => value == &Value::Bool(false),
            (Self::True, Some(value)) => value == &Value::Bool(true),
            (Self::Number(number), Some(value)) => value == &Value::from(number),
            (Self::Text(text), Some(value)) => value == text,
            _ => false,
        }
    }
}
