//! `POST /factors/{id}/challenge`: a factor is to be proved (gotrue-contract §1.13).

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use serde_json::json;

use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Client, FactorOwner};
use crate::auth_server::factors::{challenge, find, refuse_proof};
use crate::auth_server::limits::Limit;

pub(crate) async fn post(
    server: Data<AuthServer>,
    client: Client,
    owner: FactorOwner,
    path: Path<String>,
) -> Result<HttpResponse, ApiError> {
    let factor = find(&server, &owner, &path).await?;
    server.limit(Limit::FactorChallenge, client.address)?;
    factor.kind().map(|kind| refuse_proof(&server, kind)).transpose()?;
    let made = challenge(&server, &owner, &client, &factor).await?;
    let end = made.created_at.plus(server.settings().mfa.challenge_lifetime);
    let answer = json!({ "id": made.id, "type": factor.factor_type, "expires_at": end.as_seconds() });
    Ok(HttpResponse::Ok().json(answer))
}
