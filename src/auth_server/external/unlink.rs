//! Somebody takes a way to sign in away from their account (gotrue-contract §1.12).

use serde_json::Value;
use uuid::Uuid;

use super::accounts::save;
use crate::auth_server::AuthServer;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::Client;
use crate::auth_server::known_by::name_providers;
use crate::auth_server::notices;
use crate::auth_server::notices::Change;
use crate::auth_server::store::{IdentityRow, UserRow, identities, one_time_tokens, users};
use crate::database::Tx;
use crate::gotrue::ErrorCode;

/// Takes an identity away, unless it is the last. Where the address of the account was its, the account
/// gets that of another.
pub(crate) async fn unlink(
    server: &AuthServer,
    client: &Client,
    user: Uuid,
    identity: Uuid,
) -> Result<(), ApiError> {
    let mut tx = server.database().begin().await?;
    let gone = || ApiError::forbidden(ErrorCode::USER_NOT_FOUND, "The account is gone");
    let mut user = users::lock(tx.executor(), user, server.now()).await?.ok_or_else(gone)?;
    let known = identities::of_user(tx.executor(), user.id).await?;
    if known.len() <= 1 {
        let code = ErrorCode::SINGLE_IDENTITY_NOT_DELETABLE;
        return Err(ApiError::unprocessable(code, "It is the only way to sign in"));
    }
    let unknown = || ApiError::unprocessable(ErrorCode::IDENTITY_NOT_FOUND, "There is no such identity");
    let identity = known.into_iter().find(|known| known.id == identity).ok_or_else(unknown)?;
    let event = Event::by(&user, Action::IdentityUnlinked).with_identity(&identity).from(client);
    event.note(server, &mut tx).await?;
    let before = user.address();
    identities::delete(tx.executor(), identity.id).await?;
    if identity.is_phone() {
        user.phone = None;
        user.phone_confirmed_at = None;
    } else if !take_address_of_identities(server, &mut tx, &mut user).await? {
        let code = ErrorCode::EMAIL_CONFLICT_IDENTITY_NOT_DELETABLE;
        return Err(ApiError::unprocessable(code, "All other e-mail addresses belong to other accounts"));
    }
    name_providers(&mut tx, &mut user).await?;
    save(&mut tx, &user).await?;
    let change = Change::ProviderRemoved(&identity.provider);
    notices::tell(server, &mut tx, &user, before, change, Some(client)).await?;
    server.commit(tx).await
}

/// Gives an account that has the address of none of its identities that of one: a verified one rather
/// than another, an older one rather than a newer. What was sent to the address before is worth nothing
/// any more. Whether an address was left that is nobody else's is the answer.
pub(super) async fn take_address_of_identities(
    server: &AuthServer,
    tx: &mut Tx,
    user: &mut UserRow,
) -> Result<bool, ApiError> {
    let mut left = identities::of_user(tx.executor(), user.id).await?;
    if left.iter().any(|identity| identity.email == user.email) {
        return Ok(true);
    }
    // They come in the order of their age.
    left.sort_by_key(rank);
    let mut chosen = None;
    for identity in left {
        let is_taken = match &identity.email {
            Some(email) => users::by_email(tx.executor(), email).await?.is_some(),
            None => false,
        };
        if !is_taken {
            chosen = Some(identity);
            break;
        }
    }
    let Some(identity) = chosen else { return Ok(false) };
    user.email.clone_from(&identity.email);
    user.email_change = None;
    user.email_change_is_half_confirmed = false;
    user.phone_change = None;
    user.forget_mails();
    one_time_tokens::clear(tx.executor(), user.id).await?;
    let stays_confirmed =
        identity.email.is_some() && (identity.is_verified() || !server.settings().confirms_mails);
    if !stays_confirmed {
        user.email_confirmed_at = None;
        user.user_metadata.insert("email_verified".to_owned(), Value::Bool(false));
    }
    Ok(true)
}

fn rank(identity: &IdentityRow) -> u8 {
    match (&identity.email, identity.is_verified()) {
        (Some(_), true) => 0,
        (Some(_), false) => 1,
        (None, _) => 2,
    }
}
