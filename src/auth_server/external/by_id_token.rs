//! Somebody comes with an ID token that an app got from a provider by itself (gotrue-contract §1.2).

use std::time::Duration;

use uuid::Uuid;

use super::arrive::{Welcome, commit};
use super::issuers::Issuer;
use super::{accounts, linking};
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::issue::{self, Issued, Method};
use crate::auth_server::mails::Asked;
use crate::auth_server::providers::{Profile, SentToken, SentTokenError};

/// How long an issuer may take in all. The request's own deadline is a little later.
const PATIENCE: Duration = Duration::from_secs(8);

/// What an app sends. What it leaves out is empty.
pub(crate) struct Sent {
    pub(crate) id_token: String,
    pub(crate) access_token: String,
    pub(crate) nonce: String,
    /// The name of the provider.
    pub(crate) provider: String,
    /// For whom the token is, where it is of an issuer that only the operator knows.
    pub(crate) client_id: String,
    /// Who signed it, in the place of a provider's name.
    pub(crate) issuer: String,
}

/// Signs somebody in by an ID token, or gives the account of `linking` its identity and begins a new
/// session there. Everything that changes is one transaction, and none is open while the issuer is asked.
pub(crate) async fn by_id_token(
    server: &AuthServer,
    sent: &Sent,
    linking: Option<Uuid>,
    asked: &Asked,
) -> Result<Issued, ApiError> {
    let signer = Issuer::of(server, sent).await?;
    let profile = read(server, sent, &signer).await?;
    let ring = server.keys().ring().await;
    let mut tx = server.database().begin().await?;
    let welcome = match linking {
        None => accounts::come_in(server, &mut tx, &signer.provider, &profile, asked).await?,
        Some(user) => linking::link(server, &mut tx, user, &signer.provider, &profile, asked).await?,
    };
    let is_new = matches!(welcome, Welcome::New(_));
    let mut user = match welcome {
        Welcome::In(user) | Welcome::New(user) => user,
        Welcome::NotYet(refusal) => {
            server.commit(tx).await?;
            return Err(refusal);
        }
    };
    let place = asked.client.place();
    let issued = issue::begin_session(server, &ring, &mut tx, &mut user, Method::OAuth, &place).await?;
    commit(server, tx, is_new.then_some(&*user)).await?;
    Ok(issued)
}

async fn read(server: &AuthServer, sent: &Sent, issuer: &Issuer<'_>) -> Result<Profile, ApiError> {
    let token = SentToken { id_token: &sent.id_token, access_token: &sent.access_token, nonce: &sent.nonce };
    let reading = token.read(server.caller(&issuer.provider), &issuer.provider, &issuer.url, server.now());
    let late = |_| ApiError::failure("an issuer could not be asked for its keys", &"it took too long");
    tokio::time::timeout(PATIENCE, reading).await.map_err(late)?.map_err(refusal)
}

/// The errors are worded as the contract has them, with a space.
fn refusal(error: SentTokenError) -> ApiError {
    match error {
        SentTokenError::Unreachable(error) => {
            ApiError::failure("an issuer could not be asked for its keys", &error)
        }
        SentTokenError::Bad(error) => {
            tracing::info!(%error, "an ID token was refused");
            ApiError::oauth("invalid request", "The ID token cannot be used here")
        }
        SentTokenError::OneNonce => {
            ApiError::oauth("invalid request", "A nonce belongs into the request and into the ID token")
        }
        SentTokenError::OtherNonce => {
            ApiError::oauth("invalid nonce", "The nonce is not that of the ID token")
        }
    }
}
