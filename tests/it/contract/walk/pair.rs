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
            let (one, other) = (&expected.exchanges()[step..], &came.exchanges()[step..]);
            let differences = compare(&story(&one[0]), one, other, &self.allowances).differences;
            if !differences.is_empty() {
                return Some(Found { step, differences, expected: one[0].clone(), came: other[0].clone() });
            }
        }
        None
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
