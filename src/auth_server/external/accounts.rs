//! Somebody comes through a provider: to their account, or to a new one.

use serde_json::{Map, Value};

use super::arrive::Welcome;
use super::owner::{self, Owner};
use crate::auth_server::AuthServer;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::known_by::name_providers;
use crate::auth_server::mails::Asked;
use crate::auth_server::providers::{Profile, ProviderSettings};
use crate::auth_server::sign_up::refuse_while_closed;
use crate::auth_server::store::users::Saved;
use crate::auth_server::store::{IdentityRow, UserRow, identities, one_time_tokens, users};
use crate::auth_server::{hooks, metadata, send};
use crate::database::Tx;
use crate::gotrue::{EmailAddress, ErrorCode};

/// Lets somebody in to whose account it is, or makes them one.
pub(super) async fn come_in(
    server: &AuthServer,
    tx: &mut Tx,
    provider: &ProviderSettings,
    profile: &Profile,
    asked: &Asked,
) -> Result<Welcome, ApiError> {
    let data = profile.identity_data();
    metadata::refuse_unstorable(&data)?;
    let mut is_new = false;
    let (mut user, identity, address) = match owner::find(server, tx, provider.name(), profile).await? {
        Owner::Known(identity) => return_to(server, tx, *identity, &data).await?,
        Owner::SameAddress(owner) => {
            let mut user = users::lock(tx.executor(), owner, server.now()).await?.ok_or_else(meanwhile)?;
            let identity = add_identity(server, tx, &user, provider, &data).await?;
            metadata::merge(&mut user.user_metadata, &data)?;
            let address = primary(profile);
            (user, identity, address)
        }
        Owner::Nobody(address) => {
            refuse_while_closed(server)?;
            let mut user = server.newcomer(address.as_ref(), &[provider.name()]);
            user.user_metadata.0.clone_from(&data);
            if !users::insert(tx.executor(), &user).await? {
                return Err(meanwhile());
            }
            hooks::before_user_created(server, &user, &data).await?;
            is_new = true;
            let identity = add_identity(server, tx, &user, provider, &data).await?;
            (user, identity, address)
        }
    };
    name_providers(tx, &mut user).await?;
    if user.is_banned(server.now()) {
        return Err(ApiError::forbidden(ErrorCode::USER_BANNED, "The account is banned"));
    }
    let came = |user: &UserRow, action| {
        Event::by(user, action).with("provider", provider.name()).from(&asked.client)
    };
    let needs_address = !(provider.is_email_optional && address.is_none());
    if needs_address && !user.is_confirmed() {
        let is_verified = profile.emails.iter().any(|email| email.is_primary && email.is_verified);
        take_over(tx, &mut user, &identity).await?;
        if is_verified || !server.settings().confirms_mails {
            came(&user, Action::UserSignedUp).note(server, tx).await?;
            confirm(server, tx, &mut user).await?;
        } else if let Some(refusal) = send_confirmation(server, tx, &mut user, address, asked).await? {
            save(tx, &user).await?;
            return Ok(Welcome::NotYet(refusal));
        }
    } else {
        came(&user, Action::Login).note(server, tx).await?;
    }
    save(tx, &user).await?;
    let user = Box::new(user);
    Ok(if is_new { Welcome::New(user) } else { Welcome::In(user) })
}

/// What the provider says now takes the place of what it said before.
async fn return_to(
    server: &AuthServer,
    tx: &mut Tx,
    identity: IdentityRow,
    data: &Map<String, Value>,
) -> Result<(UserRow, IdentityRow, Option<EmailAddress>), ApiError> {
    let now = server.now();
    let mut user = users::lock(tx.executor(), identity.user_id, now).await?.ok_or_else(meanwhile)?;
    // It may have been taken away before the lock.
    let mine = identities::of_user(tx.executor(), user.id).await?;
    let mut identity = mine.into_iter().find(|one| one.id == identity.id).ok_or_else(meanwhile)?;
    identity.say(data.clone());
    identities::save(tx.executor(), &identity, now).await?;
    metadata::merge(&mut user.user_metadata, data)?;
    let address = user.address();
    Ok((user, identity, address))
}

fn primary(profile: &Profile) -> Option<EmailAddress> {
    profile.emails.iter().find(|email| email.is_primary).map(|email| email.address.clone())
}

/// Gives somebody who is locked another identity.
pub(super) async fn add_identity(
    server: &AuthServer,
    tx: &mut Tx,
    user: &UserRow,
    provider: &ProviderSettings,
    data: &Map<String, Value>,
) -> Result<IdentityRow, ApiError> {
    let identity = IdentityRow::of_provider(user, provider.name(), data.clone(), server.now());
    if identities::insert_new(tx.executor(), &identity).await? { Ok(identity) } else { Err(meanwhile()) }
}

/// Of an account whose address nobody has proved, whoever made it may have been somebody else: only
/// what the provider says remains.
pub(super) async fn take_over(
    tx: &mut Tx,
    user: &mut UserRow,
    identity: &IdentityRow,
) -> Result<(), ApiError> {
    user.password_hash = None;
    user.user_metadata.clone_from(&identity.identity_data);
    identities::delete_others(tx.executor(), user.id, identity.id).await?;
    name_providers(tx, user).await
}

/// The address is theirs: the provider says so.
pub(super) async fn confirm(server: &AuthServer, tx: &mut Tx, user: &mut UserRow) -> Result<(), ApiError> {
    user.confirm_email(server.now());
    one_time_tokens::clear(tx.executor(), user.id).await?;
    Ok(())
}

/// Sends the mail that proves an address, where there is one; why somebody may not come in before that.
async fn send_confirmation(
    server: &AuthServer,
    tx: &mut Tx,
    user: &mut UserRow,
    address: Option<EmailAddress>,
    asked: &Asked,
) -> Result<Option<ApiError>, ApiError> {
    let message = if address.is_some() {
        send::confirmation(server, tx, user, asked).await?;
        "The e-mail address must be confirmed first: a mail is on its way"
    } else {
        "The e-mail address must be confirmed at the provider first"
    };
    if server.settings().external.lets_in_unconfirmed {
        return Ok(None);
    }
    let code = ErrorCode::PROVIDER_EMAIL_NEEDS_VERIFICATION;
    Ok(Some(ApiError::unprocessable(code, message)))
}

pub(super) async fn save(tx: &mut Tx, user: &UserRow) -> Result<(), ApiError> {
    match users::save(tx.executor(), user).await? {
        Saved::Yes => Ok(()),
        Saved::Taken => Err(send::taken()),
    }
}

/// Another request was faster.
pub(super) fn meanwhile() -> ApiError {
    ApiError::conflict("The account has just been changed; try again")
}
