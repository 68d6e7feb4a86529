//! Ending a session by one of its tokens (RFC 7009).

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::Deserialize;

use crate::api::OAuthError;
use crate::api::extract::{FormOrJson, Program};
use crate::api::openapi::{OAuthRefusals, RevocationForm};
use crate::people::People;

/// The token that is to end. A hint of its kind is not needed: the two look different.
#[derive(Deserialize)]
pub(crate) struct Revocation {
    /// An access token or a refresh token.
    #[serde(default)]
    token: Option<String>,
}

/// Ends the session of a token. One that nobody knows is over already (RFC 7009 §2.2).
#[utoipa::path(
    post,
    path = "/api/token/revoke",
    operation_id = "revoke",
    tag = "Tokens",
    request_body(content(
        (RevocationForm = "application/x-www-form-urlencoded"),
        (Revocation = "application/json"),
    )),
    responses((status = 200, description = "The session is over"), OAuthRefusals),
)]
pub(crate) async fn revoke(
    Program(caller): Program,
    people: Data<People>,
    FormOrJson(revocation): FormOrJson<Revocation>,
) -> Result<HttpResponse, OAuthError> {
    let token = revocation.token.filter(|token| !token.is_empty());
    let token = token.ok_or(OAuthError::invalid_request("token is needed"))?;
    people.revoke(&caller, token).await?;
    Ok(HttpResponse::Ok().finish())
}
