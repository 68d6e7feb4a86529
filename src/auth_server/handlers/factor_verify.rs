//! `POST /factors/{id}/verify`: a factor is proved (gotrue-contract §1.13).

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use uuid::Uuid;

use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Body, Client, FactorOwner};
use crate::auth_server::factors::{FactorType, KeyAnswer, Proof, Shown, Wish, find, prove, refuse_proof};
use crate::auth_server::limits::Limit;

#[derive(Deserialize)]
pub(crate) struct Form {
    challenge_id: Option<Uuid>,
    code: Option<String>,
    webauthn: Option<KeyForm>,
}

/// What a security key answered.
#[derive(Deserialize)]
struct KeyForm {
    r#type: Option<String>,
    /// `null` is an answer too, which says nothing.
    #[serde(default, deserialize_with = "anything")]
    credential_response: Option<Value>,
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
    let challenge = form.challenge_id.unwrap_or_default();
    let is_key = factor.kind() == Some(FactorType::WebAuthn);
    let code = form.code.unwrap_or_default();
    if code.is_empty() && !is_key {
        return Err(ApiError::invalid("A code is needed"));
    }
    factor.kind().map(|kind| refuse_proof(&server, kind)).transpose()?;
    let shown = if is_key { Shown::Key(KeyForm::answer(form.webauthn)?) } else { Shown::Code(code) };
    let proof = Proof { challenge, shown, client };
    let issued = prove(&server, &owner, factor.id, &proof).await?;
    Ok(HttpResponse::Ok().json(issued.response()))
}

impl KeyForm {
    fn answer(form: Option<Self>) -> Result<KeyAnswer, ApiError> {
        let form = form.ok_or_else(|| ApiError::invalid("The answer of a security key is needed"))?;
        let wish = form.r#type.as_deref().and_then(Wish::from_name);
        let wish = wish.ok_or_else(|| ApiError::invalid("The type of the answer is create or request"))?;
        let response = form.credential_response;
        let response = response.ok_or_else(|| ApiError::invalid("A credential_response is needed"))?;
        Ok(KeyAnswer { wish, response })
    }
}

fn anything<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}
