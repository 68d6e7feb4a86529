//! Signing in by a code alone (gotrue-contract §1.8).

use serde_json::{Map, Value};

use super::{Sent, confirm, confirmation};
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::Client;
use crate::auth_server::sign_up::{Name, Registered, Said, refuse_while_closed, register};
use crate::auth_server::store::{UserRow, identities, users};
use crate::auth_server::{AuthServer, hooks};

/// Who asks for a code, and how it is to come.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) client: &'a Client,
    pub(crate) channel: &'a str,
}

/// Sends a code that signs somebody in; whoever has no account gets one. Of the message only people who
/// proved the number are told.
pub(crate) async fn ask_for_code(
    server: &AuthServer,
    phone: &str,
    said: &Map<String, Value>,
    asked: &Asked<'_>,
) -> Result<Sent, ApiError> {
    let begun = |user: &UserRow, action| Event::by(user, action).with("provider", "phone").from(asked.client);
    let mut tx = server.database().begin().await?;
    let known = users::lock_by_phone(tx.executor(), phone, server.now()).await?;
    let mut user = if let Some(user) = known.filter(UserRow::is_phone_confirmed) {
        user
    } else {
        refuse_while_closed(server)?;
        match register(server, &mut tx, Name::Phone(phone), None, Said::ByThemselves(said)).await? {
            Registered::Taken(user) => user,
            Registered::Waiting(mut user) if !server.settings().phones.are_believed => {
                begun(&user, Action::UserConfirmationRequested).note(server, &mut tx).await?;
                confirmation(server, &mut tx, &mut user).await?;
                let identities = identities::of_user(tx.executor(), user.id).await?;
                server.commit(tx).await?;
                hooks::after_sign_up(server, &user.to_user(Some(identities))).await?;
                return Ok(Sent::default());
            }
            Registered::Waiting(mut user) => {
                let event = begun(&user, Action::UserSignedUp).with("channel", asked.channel);
                event.note(server, &mut tx).await?;
                confirm(server, &mut tx, &mut user).await?;
                begun(&user, Action::Login).note(server, &mut tx).await?;
                user
            }
        }
    };
    let event = Event::by(&user, Action::UserRecoveryRequested).with("channel", asked.channel);
    event.from(asked.client).note(server, &mut tx).await?;
    let sent = confirmation(server, &mut tx, &mut user).await?;
    server.commit(tx).await?;
    Ok(sent)
}
