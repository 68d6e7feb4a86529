//! `POST /token?grant_type=id_token`: a pair of tokens for an ID token (gotrue-contract §1.2).

use serde::Deserialize;

use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::external::{Sent, by_id_token};
use crate::auth_server::extract::Presented;
use crate::auth_server::issue::Issued;
use crate::auth_server::mails::Asked;

/// What an app sends.
#[derive(Deserialize)]
pub(super) struct Form {
    id_token: Option<String>,
    access_token: Option<String>,
    nonce: Option<String>,
    provider: Option<String>,
    client_id: Option<String>,
    issuer: Option<String>,
    link_identity: Option<bool>,
}

pub(super) async fn sign_in(
    server: &AuthServer,
    presented: Presented,
    form: Form,
    asked: &Asked,
) -> Result<Issued, ApiError> {
    let links = form.link_identity.unwrap_or_default();
    let sent = form.into_sent();
    if sent.id_token.is_empty() {
        return Err(ApiError::oauth("invalid request", "An ID token is needed"));
    }
    if sent.provider.is_empty() && (sent.client_id.is_empty() || sent.issuer.is_empty()) {
        return Err(ApiError::oauth(
            "invalid request",
            "A provider, or a client_id and an issuer, is needed",
        ));
    }
    let linking = match links {
        true if presented.is_nothing() => {
            let message = "Linking needs the access token of somebody signed in";
            return Err(ApiError::oauth("invalid request", message));
        }
        true => Some(presented.authenticate(server).await?.user.id),
        false => None,
    };
    by_id_token(server, &sent, linking, asked).await
}

impl Form {
    fn into_sent(self) -> Sent {
        Sent {
            id_token: self.id_token.unwrap_or_default(),
            access_token: self.access_token.unwrap_or_default(),
            nonce: self.nonce.unwrap_or_default(),
            provider: self.provider.unwrap_or_default(),
            client_id: self.client_id.unwrap_or_default(),
            issuer: self.issuer.unwrap_or_default(),
        }
    }
}
