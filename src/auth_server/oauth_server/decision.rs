//! A person is shown what a program asks for, and decides.

use uuid::Uuid;

use super::return_address;
use super::scopes::Scopes;
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::store::{
    OAuthAuthorizationRow, OAuthClientRow, oauth_authorizations, oauth_clients, oauth_consents, users,
};
use crate::database::Tx;
use crate::gotrue::ErrorCode;

/// What somebody decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// The program may.
    Approve,
    /// It may not.
    Deny,
}

/// What a person is shown.
pub(crate) enum Shown {
    /// What the program asks for.
    Request(Box<OAuthAuthorizationRow>, Box<OAuthClientRow>),
    /// Where they go on: they have let it do that before.
    GoOn(String),
}

/// Shows a person what a program asks for. From now on it is theirs to decide.
pub(crate) async fn show(server: &AuthServer, id: &str, user: Uuid) -> Result<Shown, ApiError> {
    let mut tx = server.database().begin().await?;
    let (asked, client) = lock(server, &mut tx, id, user).await?;
    if !asked.is_pending() {
        return Err(decided());
    }
    match asked.user_id {
        Some(owner) if owner != user => return Err(unknown()),
        Some(_) => return Ok(Shown::Request(Box::new(asked), Box::new(client))),
        None => oauth_authorizations::show_to(tx.executor(), id, user).await?,
    }
    let given = oauth_consents::scopes(tx.executor(), user, client.id).await?;
    let shown = match given {
        Some(given) if Scopes(&given).hold_all(Scopes(&asked.scope)) => {
            Shown::GoOn(approve(server, &mut tx, &asked).await?)
        }
        _ => Shown::Request(Box::new(asked), Box::new(client)),
    };
    server.commit(tx).await?;
    Ok(shown)
}

/// Notes what a person decided; where their browser goes with it.
pub(crate) async fn decide(
    server: &AuthServer,
    id: &str,
    user: Uuid,
    decision: Decision,
) -> Result<String, ApiError> {
    let mut tx = server.database().begin().await?;
    let (asked, client) = lock(server, &mut tx, id, user).await?;
    if !asked.is_pending() {
        return Err(decided());
    }
    if asked.user_id != Some(user) {
        return Err(unknown());
    }
    let back = match decision {
        Decision::Approve => {
            let scopes = Scopes(&asked.scope).joined();
            oauth_consents::save(tx.executor(), user, client.id, &scopes, server.now()).await?;
            approve(server, &mut tx, &asked).await?
        }
        Decision::Deny => {
            oauth_authorizations::deny(tx.executor(), id).await?;
            let said_no = "Access was denied by the person";
            return_address::refused(&asked.redirect_uri, "access_denied", said_no, &asked.state)
        }
    };
    server.commit(tx).await?;
    Ok(back)
}

/// The person, the program and what it asks for, locked in this order.
async fn lock(
    server: &AuthServer,
    tx: &mut Tx,
    id: &str,
    user: Uuid,
) -> Result<(OAuthAuthorizationRow, OAuthClientRow), ApiError> {
    let now = server.now();
    if id.contains('\0') {
        return Err(unknown());
    }
    let asked = oauth_authorizations::by_id(tx.executor(), id, now).await?.ok_or_else(unknown)?;
    let gone = || ApiError::forbidden(ErrorCode::USER_NOT_FOUND, "The account is gone");
    users::lock(tx.executor(), user, now).await?.ok_or_else(gone)?;
    let client = oauth_clients::lock(tx.executor(), asked.client_id).await?.ok_or_else(unknown)?;
    let asked = oauth_authorizations::lock(tx.executor(), id, now).await?.ok_or_else(unknown)?;
    Ok((asked, client))
}

/// Hands out the code. Of many requests only one does: what is locked is pending once.
async fn approve(
    server: &AuthServer,
    tx: &mut Tx,
    asked: &OAuthAuthorizationRow,
) -> Result<String, ApiError> {
    let code = Uuid::new_v4().to_string();
    let hash = server.token_names().name(&code);
    oauth_authorizations::approve(tx.executor(), &asked.id, &hash).await?;
    Ok(return_address::with(&asked.redirect_uri, &[("code", &code), ("state", &asked.state)]))
}

/// `404 oauth_authorization_not_found`: unknown, over and somebody else's look alike.
fn unknown() -> ApiError {
    let code = ErrorCode::OAUTH_AUTHORIZATION_NOT_FOUND;
    ApiError::not_found(code, "No program asks for anything here")
}

fn decided() -> ApiError {
    ApiError::invalid("That was decided before")
}
