//! One input of a form.

/// What was typed into an input, and what is wrong with it. The value of a password or a code is left
/// empty: it never comes back to the page.
///
/// There is no `Debug`: what people type does not belong in a log.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// What the input shows.
    pub value: String,
    /// What stands beside the input. Empty words mark the input as wrong without a line of its own.
    pub error: Option<String>,
}

impl Field {
    /// An input that shows what was typed before.
    pub fn new(value: impl Into<String>) -> Self {
        Self { value: value.into(), error: None }
    }

    /// Whether words stand beside the input.
    pub fn has_words(&self) -> bool {
        self.error.as_ref().is_some_and(|words| !words.is_empty())
    }

    /// Marks the input as wrong; the words stand elsewhere, in the summary or beside another input.
    pub fn mark_wrong(&mut self) {
        self.error.get_or_insert_default();
    }
}
