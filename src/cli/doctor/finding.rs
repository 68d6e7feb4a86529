//! What one check found.

use std::fmt::Display;

use serde::Serialize;

/// How good or bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    /// As it should be.
    Ok,
    /// Good to know.
    Note,
    /// Works, and deserves a look.
    Warning,
    /// Does not work, or must not stay as it is.
    Fault,
}

/// What one check found. Holds no secret.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Finding {
    /// `group.check`; stays what it is from release to release, for programs that read it.
    pub(super) id: &'static str,
    pub(super) state: State,
    /// What was found; a whole sentence.
    pub(super) found: String,
    /// The one thing to do; a whole sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) advice: Option<String>,
}

/// What the checks of a group have found so far.
#[derive(Debug, Default)]
pub(super) struct Findings(pub(super) Vec<Finding>);

impl Findings {
    pub(super) fn ok(&mut self, id: &'static str, found: impl Display) {
        self.add(id, State::Ok, found, None);
    }

    pub(super) fn note(&mut self, id: &'static str, found: impl Display) {
        self.add(id, State::Note, found, None);
    }

    /// A note with something to do about it.
    pub(super) fn hint(&mut self, id: &'static str, found: impl Display, advice: impl Display) {
        self.add(id, State::Note, found, Some(advice.to_string()));
    }

    pub(super) fn warning(&mut self, id: &'static str, found: impl Display, advice: impl Display) {
        self.add(id, State::Warning, found, Some(advice.to_string()));
    }

    pub(super) fn fault(&mut self, id: &'static str, found: impl Display, advice: impl Display) {
        self.add(id, State::Fault, found, Some(advice.to_string()));
    }

    fn add(&mut self, id: &'static str, state: State, found: impl Display, advice: Option<String>) {
        self.0.push(Finding { id, state, found: found.to_string(), advice });
    }
}

impl Finding {
    /// The part of the id before the dot.
    pub(super) fn group(&self) -> &'static str {
        self.id.split_once('.').map_or(self.id, |(group, _)| group)
    }
}
