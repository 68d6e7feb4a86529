//! Mails that prove something: each holds a code, a link to a page with a button, or both.

use std::time::Duration;

use askama::Template;
use url::Url;

use super::letter::letter;
use super::{Letterhead, Occasion};
use crate::gotrue::EmailAddress;
use crate::mail::Message;
use crate::words::Words;

/// To somebody who began to make an account.
pub struct Confirmation {
    /// From whom it is.
    pub head: Letterhead,
    /// The page with the button.
    pub link: Url,
    /// The digits to type instead.
    pub code: String,
    /// How long both work.
    pub expires_in: Duration,
    /// Who asked.
    pub occasion: Option<Occasion>,
}

/// To somebody who wants to sign in without a password.
pub struct SignIn {
    /// From whom it is.
    pub head: Letterhead,
    /// The page with the button.
    pub link: Url,
    /// The digits to type instead.
    pub code: String,
    /// How long both work.
    pub expires_in: Duration,
    /// Who asked.
    pub occasion: Option<Occasion>,
}

/// To somebody who forgot the password. The subject keeps the code off a locked screen.
pub struct Recovery {
    /// From whom it is.
    pub head: Letterhead,
    /// The page with the button.
    pub link: Url,
    /// The digits to type instead.
    pub code: String,
    /// How long both work.
    pub expires_in: Duration,
    /// Who asked.
    pub occasion: Option<Occasion>,
}

/// To somebody an administrator invited.
pub struct Invite {
    /// From whom it is.
    pub head: Letterhead,
    /// The page with the button.
    pub link: Url,
    /// The digits to type instead.
    pub code: String,
    /// How long both work.
    pub expires_in: Duration,
}

/// To somebody signed in who is about to change something that matters. The code belongs on
/// the page that asked for it, so no link carries it there.
pub struct Reauthentication {
    /// From whom it is.
    pub head: Letterhead,
    /// The digits to type.
    pub code: String,
    /// How long they work.
    pub expires_in: Duration,
    /// The page to choose a new password, for an owner who did not ask.
    pub recovery: Url,
    /// Who asked.
    pub occasion: Option<Occasion>,
}

impl Confirmation {
    fn subject(&self) -> String {
        self.head.words.mail_confirmation_subject(&*self.code, &*self.head.product)
    }
}

impl SignIn {
    fn subject(&self) -> String {
        self.head.words.mail_sign_in_subject(&*self.code, &*self.head.product)
    }
}

impl Recovery {
    fn subject(&self) -> String {
        self.head.words.mail_recovery_subject(&*self.head.product)
    }
}

impl Invite {
    fn subject(&self) -> String {
        self.head.words.mail_invite_subject(&*self.head.product)
    }
}

impl Reauthentication {
    fn subject(&self) -> String {
        self.head.words.mail_reauthentication_subject(&*self.code, &*self.head.product)
    }
}

letter!(Confirmation, "mail/confirmation.txt", "mail/confirmation.html");
letter!(SignIn, "mail/sign_in.txt", "mail/sign_in.html");
letter!(Recovery, "mail/recovery.txt", "mail/recovery.html");
letter!(Invite, "mail/invite.txt", "mail/invite.html");
letter!(Reauthentication, "mail/reauthentication.txt", "mail/reauthentication.html");
