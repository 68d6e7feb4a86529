//! `POST /passkeys/authentication/options` and `…/verify`: somebody signs in with a passkey
//! (gotrue-contract §1.14).

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde_json::{Map, Value};

use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Body, Client};
use crate::auth_server::limits::Limit;
use crate::auth_server::passkeys::{Answered, begin_sign_in, finish_sign_in};

pub(crate) async fn options(server: Data<AuthServer>, client: Client) -> Result<HttpResponse, ApiError> {
    server.limit(Limit::Passkey, client.address)?;
    Ok(HttpResponse::Ok().json(begin_sign_in(&server).await?))
}

pub(crate) async fn verify(
    server: Data<AuthServer>,
    client: Client,
    Body(body): Body<Map<String, Value>>,
) -> Result<HttpResponse, ApiError> {
    let answered = Answered::read(body)?;
    Ok(finish_sign_in(&server, &client, &answered).await?.answer())
}
