//! What is said of variables that do nothing here, and of those that nobody knows.

use std::collections::BTreeMap;

use super::name::{GoTrueName, Treatment};
use super::names;
use crate::config::layers::hint;
use crate::config::reader::Findings;

/// How GoTrue's own variables begin.
const PREFIX: &str = "GOTRUE_";

/// Names each variable that does nothing here; those that matter for safety are faults.
pub(super) fn add(environment: &BTreeMap<String, String>, findings: &mut Findings) {
    for (variable, value) in environment {
        match names::known(variable) {
            Some(name) => judge(name, variable, value, findings),
            None if variable.starts_with(PREFIX) => {
                let known = names::gotrue_names().flat_map(|name| name.names).copied();
                let known = known.filter(|name| !name.contains("<X>"));
                let hint = hint(variable, known);
                findings.warn(format!("{variable} is no variable of GoTrue's{hint}."), "It does nothing.");
            }
            None => {}
        }
    }
}

fn judge(name: &GoTrueName, variable: &str, value: &str, findings: &mut Findings) {
    let asks = |nothing: &[&str]| !value.is_empty() && !nothing.contains(&value);
    match name.treatment {
        Treatment::Refused { asks_nothing } if asks(asks_nothing) => {
            findings
                .fault(variable, format!("cannot be honoured: {}. Take it away to do without", name.help));
        }
        Treatment::Named { asks_nothing } if asks(asks_nothing) => {
            findings.warn(format!("{variable} does nothing here: {}.", name.help), "Take it away.");
        }
        _ => {}
    }
}
