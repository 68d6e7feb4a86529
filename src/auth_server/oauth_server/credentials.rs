//! Which program asks, and whether it is itself (RFC 6749 §2.3).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use uuid::Uuid;

use super::auth_method::AuthMethod;
use super::secret;
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::Parameters;
use crate::auth_server::store::{OAuthClientRow, oauth_clients};
use crate::gotrue::ErrorCode;

/// What begins a header with a name and a secret.
const BASIC: &str = "Basic ";

/// Finds the program that asks, and has it prove that it is itself in the way it is registered for.
pub(crate) async fn authenticate(
    server: &AuthServer,
    authorization: &str,
    sent: &Parameters,
) -> Result<OAuthClientRow, ApiError> {
    let (id, secret, method) = read(authorization, sent)?;
    let id = Uuid::try_parse(&id).map_err(|_| refused())?;
    let client = oauth_clients::by_id(server.database().read().await?.executor(), id).await?;
    let client = client.ok_or_else(refused)?;
    let is_itself = match &client.secret_hash {
        None => true,
        Some(hash) => secret::is_of(hash, &secret),
    };
    if client.auth_method == method.name() && is_itself { Ok(client) } else { Err(refused()) }
}

/// Its name and secret, and where they stand.
fn read(authorization: &str, sent: &Parameters) -> Result<(String, String, AuthMethod), ApiError> {
    if let Some(encoded) = authorization.strip_prefix(BASIC) {
        let decoded = STANDARD.decode(encoded).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let decoded = decoded.ok_or_else(refused)?;
        let (id, secret) = decoded.split_once(':').ok_or_else(refused)?;
        return Ok((id.to_owned(), secret.to_owned(), AuthMethod::Basic));
    }
    let text = |name| sent.text(name).map_err(|_| refused());
    let (id, secret) = (text("client_id")?, text("client_secret")?);
    let method = if secret.is_empty() { AuthMethod::None } else { AuthMethod::Post };
    Ok((id, secret, method))
}

/// `400 invalid_credentials`: an unknown program, a wrong secret and a wrong way to tell it look alike.
fn refused() -> ApiError {
    let code = ErrorCode::INVALID_CREDENTIALS;
    ApiError::bad_request(code, "The program could not show that it is itself")
}
