//! A provider as an administrator describes it.

use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{kept, rules, secret};
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::providers::{CallError, discovery_url};
use crate::auth_server::store::{CustomProviderRow, custom_providers};
use crate::clock::Timestamp;
use crate::gotrue::ErrorCode;

/// What OpenID Connect always asks for.
const OPENID: &str = "openid";

/// What an administrator says. A text that is not said is empty.
#[derive(Deserialize)]
pub(crate) struct Form {
    provider_type: Option<String>,
    identifier: Option<String>,
    pub(super) name: Option<String>,
    pub(super) client_id: Option<String>,
    pub(super) client_secret: Option<String>,
    pub(super) acceptable_client_ids: Option<Vec<Option<String>>>,
    pub(super) scopes: Option<Vec<Option<String>>>,
    pub(super) pkce_enabled: Option<bool>,
    pub(super) attribute_mapping: Option<Map<String, Value>>,
    pub(super) custom_claims_allowlist: Option<Vec<Option<String>>>,
    pub(super) authorization_params: Option<Map<String, Value>>,
    pub(super) enabled: Option<bool>,
    pub(super) email_optional: Option<bool>,
    pub(super) issuer: Option<String>,
    pub(super) discovery_url: Option<String>,
    pub(super) skip_nonce_check: Option<bool>,
    pub(super) authorization_url: Option<String>,
    pub(super) token_url: Option<String>,
    pub(super) userinfo_url: Option<String>,
    pub(super) jwks_uri: Option<String>,
}

impl Form {
    /// Sets the provider up. One that speaks OpenID Connect must say where its endpoints are.
    pub(crate) async fn make(self, server: &AuthServer) -> Result<CustomProviderRow, ApiError> {
        let is_openid = match self.provider_type.as_deref() {
            Some("oauth2") => false,
            Some("oidc") => true,
            _ => return Err(ApiError::invalid("The provider_type is oauth2 or oidc")),
        };
        self.refuse_missing(is_openid)?;
        self.check_maps()?;
        self.refuse_too_many(server).await?;
        let secret = self.client_secret.clone().unwrap_or_default();
        let mut row = self.into_row(is_openid, server.now());
        rules::check_urls(&[
            &row.issuer,
            &row.discovery_url,
            &row.authorization_url,
            &row.token_url,
            &row.userinfo_url,
            &row.jwks_uri,
        ])
        .await?;
        rules::check_row(&row)?;
        if kept(server, &row.identifier).await?.is_some() {
            return Err(is_taken());
        }
        discover(server, &mut row).await?;
        row.sealed_secret = secret::seal(server, row.id, &secret)?;
        let mut connection = server.database().write().await?;
        if custom_providers::insert(connection.executor(), &row).await? { Ok(row) } else { Err(is_taken()) }
    }

    fn refuse_missing(&self, is_openid: bool) -> Result<(), ApiError> {
        let identifier = self.identifier.as_deref().unwrap_or_default();
        if identifier.is_empty() {
            return Err(ApiError::invalid("An identifier is needed"));
        }
        rules::refuse_other_names(identifier)?;
        let needed = [&self.name, &self.client_id, &self.client_secret];
        if needed.iter().any(|text| is_empty(text.as_deref())) {
            return Err(ApiError::invalid("A name, a client_id and a client_secret are needed"));
        }
        let urls = [&self.authorization_url, &self.token_url, &self.userinfo_url];
        if is_openid && is_empty(self.issuer.as_deref()) {
            return Err(ApiError::invalid("A provider that speaks OpenID Connect needs an issuer"));
        }
        if !is_openid && urls.iter().any(|url| is_empty(url.as_deref())) {
            let needed = "An authorization_url, a token_url and a userinfo_url are needed";
            return Err(ApiError::invalid(needed));
        }
        Ok(())
    }

