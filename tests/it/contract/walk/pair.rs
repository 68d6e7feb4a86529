//! Two servers in step.

use std::fmt;
use std::rc::Rc;

use serde_json::Value;

use super::action::Action;
use super::perform::Walker;
use crate::contract::allowances::Allowances;
use crate::contract::comparison::{Difference, compare};
use crate::contract::subject::Subject;
use crate::contract::telling::Telling;

/// Two servers, and what may differ between them.
pub(super) struct Pair {
    pub(super) expected: Rc<Subject>,
    pub(super) came: Rc<Subject>,
    pub(super) allowances: Allowances,
}

/// A step at which they differ.
pub(super) struct Found {
    pub(super) step: usize,
    pub(super) differences: Vec<Difference>,
    expected: Value,
    came: Value,
}

impl Pair {
    /// Walks, with people of its own, until the two differ.
    pub(super) async fn first_difference(&self, actions: &[Action]) -> Option<Found> {
        let mut expected = Walker::new(Telling::new(Rc::clone(&self.expected)));
        let mut came = Walker::new(Telling::new(Rc::clone(&self.came)));
        for (step, action) in actions.iter().enumerate() {
            futures_util::join!(expected.take(*action), came.take(*action));
            let (one, other) = (last(&expected), last(&came));
            let (ones, others) = (std::slice::from_ref(&one), std::slice::from_ref(&other));
            let differences = compare(&story(&one), ones, others, &self.allowances).differences;
            if !differences.is_empty() {
                return Some(Found { step, differences, expected: one, came: other });
            }
        }
        None
    }
}

/// What was asked and answered last. Proofs of one session and factors of one person, which servers tell in
/// the order of their age, stand by their names: a clock that stands still makes all of one age.
fn last(walker: &Walker) -> Value {
    let mut exchange = walker.exchanges().last().cloned().unwrap_or_default();
    let tokens = exchange.pointer_mut("/response/tokens").and_then(Value::as_array_mut);
    for token in tokens.into_iter().flatten() {
        sort(token.pointer_mut("/claims/amr"), "method");
    }
    for list in ["/response/body", "/response/body/factors", "/response/body/user/factors"] {
        sort(exchange.pointer_mut(list), "id");
    }
    exchange
}

fn sort(list: Option<&mut Value>, name: &str) {
    if let Some(list) = list.and_then(Value::as_array_mut) {
        list.sort_by_key(|entry| entry[name].to_string());
    }
}

/// What the table of meant differences calls a step: after what is asked, as `walk::POST /signup`.
fn story(exchange: &Value) -> String {
    let ask = exchange["request"]["ask"].as_str().unwrap_or_default();
    format!("walk::{ask}")
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for difference in &self.differences {
            writeln!(f, "{difference}")?;
        }
        write!(f, "expected {:#}\ncame {:#}", self.expected, self.came)
    }
}
