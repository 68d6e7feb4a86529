//! What is put into a message.

use fluent_bundle::FluentValue;

/// A name or a number. Templates hand over references to texts, so those are taken either way.
pub struct Fact<'a>(pub(super) FluentValue<'a>);

/// Gives `Fact` its conversions.
macro_rules! made_from {
    ($($kind:ty),+) => {$(
        impl<'a> From<$kind> for Fact<'a> {
            fn from(fact: $kind) -> Self {
                Self(FluentValue::from(fact))
            }
        }
    )+};
}

made_from!(&'a str, &'a String, String, u64, usize, i64);

impl<'a> From<&'a &str> for Fact<'a> {
    fn from(fact: &'a &str) -> Self {
        Self::from(*fact)
    }
}
