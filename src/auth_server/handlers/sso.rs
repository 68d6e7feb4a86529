//! `/sso` and `/admin/sso/providers`: signing in through one's company with SAML, which is switched off
//! here. Administrators keep companies all the same, as at a GoTrue where it is switched off
//! (gotrue-contract §1.18).

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::auth_server::AuthServer;
use crate::auth_server::companies::Form;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Administrator, Body, Query};
use crate::auth_server::store::{SsoProviderRow, sso_providers};
use crate::gotrue::ErrorCode;

/// What stands before an administrator's own name for a company.
const RESOURCE: &str = "resource_";

/// Whatever is asked for below `/sso`.
pub(crate) async fn off() -> Result<HttpResponse, ApiError> {
    let code = ErrorCode::SAML_PROVIDER_DISABLED;
    Err(ApiError::not_found(code, "Signing in through a company is switched off"))
}

pub(crate) async fn list(
    server: Data<AuthServer>,
    _: Administrator,
    query: Query,
) -> Result<HttpResponse, ApiError> {
    let mut connection = server.database().read().await?;
    let mut items = Vec::new();
    for row in sso_providers::all(connection.executor()).await? {
        if is_asked_for(&row, &query) {
            let domains = sso_providers::domains(connection.executor(), row.id).await?;
            let mut item = shown(&row, &domains);
            // They are long.
            item["saml"].as_object_mut().map(|saml| saml.remove("metadata_xml"));
            items.push(item);
        }
    }
    Ok(HttpResponse::Ok().json(json!({ "items": items })))
}

pub(crate) async fn create(
    server: Data<AuthServer>,
    _: Administrator,
    Body(form): Body<Form>,
) -> Result<HttpResponse, ApiError> {
    let row = form.make(&server).await?;
    Ok(HttpResponse::Created().json(with_domains(&server, &row).await?))
}

pub(crate) async fn get(
    server: Data<AuthServer>,
    _: Administrator,
    id: Path<String>,
) -> Result<HttpResponse, ApiError> {
    let row = find(&server, &id).await?;
    Ok(HttpResponse::Ok().json(with_domains(&server, &row).await?))
}

pub(crate) async fn put(
    server: Data<AuthServer>,
    _: Administrator,
    id: Path<String>,
    body: Result<Body<Form>, ApiError>,
) -> Result<HttpResponse, ApiError> {
    let row = find(&server, &id).await?;
    let Body(form) = body?;
    let changed = form.change(&server, row.id).await?.ok_or_else(unknown)?;
    Ok(HttpResponse::Ok().json(with_domains(&server, &changed).await?))
}

pub(crate) async fn delete(
    server: Data<AuthServer>,
    _: Administrator,
    id: Path<String>,
) -> Result<HttpResponse, ApiError> {
    let row = find(&server, &id).await?;
    let shown = with_domains(&server, &row).await?;
    let mut connection = server.database().write().await?;
    if sso_providers::delete(connection.executor(), row.id).await? {
        Ok(HttpResponse::Ok().json(shown))
    } else {
        Err(unknown())
    }
}

/// The company of this id, or of this name behind `resource_`.
async fn find(server: &AuthServer, id: &str) -> Result<SsoProviderRow, ApiError> {
    // No database keeps a null character.
    if id.contains('\0') {
        return Err(unknown());
    }
    let mut connection = server.database().read().await?;
    let found = if let Some(resource_id) = id.strip_prefix(RESOURCE) {
        sso_providers::by_resource_id(connection.executor(), resource_id).await?
    } else {
        let id = Uuid::try_parse(id).map_err(|_| unknown())?;
        sso_providers::by_id(connection.executor(), id).await?
    };
    found.ok_or_else(unknown)
}

fn is_asked_for(row: &SsoProviderRow, query: &Query) -> bool {
    let (whole, start) = (query.get("resource_id"), query.get("resource_id_prefix"));
    let resource_id = row.resource_id.as_deref();
    if whole.is_empty() {
        start.is_empty() || resource_id.is_some_and(|resource_id| resource_id.starts_with(start))
    } else {
        resource_id == Some(whole)
    }
}

async fn with_domains(server: &AuthServer, row: &SsoProviderRow) -> Result<Value, ApiError> {
    let mut connection = server.database().read().await?;
    Ok(shown(row, &sso_providers::domains(connection.executor(), row.id).await?))
}

/// A company as it is told of. What is not said of it is left out.
fn shown(row: &SsoProviderRow, domains: &[String]) -> Value {
    let domains: Vec<_> = domains.iter().map(|domain| json!({ "domain": domain })).collect();
    let mut shown = json!({
        "id": row.id,
        "disabled": row.disabled,
        "saml": {
            "entity_id": row.entity_id,
            "metadata_xml": row.metadata_xml,
            "attribute_mapping": row.attribute_mapping.0,
        },
        "domains": domains,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    });
    if let Some(resource_id) = &row.resource_id {
        shown["resource_id"] = json!(resource_id);
    }
    for (name, text) in [("metadata_url", &row.metadata_url), ("name_id_format", &row.name_id_format)] {
        if let Some(text) = text {
            shown["saml"][name] = json!(text);
        }
    }
    shown
}

fn unknown() -> ApiError {
    ApiError::not_found(ErrorCode::SSO_PROVIDER_NOT_FOUND, "There is no such provider")
}
