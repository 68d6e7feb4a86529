//! Something to say before it is known to whom.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::Words;

/// A text whose language is chosen when it is shown, such as `Words::error_enter_password` or
/// `move |words| words.error_too_many(wait)`.
#[derive(Clone)]
pub struct Text(Arc<dyn Fn(Words) -> Cow<'static, str> + Send + Sync>);

impl Text {
    /// Says it.
    pub fn say(&self, words: Words) -> Cow<'static, str> {
        (self.0)(words)
    }
}

impl<F, T> From<F> for Text
where
    F: Fn(Words) -> T + Send + Sync + 'static,
    T: Into<Cow<'static, str>>,
{
    fn from(say: F) -> Self {
        Self(Arc::new(move |words| say(words).into()))
    }
}

/// In English, for the log.
impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({:?})", self.say(Words::of(super::Language::English)))
    }
}
