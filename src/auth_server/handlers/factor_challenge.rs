//! `POST /factors/{id}/challenge`: a factor is to be proved (gotrue-contract §1.13).

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Body, Client, FactorOwner};
use crate::auth_server::factors::{FactorType, ask_key, challenge, find, refuse_proof, send_code};
use crate::auth_server::limits::Limit;
use crate::auth_server::{AuthServer, sms};

/// What is read of somebody who wants a code by telephone, or who has a security key, and of nobody else.
#[derive(Deserialize)]
pub(crate) struct Form {
    channel: Option<String>,
    /// Read for its type only: the operator says for which site keys are.
    #[serde(rename = "webauthn")]
    _webauthn: Option<Map<String, Value>>,
}

impl Form {
    fn refuse_other_channels(&self, server: &AuthServer) -> Result<(), ApiError> {
        match self.channel.as_deref().filter(|channel| !channel.is_empty()) {
            Some(channel) if !sms::takes_channel(server, channel) => {
                Err(ApiError::invalid("Messages go out through the channel sms only"))
            }
            _ => Ok(()),
        }
    }
}

pub(crate) async fn post(
    server: Data<AuthServer>,
    client: Client,
    owner: FactorOwner,
    path: Path<String>,
    body: Result<Body<Form>, ApiError>,
) -> Result<HttpResponse, ApiError> {
    let factor = find(&server, &owner, &path).await?;
    server.limit(Limit::FactorChallenge, client.address)?;
    factor.kind().map(|kind| refuse_proof(&server, kind)).transpose()?;
    let (made, asked) = match factor.kind() {
        Some(FactorType::Phone) => {
            let Body(form) = body?;
            form.refuse_other_channels(&server)?;
            (send_code(&server, &owner, &client, &factor).await?, None)
        }
        Some(FactorType::WebAuthn) => {
            body?;
            let (made, asked) = ask_key(&server, &owner, &client, &factor).await?;
            (made, Some(asked))
        }
        Some(FactorType::Totp) | None => (challenge(&server, &owner, &client, &factor).await?, None),
    };
    let end = made.created_at.plus(server.settings().mfa.challenge_lifetime);
    let mut answer = json!({ "id": made.id, "type": factor.factor_type, "expires_at": end.as_seconds() });
    if let Some(asked) = asked {
        answer["webauthn"] = asked;
    }
    Ok(HttpResponse::Ok().json(answer))
}
