//! What stands on every mail alike.

use crate::mail::Support;
use crate::words::Words;

/// From whom a mail is, and in which words.
#[derive(Clone, Debug)]
pub struct Letterhead {
    /// The words of the recipient's language.
    pub words: Words,
    /// The name of the site.
    pub product: String,
    /// Where people find help.
    pub support: Option<Support>,
}
