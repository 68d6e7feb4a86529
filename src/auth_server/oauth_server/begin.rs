//! A program sends a browser here.

use uuid::Uuid;

use super::request::AuthorizationRequest;
use super::return_address;
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::store::oauth_authorizations::{self, NewAuthorization};
use crate::auth_server::store::{OAuthClientRow, oauth_clients};
use crate::gotrue::ErrorCode;

/// How long the id of an authorization is.
const ID_CHARS: usize = 32;

/// What it is made of: 32 signs, so that each random byte gives one without favour.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// Where the browser goes: to the page of the site where people decide, or back to the program with what
/// is wrong. Only a program and a way back that are known are told anything there.
pub(crate) async fn begin(server: &AuthServer, asked: &AuthorizationRequest<'_>) -> Result<String, ApiError> {
    let client = client(server, asked).await?;
    let back =
        |error, description| return_address::refused(asked.redirect_uri, error, description, asked.state);
    let challenge = match asked.check() {
        Ok(challenge) => challenge,
        Err(fault) => return Ok(back("invalid_request", fault)),
    };
    if asked.is_too_long() {
        return Ok(back("server_error", "The request is too long to be kept"));
    }
    let settings = &server.settings().oauth_server;
    if settings.authorization_path.is_empty() {
        return Ok(back("server_error", "There is no page where people could decide"));
    }
    let (id, now) = (draw_id()?, server.now());
    let new = NewAuthorization {
        id: &id,
        client: client.id,
        redirect_uri: asked.redirect_uri,
        scope: asked.scope,
        state: asked.state,
        resource: asked.resource,
        nonce: asked.nonce,
        challenge: &challenge,
        expires_at: now.plus(settings.authorization_lifetime),
    };
    let mut connection = server.database().write().await?;
    if !oauth_authorizations::begin(connection.executor(), &new, now).await? {
        return Err(unknown());
    }
    let path = settings.authorization_path.trim_start_matches('/');
    Ok(format!("{}/{path}?authorization_id={id}", server.settings().site()))
}

/// The program, if it may be sent back where it says.
async fn client(server: &AuthServer, asked: &AuthorizationRequest<'_>) -> Result<OAuthClientRow, ApiError> {
    if asked.client_id.is_empty() || asked.redirect_uri.is_empty() {
        return Err(ApiError::invalid("A client_id and a redirect_uri are needed"));
    }
    let id = Uuid::try_parse(asked.client_id).map_err(|_| unknown())?;
    let client = oauth_clients::by_id(server.database().read().await?.executor(), id).await?;
    let client = client.ok_or_else(unknown)?;
    if client.redirect_uris.iter().any(|known| known == asked.redirect_uri) {
        Ok(client)
    } else {
        Err(ApiError::invalid("That redirect_uri is not one of the program's"))
    }
}

fn unknown() -> ApiError {
    ApiError::bad_request(ErrorCode::OAUTH_CLIENT_NOT_FOUND, "That program is not known here")
}

fn draw_id() -> Result<String, ApiError> {
    let mut bytes = [0; ID_CHARS];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|error| ApiError::failure("no random bytes", &error))?;
    Ok(bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect())
}
