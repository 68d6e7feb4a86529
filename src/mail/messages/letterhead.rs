//! What stands on every mail alike.

use crate::words::Words;

/// From whom a mail is, and in which words.
#[derive(Clone, Debug)]
pub struct Letterhead {
    /// The words of the recipient's language.
    pub words: Words,
    /// The name of the site.
    pub product: String,
    /// Where people find help: an address or a URL.
    pub support: Option<String>,
}
