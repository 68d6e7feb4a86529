//! Somebody takes an invitation by coming through a provider.

use super::accounts::{add_identity, confirm, save, take_over};
use super::arrive::Welcome;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::known_by::name_providers;
use crate::auth_server::mails::Asked;
use crate::auth_server::one_time_tokens::SlotPair;
use crate::auth_server::providers::{Profile, ProviderSettings};
use crate::auth_server::store::one_time_tokens;
use crate::auth_server::{AuthServer, metadata, verification};
use crate::database::Tx;
use crate::gotrue::{ErrorCode, VerifyKind};

/// The provider must know them by the address that was invited.
pub(super) async fn take(
    server: &AuthServer,
    tx: &mut Tx,
    provider: &ProviderSettings,
    profile: &Profile,
    token: &str,
    asked: &Asked,
) -> Result<Welcome, ApiError> {
    let data = profile.identity_data();
    metadata::refuse_unstorable(&data)?;
    let gone = || ApiError::not_found(ErrorCode::INVITE_NOT_FOUND, "The invitation is over");
    let names = server.token_names().names(token);
    let slots = SlotPair::of(VerifyKind::Invite);
    let row = one_time_tokens::by_hash(tx.executor(), &names, slots).await?.ok_or_else(gone)?;
    let redeemed = verification::redeem(server, tx, &row).await;
    let is_over = |error: &ApiError| *error.code() == ErrorCode::OTP_EXPIRED;
    let mut user = redeemed.map_err(|error| if is_over(&error) { gone() } else { error })?;
    if !profile.emails.iter().any(|email| user.email.as_deref() == Some(email.address.as_str())) {
        return Err(ApiError::invalid("The provider knows another e-mail address than the one invited"));
    }
    let identity = add_identity(server, tx, &user, provider, &data).await?;
    name_providers(tx, &mut user).await?;
    let event = Event::by(&user, Action::InviteAccepted).with("provider", provider.name());
    event.from(&asked.client).note(server, tx).await?;
    take_over(tx, &mut user, &identity).await?;
    confirm(server, tx, &mut user).await?;
    save(tx, &user).await?;
    Ok(Welcome::In(Box::new(user)))
}
