//! A person takes back what they let a program do.

use uuid::Uuid;

use crate::auth_server::AuthServer;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::store::sessions::Place;
use crate::auth_server::store::{
    client_sessions, oauth_authorizations, oauth_clients, oauth_consents, users,
};
use crate::gotrue::ErrorCode;

/// Takes it back, and ends the sessions that the program holds and the codes that it has.
pub(crate) async fn revoke(
    server: &AuthServer,
    user: Uuid,
    client: Uuid,
    place: &Place,
) -> Result<(), ApiError> {
    let now = server.now();
    let mut tx = server.database().begin().await?;
    let gone = || ApiError::forbidden(ErrorCode::USER_NOT_FOUND, "The account is gone");
    let person = users::lock(tx.executor(), user, now).await?.ok_or_else(gone)?;
    let nothing = || {
        let code = ErrorCode::OAUTH_CONSENT_NOT_FOUND;
        ApiError::not_found(code, "The account lets that program do nothing")
    };
    oauth_clients::lock(tx.executor(), client).await?.ok_or_else(nothing)?;
    if !oauth_consents::revoke(tx.executor(), user, client, now).await? {
        return Err(nothing());
    }
    client_sessions::end(tx.executor(), user, client).await?;
    oauth_authorizations::end_of_client(tx.executor(), user, client).await?;
    let event = Event::by(&person, Action::TokenRevoked).with("action", "revoke_oauth_grant");
    event.with("oauth_client_id", client.to_string()).at(place).note(server, &mut tx).await?;
    server.commit(tx).await
}
