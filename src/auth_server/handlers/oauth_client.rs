//! `/admin/oauth/clients/{client_id}`: an administrator looks at a program of others, changes it, gives it a
//! new secret and deletes it (gotrue-contract §1.18).

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use uuid::Uuid;

use super::oauth_clients::{shown, shown_with_secret};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Administrator, Body};
use crate::auth_server::oauth_server::{Changes, renew_secret};
use crate::auth_server::store::{OAuthClientRow, oauth_clients};
use crate::auth_server::{AuthServer, switched_off};
use crate::gotrue::ErrorCode;

pub(crate) async fn get(
    server: Data<AuthServer>,
    _: Administrator,
    id: Path<String>,
) -> Result<HttpResponse, ApiError> {
    let client = find(&server, &id).await?;
    Ok(HttpResponse::Ok().json(shown(&client)))
}

pub(crate) async fn put(
    server: Data<AuthServer>,
    _: Administrator,
    id: Path<String>,
    body: Result<Body<Changes>, ApiError>,
) -> Result<HttpResponse, ApiError> {
    let client = find(&server, &id).await?;
    let Body(wanted) = body?;
    let changed = wanted.make(&server, client.id).await?.ok_or_else(unknown)?;
    Ok(HttpResponse::Ok().json(shown(&changed)))
}

pub(crate) async fn delete(
    server: Data<AuthServer>,
    _: Administrator,
    id: Path<String>,
) -> Result<HttpResponse, ApiError> {
    let client = find(&server, &id).await?;
    let mut connection = server.database().write().await?;
    if oauth_clients::delete(connection.executor(), client.id).await? {
        Ok(HttpResponse::NoContent().finish())
    } else {
        Err(unknown())
    }
}

pub(crate) async fn regenerate_secret(
    server: Data<AuthServer>,
    _: Administrator,
    id: Path<String>,
) -> Result<HttpResponse, ApiError> {
    let client = find(&server, &id).await?;
    let renewed = renew_secret(&server, client.id).await?.ok_or_else(unknown)?;
    Ok(HttpResponse::Ok().json(shown_with_secret(&renewed)))
}

async fn find(server: &AuthServer, id: &str) -> Result<OAuthClientRow, ApiError> {
    switched_off::refuse_without_oauth_server(server)?;
    let id = Uuid::try_parse(id).map_err(|_| ApiError::invalid("The program's id is no UUID"))?;
    let client = oauth_clients::by_id(server.database().read().await?.executor(), id).await?;
    client.ok_or_else(unknown)
}

fn unknown() -> ApiError {
    ApiError::not_found(ErrorCode::OAUTH_CLIENT_NOT_FOUND, "There is no such program")
}