    /// Refuses what may not be said, whether the provider is new or not.
    pub(super) fn check_maps(&self) -> Result<(), ApiError> {
        if let Some(parameters) = &self.authorization_params {
            rules::check_parameters(parameters)?;
        }
        if let Some(mapping) = &self.attribute_mapping {
            rules::check_mapping(mapping)?;
        }
        let names = self.custom_claims_allowlist.clone().unwrap_or_default();
        rules::check_claims(&texts(names))
    }

    async fn refuse_too_many(&self, server: &AuthServer) -> Result<(), ApiError> {
        let Some(most) = server.settings().external.custom.most else { return Ok(()) };
        let there = custom_providers::count(server.database().read().await?.executor()).await?;
        if there < i64::from(most) {
            return Ok(());
        }
        let code = ErrorCode::OVER_CUSTOM_PROVIDER_QUOTA;
        Err(ApiError::bad_request(code, "There are as many such providers as there may be"))
    }

    fn into_row(self, is_openid: bool, now: Timestamp) -> CustomProviderRow {
        let of_openid = |url: Option<String>| url.filter(|url| is_openid && !url.is_empty());
        let of_others = |url: Option<String>| url.filter(|url| !is_openid && !url.is_empty());
        let mut scopes = texts(self.scopes.unwrap_or_default());
        if is_openid {
            ask_for_openid(&mut scopes);
        }
        CustomProviderRow {
            id: Uuid::new_v4(),
            provider_type: self.provider_type.unwrap_or_default(),
            identifier: self.identifier.unwrap_or_default(),
            name: self.name.unwrap_or_default(),
            client_id: self.client_id.unwrap_or_default(),
            sealed_secret: Vec::new(),
            acceptable_client_ids: texts(self.acceptable_client_ids.unwrap_or_default()).into(),
            scopes: scopes.into(),
            pkce_enabled: self.pkce_enabled.unwrap_or(true),
            attribute_mapping: self.attribute_mapping.unwrap_or_default().into(),
            custom_claims_allowlist: texts(self.custom_claims_allowlist.unwrap_or_default()).into(),
            authorization_params: self.authorization_params.unwrap_or_default().into(),
            enabled: self.enabled.unwrap_or(true),
            email_optional: self.email_optional.unwrap_or_default(),
            skip_nonce_check: is_openid && self.skip_nonce_check.unwrap_or_default(),
            issuer: of_openid(self.issuer),
            discovery_url: of_openid(self.discovery_url),
            discovery_document: None,
            authorization_url: of_others(self.authorization_url),
            token_url: of_others(self.token_url),
            userinfo_url: of_others(self.userinfo_url),
            jwks_uri: of_others(self.jwks_uri),
            created_at: now,
            updated_at: now,
        }
    }
}

/// Asks a provider that speaks OpenID Connect what it says of itself, and keeps that.
pub(super) async fn discover(server: &AuthServer, row: &mut CustomProviderRow) -> Result<(), ApiError> {
    let Some(issuer) = &row.issuer else { return Ok(()) };
    let url = row.discovery_url.clone().unwrap_or_else(|| discovery_url(issuer));
    let described = server.guarded_caller().describe(issuer, &url).await.map_err(|error: CallError| {
        tracing::info!(%error, "a provider of an administrator does not say where its endpoints are");
        ApiError::invalid("The provider does not say where its endpoints are (OpenID Connect Discovery)")
    })?;
    row.discovery_document = Some(Value::Object(described).into());
    Ok(())
}

pub(super) fn ask_for_openid(scopes: &mut Vec<String>) {
    if !scopes.iter().any(|scope| scope == OPENID) {
        scopes.insert(0, OPENID.to_owned());
    }
}

/// Null is an empty text.
pub(super) fn texts(list: Vec<Option<String>>) -> Vec<String> {
    list.into_iter().map(Option::unwrap_or_default).collect()
}

fn is_empty(text: Option<&str>) -> bool {
    text.unwrap_or_default().is_empty()
}

fn is_taken() -> ApiError {
    ApiError::bad_request(ErrorCode::CONFLICT, "There is a provider with this identifier")
}
