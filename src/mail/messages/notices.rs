//! Mails that tell an owner what happened. They hold no code and prove nothing.

use askama::Template;
use url::Url;

use super::Occasion;
use super::letter::letter;
use crate::gotrue::EmailAddress;
use crate::mail::Message;

/// To the owner of an address with which somebody tried to make a second account: the page said
/// the same as to anybody, so only this mail tells.
pub struct AccountExists {
    /// The name of the site.
    pub product: String,
    /// The page to sign in.
    pub sign_in: Url,
    /// The page to choose a new password.
    pub recovery: Url,
    /// Who tried.
    pub occasion: Option<Occasion>,
}

/// To the owner of an account whose password was changed (ASVS 6.3.7).
pub struct PasswordChanged {
    /// The name of the site.
    pub product: String,
    /// The page to choose a new password, for an owner who did not do this.
    pub recovery: Url,
    /// When and where it was done.
    pub occasion: Occasion,
}

letter!(
    AccountExists,
    "mail/account_exists.subject.txt",
    "mail/account_exists.txt",
    "mail/account_exists.html"
);
letter!(
    PasswordChanged,
    "mail/password_changed.subject.txt",
    "mail/password_changed.txt",
    "mail/password_changed.html"
);
