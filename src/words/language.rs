//! The languages there are.

use std::fmt;

use super::spoken::{Catalogue, DE, EN};

/// A language that the site speaks. For another one: a catalogue beside the others, its name here, and
/// its line below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Every text is there first in English.
    #[default]
    English,
    /// Deutsch.
    German,
}

/// What is known of each: tag, own name, direction, catalogue. In the order of the names above, which is
/// the one in which people are asked.
const KNOWN: [(Language, &str, &str, &str, &Catalogue); 2] =
    [(Language::English, "en", "English", "ltr", &EN), (Language::German, "de", "Deutsch", "ltr", &DE)];

impl Language {
    /// All of them, in the order in which people are asked.
    pub const ALL: [Self; KNOWN.len()] = {
        let mut all = [Self::English; KNOWN.len()];
        let mut place = 0;
        while place < all.len() {
            all[place] = KNOWN[place].0;
            assert!(all[place] as usize == place, "the lines stand in another order than the names");
            place += 1;
        }
        all
    };

    /// The tag in `lang` attributes and headers (RFC 5646).
    pub const fn tag(self) -> &'static str {
        KNOWN[self as usize].1
    }

    /// What its speakers call it.
    pub const fn own_name(self) -> &'static str {
        KNOWN[self as usize].2
    }

    /// Which way it is written, as the `dir` attribute says it.
    pub const fn direction(self) -> &'static str {
        KNOWN[self as usize].3
    }

    /// The language with exactly this tag. What browsers ask for is read by [`Language::accepted`].
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.tag() == tag)
    }

    pub(super) const fn catalogue(self) -> &'static Catalogue {
        KNOWN[self as usize].4
    }
}

/// The tag.
impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}
