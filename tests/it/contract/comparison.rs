//! Field by field: what was recorded against what was answered. Nothing that differs is passed over,
//! but for what the table of allowances names.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::allowances::Allowances;

/// One field that is not as recorded.
#[derive(Debug)]
pub(super) struct Difference {
    /// The story, as `signup::a_new_address_is_taken`.
    pub(super) story: String,
    /// The exchange it is in, from one, and what was asked there.
    pub(super) exchange: String,
    /// The field, as `response/body/user/email`.
    pub(super) field: String,
    /// What was recorded; nothing when the field was not there.
    pub(super) recorded: Option<Value>,
    /// What came; nothing when the field was not there.
    pub(super) came: Option<Value>,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { story, exchange, field, recorded, came } = self;
        let shown = |value: &Option<Value>| value.as_ref().map_or("nothing".to_owned(), Value::to_string);
        write!(f, "{story} | {exchange} | {field}: expected {}, got {}", shown(recorded), shown(came))
    }
}

/// What a comparison found.
pub(super) struct Outcome {
    /// What is let through by nothing.
    pub(super) differences: Vec<Difference>,
    /// The entries of the table that let something through.
    pub(super) needed: BTreeSet<String>,
}

/// Compares a whole story.
pub(super) fn compare(story: &str, recorded: &[Value], came: &[Value], allowances: &Allowances) -> Outcome {
    let mut outcome = Outcome { differences: Vec::new(), needed: BTreeSet::new() };
    for number in 0..recorded.len().max(came.len()) {
        let (recorded, came) = (recorded.get(number), came.get(number));
        let ask = recorded.or(came).map(|exchange| exchange["request"]["ask"].as_str().unwrap_or("note"));
        let exchange = format!("{} {}", number + 1, ask.unwrap_or_default());
        let mut expected = recorded.cloned();
        if let Some(expected) = &mut expected {
            outcome.needed.extend(replace(story, number + 1, expected, allowances));
        }
        fields(expected.as_ref(), came, &mut Vec::new(), &mut |field, recorded, came| {
            let difference = Difference {
                story: story.to_owned(),
                exchange: exchange.clone(),
                field: field.join("/"),
                recorded: recorded.cloned(),
                came: came.cloned(),
            };
            match allowances.fields.iter().find_map(|allowance| allowance.covers(&difference)) {
                Some(entry) => drop(outcome.needed.insert(entry)),
                None => outcome.differences.push(difference),
            }
        });
    }
    outcome
}

/// Puts another answer in the place of the recorded one, where another is meant to come. The entry
/// that said so is needed only if that changed something.
fn replace(story: &str, exchange: usize, expected: &mut Value, allowances: &Allowances) -> Option<String> {
    let mut answers = allowances.answers.iter();
    let answer = answers.find(|answer| answer.story == story && answer.exchange == exchange)?;
    let recorded = std::mem::replace(&mut expected["response"], answer.response.clone());
    (recorded != answer.response).then(|| answer.entry())
}

/// Tells of every field that differs. Objects are compared key by key and lists entry by entry; when
/// the kinds of two values differ, the whole value does.
fn fields<'a>(
    recorded: Option<&'a Value>,
    came: Option<&'a Value>,
    field: &mut Vec<String>,
    tell: &mut impl FnMut(&[String], Option<&'a Value>, Option<&'a Value>),
) {
    match (recorded, came) {
        (Some(Value::Object(recorded)), Some(Value::Object(came))) => {
            for key in keys(recorded, came) {
                field.push(key.clone());
                fields(recorded.get(key), came.get(key), field, tell);
                field.pop();
            }
        }
        (Some(Value::Array(recorded)), Some(Value::Array(came))) => {
            for index in 0..recorded.len().max(came.len()) {
                field.push(index.to_string());
                fields(recorded.get(index), came.get(index), field, tell);
                field.pop();
            }
        }
        (recorded, came) if recorded != came => tell(field, recorded, came),
        _ => {}
    }
}

fn keys<'a>(one: &'a Map<String, Value>, other: &'a Map<String, Value>) -> Vec<&'a String> {
    let mut keys: Vec<_> = one.keys().chain(other.keys().filter(|key| !one.contains_key(*key))).collect();
    keys.sort();
    keys
}
