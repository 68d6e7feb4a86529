//! A program exchanges what it was given for a session (RFC 6749 §4.1.3, §6).

use serde_json::{Value, json};

use super::id_token;
use super::scopes::Scopes;
use crate::auth_server::AuthServer;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::client_session::ClientSession;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::Parameters;
use crate::auth_server::issue::Issued;
use crate::auth_server::refresh::{self, Refreshed};
use crate::auth_server::store::sessions::Place;
use crate::auth_server::store::{
    OAuthAuthorizationRow, OAuthClientRow, oauth_authorizations, oauth_clients, users,
};
use crate::gotrue::AccessTokenResponse;

/// How the log calls this way to sign in.
const PROVIDER_TYPE: &str = "oauth_provider_authorization_code";

/// What a program is given.
pub(crate) struct Given {
    pub(crate) issued: Issued,
    pub(crate) body: Value,
}

/// Exchanges a code for a session, once. A wrong verifier leaves it as it is.
pub(crate) async fn exchange(
    server: &AuthServer,
    client: &OAuthClientRow,
    sent: &Parameters,
    place: &Place,
) -> Result<Given, ApiError> {
    let code = text(sent, "code")?;
    if code.is_empty() {
        return Err(ApiError::oauth("invalid_request", "A code is needed"));
    }
    let names = server.token_names().names(&code);
    let asked = oauth_authorizations::by_code(server.database().read().await?.executor(), &names).await?;
    let asked = asked.ok_or_else(unknown)?;
    compare(server, client, &asked, sent)?;
    let user = asked.user_id.ok_or_else(unknown)?;
    let ring = server.keys().ring().await;
    let names_person = Scopes(&asked.scope).hold("openid");
    if names_person && !ring.signs_for_others() {
        return Err(ApiError::failure("an ID token could not be made", &"the key that signs is a secret"));
    }
    let now = server.now();
    let mut tx = server.database().begin().await?;
    let mut user = users::lock(tx.executor(), user, now).await?.ok_or_else(unknown)?;
    if user.is_banned(now) {
        return Err(ApiError::oauth("access_denied", "The account is banned"));
    }
    let client = oauth_clients::lock(tx.executor(), client.id).await?.ok_or_else(unknown)?;
    if !oauth_authorizations::end(tx.executor(), &asked.id).await? {
        return Err(unknown());
    }
    let event = Event::by(&user, Action::Login).with("provider_type", PROVIDER_TYPE);
    event.with("client_id", client.id.to_string()).at(place).note(server, &mut tx).await?;
    let held = ClientSession { client: client.id, scopes: &asked.scope };
    let issued = held.begin(server, &ring, &mut tx, &mut user, place).await?;
    let mut body = pair(issued.response());
    if names_person {
        let claims = id_token::claims(server, &user, client.id, &asked);
        body["id_token"] = json!(ring.sign(&claims)?);
    }
    server.commit(tx).await?;
    Ok(Given { issued, body })
}

/// Refreshes a session that the program holds.
pub(crate) async fn refresh(
    server: &AuthServer,
    client: &OAuthClientRow,
    sent: &Parameters,
    place: &Place,
) -> Result<(Refreshed, Value), ApiError> {
    let token = text(sent, "refresh_token")?;
    if token.is_empty() {
        return Err(ApiError::oauth("invalid_request", "A refresh_token is needed"));
    }
    let refreshed = refresh::refresh(server, &token, Some(client.id), place).await?;
    let body = pair(refreshed.response());
    Ok((refreshed, body))
}

/// Whether the code was meant for whoever brings it.
fn compare(
    server: &AuthServer,
    client: &OAuthClientRow,
    asked: &OAuthAuthorizationRow,
    sent: &Parameters,
) -> Result<(), ApiError> {
    let refused = |message| Err(ApiError::oauth("invalid_grant", message));
    if server.now() > asked.expires_at {
        return refused("The code came too late");
    }
    if asked.client_id != client.id {
        return refused("The code is another program's");
    }
    let resource = sent.text_in_json("resource").map_err(|_| malformed())?;
    if !resource.is_empty() && resource != asked.resource {
        return refused("The code is for another resource");
    }
    let redirect_uri = text(sent, "redirect_uri")?;
    if !redirect_uri.is_empty() && redirect_uri != asked.redirect_uri {
        return refused("The code was sent to another redirect_uri");
    }
    let verifier = text(sent, "code_verifier")?;
    if verifier.is_empty() || !asked.challenge().is_some_and(|challenge| challenge.is_of(&verifier)) {
        return refused("The code_verifier is not that of the code_challenge");
    }
    Ok(())
}

/// The pair of tokens without the account: what a program may know of it, it asks for.
fn pair(response: &AccessTokenResponse) -> Value {
    json!({
        "access_token": response.access_token,
        "token_type": response.token_type,
        "expires_in": response.expires_in,
        "refresh_token": response.refresh_token,
    })
}

fn text(sent: &Parameters, name: &str) -> Result<String, ApiError> {
    sent.text(name).map_err(|_| malformed())
}

fn malformed() -> ApiError {
    ApiError::oauth("invalid_request", "A member of the JSON object has the wrong type")
}

/// Unknown, not handed out yet and used look alike.
fn unknown() -> ApiError {
    ApiError::oauth("invalid_grant", "That is no code")
}
