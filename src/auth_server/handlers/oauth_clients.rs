//! `POST /oauth/clients/register`, `GET` and `POST /admin/oauth/clients`: programs of others are registered
//! by themselves or by administrators, who list them (gotrue-contract §1.18).

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde_json::{Value, json};

use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Administrator, Body, Client};
use crate::auth_server::limits::Limit;
use crate::auth_server::oauth_server::{Registered, Registration, RegistrationForm};
use crate::auth_server::store::{OAuthClientRow, oauth_clients};
use crate::auth_server::{AuthServer, switched_off};
use crate::gotrue::ErrorCode;

pub(crate) async fn register(
    server: Data<AuthServer>,
    client: Client,
    body: Result<Body<RegistrationForm>, ApiError>,
) -> Result<HttpResponse, ApiError> {
    server.limit(Limit::ClientRegistration, client.address)?;
    if !server.settings().oauth_server.takes_registrations {
        let code = ErrorCode::OAUTH_DYNAMIC_CLIENT_REGISTRATION_DISABLED;
        return Err(ApiError::forbidden(code, "Programs do not register themselves here"));
    }
    let Body(form) = body?;
    let registered = form.register(&server, Registration::Dynamic).await?;
    Ok(HttpResponse::Created().json(shown_with_secret(&registered)))
}

pub(crate) async fn post(
    server: Data<AuthServer>,
    _: Administrator,
    body: Result<Body<RegistrationForm>, ApiError>,
) -> Result<HttpResponse, ApiError> {
    switched_off::refuse_without_oauth_server(&server)?;
    let Body(form) = body?;
    let registered = form.register(&server, Registration::Manual).await?;
    Ok(HttpResponse::Created().json(shown_with_secret(&registered)))
}

pub(crate) async fn get(server: Data<AuthServer>, _: Administrator) -> Result<HttpResponse, ApiError> {
    switched_off::refuse_without_oauth_server(&server)?;
    let clients = oauth_clients::all(server.database().read().await?.executor()).await?;
    let clients: Vec<_> = clients.iter().map(shown).collect();
    // An empty list is left out.
    let list = if clients.is_empty() { json!({}) } else { json!({ "clients": clients }) };
    Ok(HttpResponse::Ok().json(list))
}

/// A program as it is told of (RFC 7591 §3.2.1). What is empty is left out.
pub(super) fn shown(client: &OAuthClientRow) -> Value {
    let mut shown = json!({
        "client_id": client.id,
        "client_type": client.client_type(),
        "token_endpoint_auth_method": client.auth_method,
        "redirect_uris": client.redirect_uris.0,
        "grant_types": client.grant_types.0,
        "response_types": ["code"],
        "registration_type": client.registration_type,
        "created_at": client.created_at,
        "updated_at": client.updated_at,
    });
    let texts = [("client_name", &client.name), ("client_uri", &client.uri), ("logo_uri", &client.logo_uri)];
    for (name, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        shown[name] = json!(text);
    }
    shown
}

/// The same with the secret, which is told this once.
pub(super) fn shown_with_secret(registered: &Registered) -> Value {
    let mut shown = shown(&registered.client);
    if let Some(secret) = &registered.secret {
        shown["client_secret"] = json!(secret);
    }
    shown
}
