//! `POST /oauth/token`: a program exchanges a code, or refreshes its session (gotrue-contract §1.18).

use actix_web::http::header::AUTHORIZATION;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Client, Parameters};
use crate::auth_server::oauth_server::{authenticate, exchange, refresh};

pub(crate) async fn post(
    server: Data<AuthServer>,
    client: Client,
    request: HttpRequest,
    sent: Parameters,
) -> Result<HttpResponse, ApiError> {
    let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let program = authenticate(&server, header.unwrap_or_default(), &sent).await?;
    let malformed = |_| ApiError::oauth("invalid_request", "The body is no JSON object that is understood");
    let grant = sent.text("grant_type").map_err(malformed)?;
    if grant.is_empty() {
        return Err(ApiError::oauth("invalid_request", "A grant_type is needed"));
    }
    if !program.grant_types.contains(&grant) {
        return Err(ApiError::oauth("unsupported_grant_type", "The program does not use that grant_type"));
    }
    let mut answer = HttpResponse::Ok();
    if grant == "refresh_token" {
        let (refreshed, body) = refresh(&server, &program, &sent, &client.place()).await?;
        refreshed.name_in(&mut answer);
        return Ok(answer.json(body));
    }
    let given = exchange(&server, &program, &sent, &client.place()).await?;
    given.issued.name_in(&mut answer);
    Ok(answer.json(given.body))
}
