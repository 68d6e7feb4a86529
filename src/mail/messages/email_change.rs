//! The mails to both ends of a change of address.

use std::time::Duration;

use askama::Template;
use url::Url;

use super::letter::letter;
use super::{Letterhead, Occasion};
use crate::gotrue::EmailAddress;
use crate::mail::Message;
use crate::words::Words;

/// To either end of a change of address. The subject keeps the code off a locked screen.
pub struct EmailChange {
    /// From whom it is.
    pub head: Letterhead,
    /// The page with the button.
    pub link: Url,
    /// The digits to type instead.
    pub code: String,
    /// How long both work.
    pub expires_in: Duration,
    /// The address that is to be the account's.
    pub new_email: EmailAddress,
    /// Which end this mail goes to.
    pub recipient: ChangeRecipient,
    /// The page to choose a new password, for an owner who did not ask.
    pub recovery: Url,
    /// Who asked.
    pub occasion: Option<Occasion>,
}

/// The two ends of a change of address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeRecipient {
    /// The address the account has now: its owner must agree.
    Current,
    /// The address it is to have: it must exist.
    New,
}

impl EmailChange {
    fn subject(&self) -> String {
        let (words, product) = (self.head.words, &*self.head.product);
        match self.recipient {
            ChangeRecipient::Current => words.mail_email_change_current_subject(product),
            ChangeRecipient::New => words.mail_email_change_new_subject(product),
        }
    }

    fn heading(&self) -> &'static str {
        match self.recipient {
            ChangeRecipient::Current => self.head.words.mail_email_change_current_heading(),
            ChangeRecipient::New => self.head.words.mail_email_change_new_heading(),
        }
    }

    /// What stands above the new address.
    fn lead(&self) -> String {
        let (words, product) = (self.head.words, &*self.head.product);
        match self.recipient {
            ChangeRecipient::Current => words.mail_email_change_current_lead(product),
            ChangeRecipient::New => words.mail_email_change_new_lead(product),
        }
    }

    /// What stands above the link.
    fn invitation(&self) -> &'static str {
        match self.recipient {
            ChangeRecipient::Current => self.head.words.mail_email_change_current_open_page(),
            ChangeRecipient::New => self.head.words.mail_open_page(),
        }
    }

    fn why(&self) -> &'static str {
        match self.recipient {
            ChangeRecipient::Current => self.head.words.mail_email_change_current_why(),
            ChangeRecipient::New => self.head.words.mail_email_change_new_why(),
        }
    }

    fn not_you(&self) -> &'static str {
        match self.recipient {
            ChangeRecipient::Current => self.head.words.mail_email_change_current_not_you(),
            ChangeRecipient::New => self.head.words.mail_email_change_new_not_you(),
        }
    }

    /// Whoever has the account now can lose it; whoever has the new address has nothing to lose.
    fn way_back(&self) -> Option<&Url> {
        (self.recipient == ChangeRecipient::Current).then_some(&self.recovery)
    }
}

letter!(EmailChange, "mail/email_change.txt", "mail/email_change.html");
