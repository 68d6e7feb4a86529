//! Somebody who is signed in gives their account a provider as another way to sign in.

use uuid::Uuid;

use super::accounts::{add_identity, confirm, save};
use super::arrive::Welcome;
use super::unlink::take_address_of_identities;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::known_by::name_providers;
use crate::auth_server::mails::Asked;
use crate::auth_server::notices::Change;
use crate::auth_server::providers::{Profile, ProviderSettings};
use crate::auth_server::store::{identities, users};
use crate::auth_server::{AuthServer, metadata, notices, send};
use crate::database::Tx;
use crate::gotrue::ErrorCode;

/// Links the identity, if it is nobody's yet.
pub(super) async fn link(
    server: &AuthServer,
    tx: &mut Tx,
    user: Uuid,
    provider: &ProviderSettings,
    profile: &Profile,
    asked: &Asked,
) -> Result<Welcome, ApiError> {
    let data = profile.identity_data();
    metadata::refuse_unstorable(&data)?;
    let gone = || ApiError::unprocessable(ErrorCode::USER_NOT_FOUND, "The account is gone");
    let mut user = users::lock(tx.executor(), user, server.now()).await?.ok_or_else(gone)?;
    if user.is_banned(server.now()) {
        return Err(ApiError::forbidden(ErrorCode::USER_BANNED, "The account is banned"));
    }
    let subject = profile.subject().unwrap_or_default();
    if identities::by_subject(tx.executor(), provider.name(), subject).await?.is_some() {
        let code = ErrorCode::IDENTITY_ALREADY_EXISTS;
        return Err(ApiError::unprocessable(code, "An account has this way to sign in already"));
    }
    let identity = add_identity(server, tx, &user, provider, &data).await?;
    let event = Event::by(&user, Action::IdentityLinked).with_identity(&identity).from(&asked.client);
    event.note(server, tx).await?;
    let before = user.address();
    if user.email.is_none() {
        if !take_address_of_identities(server, tx, &mut user).await? {
            let code = ErrorCode::EMAIL_EXISTS;
            return Err(ApiError::bad_request(code, "Another account has this e-mail address"));
        }
        if data.get("email_verified") != Some(&true.into()) {
            send::confirmation(server, tx, &mut user, asked).await?;
            let code = ErrorCode::EMAIL_NOT_CONFIRMED;
            let message = "The e-mail address must be confirmed first: a mail is on its way";
            return Ok(Welcome::NotYet(ApiError::unprocessable(code, message)));
        }
        confirm(server, tx, &mut user).await?;
        user.is_anonymous = false;
    }
    name_providers(tx, &mut user).await?;
    save(tx, &user).await?;
    let change = Change::ProviderAdded(provider.name());
    notices::tell(server, tx, &user, before, change, Some(&asked.client)).await?;
    Ok(Welcome::In(Box::new(user)))
}
