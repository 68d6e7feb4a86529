//! The only differences from the real server that are let through, each with its reason. Everything
//! else is a fault.

use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;

use super::comparison::Difference;

/// Something in which the embedded server differs on purpose.
#[derive(Debug)]
pub(super) struct Allowance {
    /// The stories it is for: how their names begin. All of them when empty.
    pub(super) stories: &'static str,
    /// The field; `*` is any one part of its path.
    pub(super) field: &'static str,
    /// What was recorded.
    pub(super) recorded: Is,
    /// What may come instead.
    pub(super) came: Is,
    /// Why that is better, or how it cannot matter.
    #[allow(dead_code, reason = "it is for whoever reads the table")]
    pub(super) reason: &'static str,
    /// Whether a difference needed it in this run.
    pub(super) was_needed: AtomicBool,
}

/// What a field may hold.
#[derive(Clone, Copy, Debug)]
pub(super) enum Is {
    /// It must not be there.
    Missing,
    /// It is there, whatever it holds.
    There,
    /// Exactly this text.
    Text(&'static str),
}

impl Allowance {
    /// Whether this very difference is let through.
    pub(super) fn covers(&self, difference: &Difference) -> bool {
        let covers = difference.story.starts_with(self.stories)
            && self.names(&difference.field)
            && self.recorded.holds(difference.recorded.as_ref())
            && self.came.holds(difference.came.as_ref());
        if covers {
            self.was_needed.store(true, Ordering::Relaxed);
        }
        covers
    }

    fn names(&self, field: &str) -> bool {
        let (mut wanted, mut parts) = (self.field.split('/'), field.split('/'));
        loop {
            match (wanted.next(), parts.next()) {
                (None, None) => return true,
                (Some(wanted), Some(part)) if wanted == "*" || wanted == part => {}
                _ => return false,
            }
        }
    }
}

impl Is {
    fn holds(self, value: Option<&Value>) -> bool {
        match (self, value) {
            (Self::Missing, None) | (Self::There, Some(_)) => true,
            (Self::Text(text), Some(value)) => value == text,
            _ => false,
        }
    }
}

/// The table.
pub(super) fn allowances() -> Vec<Allowance> {
    Vec::new()
}
