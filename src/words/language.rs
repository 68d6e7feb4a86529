//! The languages there are.

use std::fmt;

use super::spoken::{Catalogue, DE, EN};

/// A language that the site speaks. For another one: a catalogue beside the others, and its line in
/// each list here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Every text is there first in English.
    #[default]
    English,
    /// Deutsch.
    German,
}

impl Language {
    /// All of them, in the order in which people are asked.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// The tag in `lang` attributes and headers (RFC 5646).
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// What its speakers call it.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// Which way it is written, as the `dir` attribute says it.
    pub const fn direction(self) -> &'static str {
        match self {
            Self::English | Self::German => "ltr",
        }
    }

    /// The language with exactly this tag. What browsers ask for is read by [`Language::accepted`].
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.tag() == tag)
    }

    pub(super) const fn catalogue(self) -> &'static Catalogue {
        match self {
            Self::English => &EN,
            Self::German => &DE,
        }
    }
}

/// The tag.
impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}
