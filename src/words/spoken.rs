//! What is said in each language, as the build has read it from the catalogues.

use std::fmt;

use super::{Fact, Language, Markup};

/// The words of one language.
#[derive(Clone, Copy)]
pub struct Words {
    pub(super) language: Language,
    plain: &'static Plain,
}

/// One language, as the build has read it.
pub(super) struct Catalogue {
    /// The file, for what is put together while the program runs.
    pub(super) source: &'static str,
    /// What depends on nothing.
    plain: Plain,
}

impl Words {
    /// The words of a language.
    pub fn of(language: Language) -> Self {
        Self { language, plain: &language.catalogue().plain }
    }

    /// Whose words these are.
    pub const fn language(self) -> Language {
        self.language
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({})", self.language)
    }
}

include!(concat!(env!("OUT_DIR"), "/words.rs"));
