//! Mails that prove something: each holds a code, a link to a page with a button, or both.

use askama::Template;
use url::Url;

use super::letter::letter;
use super::{Lifetime, Occasion};
use crate::gotrue::EmailAddress;
use crate::mail::Message;

/// To somebody who began to make an account.
pub struct Confirmation {
    /// The name of the site.
    pub product: String,
    /// The page with the button.
    pub link: Url,
    /// The digits to type instead.
    pub code: String,
    /// How long both work.
    pub expires_in: Lifetime,
    /// Who asked.
    pub occasion: Option<Occasion>,
}

/// To somebody who wants to sign in without a password.
pub struct SignIn {
    /// The name of the site.
    pub product: String,
    /// The page with the button.
    pub link: Url,
    /// The digits to type instead.
    pub code: String,
    /// How long both work.
    pub expires_in: Lifetime,
    /// Who asked.
    pub occasion: Option<Occasion>,
}

/// To somebody who forgot the password. The subject keeps the code off a locked screen.
pub struct Recovery {
    /// The name of the site.
    pub product: String,
    /// The page with the button.
    pub link: Url,
    /// The digits to type instead.
    pub code: String,
    /// How long both work.
    pub expires_in: Lifetime,
    /// Who asked.
    pub occasion: Option<Occasion>,
}

/// To somebody an administrator invited.
pub struct Invite {
    /// The name of the site.
    pub product: String,
    /// The page with the button.
    pub link: Url,
    /// The digits to type instead.
    pub code: String,
    /// How long both work.
    pub expires_in: Lifetime,
}

/// To either end of a change of address. The subject keeps the code off a locked screen.
pub struct EmailChange {
    /// The name of the site.
    pub product: String,
    /// The page with the button.
    pub link: Url,
    /// The digits to type instead.
    pub code: String,
    /// How long both work.
    pub expires_in: Lifetime,
    /// The address that is to be the account's.
    pub new_email: EmailAddress,
    /// Which end this mail goes to.
    pub recipient: ChangeRecipient,
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

/// To somebody signed in who is about to change something that matters. There is no link: the code
/// belongs on the page that asked for it.
pub struct Reauthentication {
    /// The name of the site.
    pub product: String,
    /// The digits to type.
    pub code: String,
    /// How long they work.
    pub expires_in: Lifetime,
    /// Who asked.
    pub occasion: Option<Occasion>,
}

letter!(Confirmation, "mail/confirmation.subject.txt", "mail/confirmation.txt", "mail/confirmation.html");
letter!(SignIn, "mail/sign_in.subject.txt", "mail/sign_in.txt", "mail/sign_in.html");
letter!(Recovery, "mail/recovery.subject.txt", "mail/recovery.txt", "mail/recovery.html");
letter!(Invite, "mail/invite.subject.txt", "mail/invite.txt", "mail/invite.html");
letter!(EmailChange, "mail/email_change.subject.txt", "mail/email_change.txt", "mail/email_change.html");
letter!(
    Reauthentication,
    "mail/reauthentication.subject.txt",
    "mail/reauthentication.txt",
    "mail/reauthentication.html"
);
