//! One mail to one person, ready to be queued.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::gotrue::EmailAddress;

/// A mail in two forms that say the same. It often holds a code, so it does not print; it is
/// serialised only to be sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The one recipient.
    pub to: EmailAddress,
    /// One line.
    pub subject: String,
    /// The words alone, lines of at most about 72 columns, each link on a line of its own.
    pub text: String,
    /// The same words for programs that show HTML.
    pub html: String,
}

impl Message {
    /// Puts the parts together. A subject is one line: breaks and other controls in it become spaces.
    pub fn new(to: &EmailAddress, subject: &str, text: &str, html: &str) -> Self {
        let subject = subject.trim().replace(char::is_control, " ");
        let body = |part: &str| format!("{}\n", part.trim());
        Self { to: to.clone(), subject, text: body(text), html: body(html) }
    }
}

/// Says to whom, masked, and nothing of what.
impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Message(to {}, …)", self.to.masked())
    }
}
