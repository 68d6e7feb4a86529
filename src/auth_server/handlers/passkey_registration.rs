//! `POST /passkeys/registration/options` and `…/verify`: somebody makes a passkey (gotrue-contract §1.14).

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde_json::{Map, Value};

use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Body, Client, FactorOwner};
use crate::auth_server::passkeys::{begin_registration, finish_registration, shown_new};

pub(crate) async fn options(server: Data<AuthServer>, owner: FactorOwner) -> Result<HttpResponse, ApiError> {
    Ok(HttpResponse::Ok().json(begin_registration(&server, &owner).await?))
}

pub(crate) async fn verify(
    server: Data<AuthServer>,
    client: Client,
    owner: FactorOwner,
    body: Result<Body<Map<String, Value>>, ApiError>,
) -> Result<HttpResponse, ApiError> {
    let passkey = finish_registration(&server, &owner, &client, body).await?;
    Ok(HttpResponse::Ok().json(shown_new(&passkey)))
}
