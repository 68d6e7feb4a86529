//! Telling owners by mail what was changed about how they sign in (gotrue-contract §4.1).

use super::NoticeSettings;
use super::error::ApiError;
use super::extract::Client;
use super::hooks::Hook;
use super::mails;
use super::server::AuthServer;
use crate::database::Tx;
use crate::gotrue::EmailAddress;
use crate::mail::messages::AccountChange;

/// Tells the owner of an address what was changed, where the operator wants that; the mail leaves if the
/// change lasts. Somebody without an address is not told.
pub(crate) async fn tell(
    server: &AuthServer,
    tx: &mut Tx,
    to: Option<EmailAddress>,
    change: AccountChange,
    client: Option<&Client>,
) -> Result<(), ApiError> {
    match to {
        // A hook that sends mails in our place is told of no changes.
        Some(_) if server.settings().hooks.get(Hook::SendEmail).is_some() => Ok(()),
        Some(to) if is_told(server.settings().notices, &change) => {
            mails::tell_change(server, tx, &to, change, client).await
        }
        _ => Ok(()),
    }
}

const fn is_told(notices: NoticeSettings, change: &AccountChange) -> bool {
    match change {
        AccountChange::Password => notices.password_changed,
        AccountChange::Email(_) => notices.email_changed,
        AccountChange::Phone(_) => notices.phone_changed,
        AccountChange::ProviderAdded(_) => notices.identity_linked,
        AccountChange::ProviderRemoved(_) => notices.identity_unlinked,
        AccountChange::FactorAdded => notices.factor_enrolled,
        AccountChange::FactorRemoved => notices.factor_unenrolled,
    }
}
