//! One mail to one person, ready to be queued.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::wrapped::wrapped;
use crate::gotrue::EmailAddress;
use crate::words::Language;

/// A mail in two forms that say the same. It often holds a code, so it does not print; it is
/// serialised only to be sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The one recipient.
    pub to: EmailAddress,
    /// The tag of its language (RFC 5646); empty where an older version queued it.
    #[serde(default)]
    pub language: String,
    /// One line.
    pub subject: String,
    /// The words alone, lines of at most about 72 columns, each link on a line of its own.
    pub text: String,
    /// The same words for programs that show HTML.
    pub html: String,
}

impl Message {
    /// Puts the parts together. A subject is one line: breaks and other controls in it become spaces.
    /// Long lines of the text are wrapped.
    pub fn new(to: &EmailAddress, language: Language, subject: &str, text: &str, html: &str) -> Self {
        let subject = subject.trim().replace(char::is_control, " ");
        let body = |part: &str| format!("{}\n", part.trim());
        Self {
            to: to.clone(),
            language: language.tag().to_owned(),
            subject,
            text: body(&wrapped(text)),
            html: body(html),
        }
    }
}

/// Says to whom, masked, and nothing of what.
impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Message(to {}, …)", self.to.masked())
    }
}
