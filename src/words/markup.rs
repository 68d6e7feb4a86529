//! Words with a few tags among them.

use std::borrow::Cow;
use std::fmt;

use askama::filters::HtmlSafe;

/// Words of the catalogue that hold tags; whatever was put into them is escaped. Templates write it as
/// it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Markup(Cow<'static, str>);

impl Markup {
    pub(super) const fn of_catalogue(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    pub(super) const fn put_together(text: String) -> Self {
        Self(Cow::Owned(text))
    }
}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}
