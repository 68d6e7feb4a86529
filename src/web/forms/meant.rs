//! Asking back, once, when an address looks like a slip: both are offered, and neither is refused.

use crate::gotrue::EmailAddress;
use crate::web::likely_address;

/// What stands on the page for the one that is offered. Whatever else is sent stands for the one that
/// was typed.
const LIKELY: &str = "likely";

/// The question of a form about its address.
#[derive(Default)]
pub(crate) struct Meant {
    /// The address that is offered; the question is on the page.
    pub(crate) offered: Option<EmailAddress>,
    /// The address that was asked about last, so that nobody is asked twice.
    pub(crate) asked_about: String,
}

/// An address to ask back about.
#[derive(Clone, Debug)]
pub(crate) struct Slip {
    typed: EmailAddress,
    likely: EmailAddress,
}

/// An address as it was typed, and what was answered to the question about it.
pub(super) struct Typed<'a> {
    pub(super) email: &'a str,
    pub(super) asked_about: &'a str,
    pub(super) choice: &'a str,
}

impl Typed<'_> {
    /// The address that is meant, or what to ask.
    pub(super) fn meant(&self, typed: EmailAddress) -> Result<EmailAddress, Slip> {
        match likely_address(&typed) {
            Some(likely) if self.asked_about != typed.as_str() => Err(Slip { typed, likely }),
            Some(likely) if self.choice == LIKELY => Ok(likely),
            Some(_) | None => Ok(typed),
        }
    }

    /// What the field shows when the form comes back: the answer, if there was one.
    pub(super) fn shown(&self) -> String {
        match EmailAddress::parse(self.email).map(|typed| self.meant(typed)) {
            Ok(Ok(meant)) if self.choice == LIKELY => meant.into(),
            _ => self.email.to_owned(),
        }
    }

    /// The form's memory of the question.
    pub(super) fn memory(&self) -> Meant {
        let asked_about = EmailAddress::parse(self.asked_about).map(String::from).unwrap_or_default();
        Meant { offered: None, asked_about }
    }
}

impl Meant {
    /// Puts the question on the page.
    pub(super) fn ask(&mut self, slip: Slip) {
        self.asked_about = slip.typed.into();
        self.offered = Some(slip.likely);
    }
}
