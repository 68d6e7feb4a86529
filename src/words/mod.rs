//! Everything the site says to people, in every language it speaks.
//!
//! The catalogues are `templates/words/*.ftl`, in the syntax of Project Fluent. While the program is
//! built each message of the English one becomes a method of [`Words`], so that a page which asks for
//! words that are not there does not compile. What programs and operators read is English in its place.

mod accepted;
mod dates;
mod fact;
mod formatting;
mod language;
mod markup;
mod spans;
mod text;

pub use fact::Fact;
pub use language::Language;
pub use markup::Markup;
pub use text::Text;

/// The words of one language.
#[derive(Clone, Copy)]
pub struct Words {
    language: Language,
    plain: &'static Plain,
}

/// One language, as the build has read it.
struct Catalogue {
    /// The file, for what is put together while the program runs.
    source: &'static str,
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

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Words({})", self.language)
    }
}

include!(concat!(env!("OUT_DIR"), "/words.rs"));
