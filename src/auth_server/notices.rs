//! Telling owners what was changed about how they sign in (gotrue-contract §4.1): by mail, or through the hook
//! that sends mails in our place.

use super::NoticeSettings;
use super::error::ApiError;
use super::extract::Client;
use super::hooks::{self, EmailData, Hook};
use super::mails;
use super::server::AuthServer;
use super::store::UserRow;
use crate::database::Tx;
use crate::gotrue::EmailAddress;
use crate::mail::messages::AccountChange;

/// What was changed, and what of it was there before.
#[derive(Clone, Debug)]
pub(crate) enum Change<'a> {
    Password,
    /// The address is another one.
    Email {
        now: EmailAddress,
    },
    /// The telephone number is another one.
    Phone {
        before: String,
        now: String,
    },
    /// This provider signs in now too.
    ProviderAdded(&'a str),
    /// This provider signs in no more.
    ProviderRemoved(&'a str),
    /// There is another second factor, of this type.
    FactorAdded(&'a str),
    /// A second factor of this type is gone.
    FactorRemoved(&'a str),
}

/// Tells the owner of an account, at this address, what was changed, where the operator wants that; they are
/// told if the change lasts. Somebody without an address is not told.
pub(crate) async fn tell(
    server: &AuthServer,
    tx: &mut Tx,
    user: &UserRow,
    to: Option<EmailAddress>,
    change: Change<'_>,
    client: Option<&Client>,
) -> Result<(), ApiError> {
    let Some(to) = to.filter(|_| change.is_told(server.settings().notices)) else { return Ok(()) };
    if server.settings().hooks.get(Hook::SendEmail).is_some() {
        return hooks::tell_change(server, tx, user, change.data(&to)).await;
    }
    mails::tell_change(server, tx, &to, change.in_mail(), client).await
}

impl Change<'_> {
    const fn is_told(&self, notices: NoticeSettings) -> bool {
        match self {
            Self::Password => notices.password_changed,
            Self::Email { .. } => notices.email_changed,
            Self::Phone { .. } => notices.phone_changed,
            Self::ProviderAdded(_) => notices.identity_linked,
            Self::ProviderRemoved(_) => notices.identity_unlinked,
            Self::FactorAdded(_) => notices.factor_enrolled,
            Self::FactorRemoved(_) => notices.factor_unenrolled,
        }
    }

    fn in_mail(self) -> AccountChange {
        match self {
            Self::Password => AccountChange::Password,
            Self::Email { now } => AccountChange::Email(now),
            Self::Phone { now, .. } => AccountChange::Phone(now),
            Self::ProviderAdded(provider) => AccountChange::ProviderAdded(provider.to_owned()),
            Self::ProviderRemoved(provider) => AccountChange::ProviderRemoved(provider.to_owned()),
            Self::FactorAdded(_) => AccountChange::FactorAdded,
            Self::FactorRemoved(_) => AccountChange::FactorRemoved,
        }
    }

    /// The same as the hook is told it, of whom the address `to` is or was.
    fn data(self, to: &EmailAddress) -> EmailData {
        let mut data = EmailData::default();
        data.email_action_type = match self {
            Self::Password => "password_changed_notification",
            Self::Email { .. } => {
                to.as_str().clone_into(&mut data.old_email);
                "email_changed_notification"
            }
            Self::Phone { before, .. } => {
                data.old_phone = before;
                "phone_changed_notification"
            }
            Self::ProviderAdded(provider) => {
                provider.clone_into(&mut data.provider);
                "identity_linked_notification"
            }
            Self::ProviderRemoved(provider) => {
                provider.clone_into(&mut data.provider);
                "identity_unlinked_notification"
            }
            Self::FactorAdded(factor_type) => {
                factor_type.clone_into(&mut data.factor_type);
                "mfa_factor_enrolled_notification"
            }
            Self::FactorRemoved(factor_type) => {
                factor_type.clone_into(&mut data.factor_type);
                "mfa_factor_unenrolled_notification"
            }
        };
        data
    }
}
