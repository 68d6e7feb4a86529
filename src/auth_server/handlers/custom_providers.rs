//! `/admin/custom-providers`: administrators set up providers beside those of the operator
//! (gotrue-contract §1.17).

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde_json::{Value, json};

use crate::auth_server::AuthServer;
use crate::auth_server::custom_providers::{Form, change, kept};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Body, NamedProvider, ProvidersAdministrator, Query};
use crate::auth_server::store::{CustomProviderRow, custom_providers};
use crate::gotrue::ErrorCode;

pub(crate) async fn list(
    server: Data<AuthServer>,
    _: ProvidersAdministrator,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let provider_type = query.get("type");
    if !["", "oauth2", "oidc"].contains(&provider_type) {
        return Err(ApiError::invalid("The type is oauth2 or oidc"));
    }
    let mut connection = server.database().read().await?;
    let providers = custom_providers::all(connection.executor(), provider_type).await?;
    let providers: Vec<_> = providers.iter().map(shown).collect();
    Ok(HttpResponse::Ok().json(json!({ "providers": providers })))
}

pub(crate) async fn create(
    server: Data<AuthServer>,
    _: ProvidersAdministrator,
    body: Result<Body<Form>, ApiError>,
) -> Result<HttpResponse, ApiError> {
    let Body(form) = body?;
    let provider = form.make(&server).await?;
    Ok(HttpResponse::Created().json(shown(&provider)))
}

pub(crate) async fn get(
    server: Data<AuthServer>,
    NamedProvider(identifier): NamedProvider,
) -> Result<HttpResponse, ApiError> {
    let provider = kept(&server, &identifier).await?.ok_or_else(unknown)?;
    Ok(HttpResponse::Ok().json(shown(&provider)))
}

pub(crate) async fn put(
    server: Data<AuthServer>,
    NamedProvider(identifier): NamedProvider,
    body: Result<Body<Form>, ApiError>,
) -> Result<HttpResponse, ApiError> {
    let Body(form) = body?;
    let changed = change(&server, &identifier, form).await?.ok_or_else(unknown)?;
    Ok(HttpResponse::Ok().json(shown(&changed)))
}

pub(crate) async fn delete(
    server: Data<AuthServer>,
    NamedProvider(identifier): NamedProvider,
) -> Result<HttpResponse, ApiError> {
    let provider = kept(&server, &identifier).await?.ok_or_else(unknown)?;
    let mut connection = server.database().write().await?;
    if custom_providers::delete(connection.executor(), provider.id).await? {
        Ok(HttpResponse::NoContent().finish())
    } else {
        Err(unknown())
    }
}

/// A provider as it is told of: never with its secret, and without what it does not have.
fn shown(provider: &CustomProviderRow) -> Value {
    let mut shown = json!({
        "id": provider.id,
        "provider_type": provider.provider_type,
        "identifier": provider.identifier,
        "name": provider.name,
        "client_id": provider.client_id,
        "acceptable_client_ids": provider.acceptable_client_ids.0,
        "scopes": provider.scopes.0,
        "pkce_enabled": provider.pkce_enabled,
        "attribute_mapping": provider.attribute_mapping.0,
        "custom_claims_allowlist": provider.custom_claims_allowlist.0,
        "authorization_params": provider.authorization_params.0,
        "enabled": provider.enabled,
        "email_optional": provider.email_optional,
        "skip_nonce_check": provider.skip_nonce_check,
        "created_at": provider.created_at,
        "updated_at": provider.updated_at,
    });
    let urls = [
        ("issuer", &provider.issuer),
        ("discovery_url", &provider.discovery_url),
        ("authorization_url", &provider.authorization_url),
        ("token_url", &provider.token_url),
        ("userinfo_url", &provider.userinfo_url),
        ("jwks_uri", &provider.jwks_uri),
    ];
    for (name, url) in urls {
        if let Some(url) = url {
            shown[name] = json!(url);
        }
    }
    if let Some(document) = &provider.discovery_document {
        shown["discovery_document"] = document.0.clone();
    }
    shown
}

fn unknown() -> ApiError {
    ApiError::not_found(ErrorCode::CUSTOM_PROVIDER_NOT_FOUND, "There is no such provider")
}
