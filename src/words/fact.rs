//! What is put into a message.

use std::borrow::Cow;

use fluent_bundle::FluentValue;

/// A name or a number. Templates hand over references, so both are taken either way.
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

made_from!(&'a str, &'a String, String, Cow<'a, str>, u32, u64, usize, i64);

impl<'a> From<&'a &str> for Fact<'a> {
    fn from(fact: &'a &str) -> Self {
        Self::from(*fact)
    }
}

impl From<&usize> for Fact<'_> {
    fn from(fact: &usize) -> Self {
        Self::from(*fact)
    }
}

impl From<&u64> for Fact<'_> {
    fn from(fact: &u64) -> Self {
        Self::from(*fact)
    }
}
