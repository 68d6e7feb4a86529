//! What a proved number changes.

use super::taken;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::Client;
use crate::auth_server::notices::Change;
use crate::auth_server::store::users::Saved;
use crate::auth_server::store::{IdentityRow, PHONE, UserRow, identities, one_time_tokens, users};
use crate::auth_server::verification::expired;
use crate::auth_server::{AuthServer, notices};
use crate::database::Tx;

/// The number is theirs. Saving is left to the caller.
pub(crate) async fn confirm(server: &AuthServer, tx: &mut Tx, user: &mut UserRow) -> Result<(), ApiError> {
    user.phone_confirmed_at = Some(server.now());
    one_time_tokens::clear(tx.executor(), user.id).await?;
    Ok(())
}

/// Makes the number that waits the person's own. They must be locked.
pub(crate) async fn make_own(
    server: &AuthServer,
    tx: &mut Tx,
    user: &mut UserRow,
    client: &Client,
) -> Result<(), ApiError> {
    let phone = user.phone_change.take().ok_or_else(expired)?;
    Event::by(user, Action::UserModified).from(client).note(server, tx).await?;
    let before = user.phone.replace(phone.clone());
    user.is_anonymous = false;
    confirm(server, tx, user).await?;
    if users::save(tx.executor(), user).await? == Saved::Taken {
        return Err(taken());
    }
    let is_new = set_identity(server, tx, user, true).await?;
    if let Some(before) = before.filter(|before| *before != phone) {
        let change = Change::Phone { before, now: phone };
        notices::tell(server, tx, user, user.address(), change, Some(client)).await?;
    }
    if is_new {
        let change = Change::ProviderAdded(PHONE);
        notices::tell(server, tx, user, user.address(), change, Some(client)).await?;
    }
    Ok(())
}

/// Makes the identity by telephone say the person's number; somebody who had none gets one,
/// which is the answer.
pub(crate) async fn set_identity(
    server: &AuthServer,
    tx: &mut Tx,
    user: &UserRow,
    is_verified: bool,
) -> Result<bool, ApiError> {
    let (now, phone) = (server.now(), user.phone.as_deref().unwrap_or_default());
    let known = identities::of_user(tx.executor(), user.id).await?;
    if let Some(mut identity) = known.into_iter().find(IdentityRow::is_phone) {
        identity.set_phone(phone, is_verified);
        identities::save(tx.executor(), &identity, now).await?;
        return Ok(false);
    }
    let mut identity = IdentityRow::of_phone(user, now);
    identity.set_phone(phone, is_verified);
    identities::insert(tx.executor(), &identity).await?;
    Ok(true)
}
