//! Mails that tell an owner what happened. They hold no code and prove nothing.

use std::time::Duration;

use askama::Template;
use url::Url;

use super::letter::letter;
use super::{Letterhead, Occasion};
use crate::gotrue::EmailAddress;
use crate::mail::Message;
use crate::words::Words;

/// To the owner of an address with which somebody tried to make a second account: the page said
/// the same as to anybody, so only this mail tells.
pub struct AccountExists {
    /// From whom it is.
    pub head: Letterhead,
    /// The page to sign in.
    pub sign_in: Url,
    /// The page to choose a new password.
    pub recovery: Url,
    /// Who tried.
    pub occasion: Option<Occasion>,
}

/// To the owner of an account whose password was changed (ASVS 6.3.7).
pub struct PasswordChanged {
    /// From whom it is.
    pub head: Letterhead,
    /// The page to secure the account, for an owner who did not do this.
    pub secure: Url,
    /// How long that page can be used.
    pub works_for: Duration,
    /// When and where it was done.
    pub occasion: Occasion,
}

impl AccountExists {
    fn subject(&self) -> String {
        self.head.words.mail_account_exists_subject(&*self.head.product)
    }
}

impl PasswordChanged {
    fn subject(&self) -> String {
        self.head.words.mail_password_changed_subject(&*self.head.product)
    }
}

letter!(AccountExists, "mail/account_exists.txt", "mail/account_exists.html");
letter!(PasswordChanged, "mail/password_changed.txt", "mail/password_changed.html");
