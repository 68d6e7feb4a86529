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
mod spoken;
mod text;

pub use fact::Fact;
pub use language::Language;
pub use markup::Markup;
pub use spoken::Words;
pub use text::Text;
