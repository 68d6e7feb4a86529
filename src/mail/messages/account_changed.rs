//! The mails that tell an owner what was changed about how they sign in (ASVS 6.3.7).

use askama::Template;
use url::Url;

use super::letter::letter;
use super::{Letterhead, Occasion};
use crate::gotrue::EmailAddress;
use crate::mail::Message;
use crate::words::Words;

/// To the owner of an account. It holds no code and proves nothing.
pub struct AccountChanged {
    /// From whom it is.
    pub head: Letterhead,
    /// What was changed.
    pub change: AccountChange,
    /// The page to choose a new password, for an owner who did not do this.
    pub recovery: Url,
    /// When and where it was done.
    pub occasion: Option<Occasion>,
}

/// What was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountChange {
    /// The password is another one.
    Password,
    /// This is the address now; the mail goes to the one before.
    Email(EmailAddress),
    /// This is the telephone number now.
    Phone(String),
    /// This provider signs in now too.
    ProviderAdded(String),
    /// This provider signs in no more.
    ProviderRemoved(String),
    /// There is another second factor.
    FactorAdded,
    /// A second factor is gone.
    FactorRemoved,
}

impl AccountChanged {
    fn subject(&self) -> String {
        let (words, product) = (self.head.words, &*self.head.product);
        match self.change {
            AccountChange::Password => words.mail_password_changed_subject(product),
            AccountChange::Email(_) => words.mail_account_changed_email_subject(product),
            AccountChange::Phone(_) => words.mail_account_changed_phone_subject(product),
            AccountChange::ProviderAdded(_) => words.mail_account_changed_provider_added_subject(product),
            AccountChange::ProviderRemoved(_) => words.mail_account_changed_provider_removed_subject(product),
            AccountChange::FactorAdded => words.mail_account_changed_factor_added_subject(product),
            AccountChange::FactorRemoved => words.mail_account_changed_factor_removed_subject(product),
        }
    }

    fn lead(&self) -> String {
        let (words, product) = (self.head.words, &*self.head.product);
        match self.change {
            AccountChange::Password => words.mail_account_changed_password_lead(product),
            AccountChange::Email(_) => words.mail_account_changed_email_lead(product),
            AccountChange::Phone(_) => words.mail_account_changed_phone_lead(product),
            AccountChange::ProviderAdded(_) => words.mail_account_changed_provider_added_lead(product),
            AccountChange::ProviderRemoved(_) => words.mail_account_changed_provider_removed_lead(product),
            AccountChange::FactorAdded => words.mail_account_changed_factor_added_lead(product),
            AccountChange::FactorRemoved => words.mail_account_changed_factor_removed_lead(product),
        }
    }

    /// What stands alone below the lead.
    fn fact(&self) -> Option<&str> {
        match &self.change {
            AccountChange::Email(email) => Some(email.as_str()),
            AccountChange::Phone(fact)
            | AccountChange::ProviderAdded(fact)
            | AccountChange::ProviderRemoved(fact) => Some(fact),
            AccountChange::Password | AccountChange::FactorAdded | AccountChange::FactorRemoved => None,
        }
    }
}

letter!(AccountChanged, "mail/account_changed.txt", "mail/account_changed.html");
