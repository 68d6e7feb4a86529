//! `POST /factors/{id}/verify`: a factor is proved (gotrue-contract §1.13).

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Body, Client, FactorOwner};
use crate::auth_server::factors::{FactorType, Proof, find, prove, refuse_proof};
use crate::auth_server::limits::Limit;

#[derive(Deserialize)]
pub(crate) struct Form {
    challenge_id: Option<Uuid>,
    code: Option<String>,
    /// Read for its type only: security keys are switched off.
    #[serde(rename = "webauthn")]
    _webauthn: Option<Map<String, Value>>,
}

pub(crate) async fn post(
    server: Data<AuthServer>,
    client: Client,
    owner: FactorOwner,
    path: Path<String>,
    body: Result<Body<Form>, ApiError>,
) -> Result<HttpResponse, ApiError> {
    let factor = find(&server, &owner, &path).await?;
    server.limit(Limit::FactorVerify, client.address)?;
    let Body(form) = body?;
    let code = form.code.unwrap_or_default();
    // A security key has none.
    if code.is_empty() && factor.kind() != Some(FactorType::WebAuthn) {
        return Err(ApiError::invalid("A code is needed"));
    }
    factor.kind().map(|kind| refuse_proof(&server, kind)).transpose()?;
    let challenge = form.challenge_id.unwrap_or_default();
    let proof = Proof { challenge, code, client };
    let issued = prove(&server, &owner, factor.id, &proof).await?;
    Ok(HttpResponse::Ok().json(issued.response()))
}
