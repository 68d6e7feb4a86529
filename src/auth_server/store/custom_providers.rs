//! Providers that administrators set up.

use serde_json::{Map, Value};
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::database::{Executor, each, execute};

/// A row of `auth_custom_providers`.
#[derive(Clone, Debug, FromRow)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of its own")]
pub(crate) struct CustomProviderRow {
    pub(crate) id: Uuid,
    /// `oauth2` or `oidc`.
    pub(crate) provider_type: String,
    pub(crate) identifier: String,
    pub(crate) name: String,
    pub(crate) client_id: String,
    pub(crate) sealed_secret: Vec<u8>,
    pub(crate) acceptable_client_ids: Json<Vec<String>>,
    pub(crate) scopes: Json<Vec<String>>,
    pub(crate) pkce_enabled: bool,
    pub(crate) attribute_mapping: Json<Map<String, Value>>,
    pub(crate) custom_claims_allowlist: Json<Vec<String>>,
    pub(crate) authorization_params: Json<Map<String, Value>>,
    pub(crate) enabled: bool,
    pub(crate) email_optional: bool,
    pub(crate) skip_nonce_check: bool,
    pub(crate) issuer: Option<String>,
    pub(crate) discovery_url: Option<String>,
    pub(crate) discovery_document: Option<Json<Value>>,
    pub(crate) authorization_url: Option<String>,
    pub(crate) token_url: Option<String>,
    pub(crate) userinfo_url: Option<String>,
    pub(crate) jwks_uri: Option<String>,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
}

/// The columns of a [`CustomProviderRow`].
macro_rules! provider_columns {
    () => {
        "id, provider_type, identifier, name, client_id, sealed_secret, acceptable_client_ids, scopes,
        pkce_enabled, attribute_mapping, custom_claims_allowlist, authorization_params, enabled,
        email_optional, skip_nonce_check, issuer, discovery_url, discovery_document, authorization_url,
        token_url, userinfo_url, jwks_uri, created_at, updated_at"
    };
}

const INSERT: &str = concat!(
    "insert into auth_custom_providers (",
    provider_columns!(),
    ")
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
        $22, $23, $24)
    on conflict do nothing"
);

/// Makes one, unless its identifier is taken. Whether it was free is the answer.
pub(crate) async fn insert(executor: Executor<'_>, provider: &CustomProviderRow) -> sqlx::Result<bool> {
    let made = execute!(
        executor,
        sqlx::query(INSERT)
            .bind(provider.id)
            .bind(&provider.provider_type)
            .bind(&provider.identifier)
            .bind(&provider.name)
            .bind(&provider.client_id)
            .bind(&provider.sealed_secret)
            .bind(&provider.acceptable_client_ids)
            .bind(&provider.scopes)
            .bind(provider.pkce_enabled)
            .bind(&provider.attribute_mapping)
            .bind(&provider.custom_claims_allowlist)
            .bind(&provider.authorization_params)
            .bind(provider.enabled)
            .bind(provider.email_optional)
            .bind(provider.skip_nonce_check)
            .bind(&provider.issuer)
            .bind(&provider.discovery_url)
            .bind(&provider.discovery_document)
            .bind(&provider.authorization_url)
            .bind(&provider.token_url)
            .bind(&provider.userinfo_url)
            .bind(&provider.jwks_uri)
            .bind(provider.created_at)
            .bind(provider.updated_at)
    )?;
    Ok(made > 0)
}

const COUNT: &str = "select count(*) from auth_custom_providers";

/// How many there are.
pub(crate) async fn count(executor: Executor<'_>) -> sqlx::Result<i64> {
    each!(executor, c => sqlx::query_scalar(COUNT).fetch_one(c).await)
}

const SELECT: &str =
    concat!("select ", provider_columns!(), " from auth_custom_providers where identifier = $1");

/// The one that clients ask for by this name.
pub(crate) async fn by_identifier(
    executor: Executor<'_>,
    identifier: &str,
) -> sqlx::Result<Option<CustomProviderRow>> {
    each!(executor, c => sqlx::query_as(SELECT).bind(identifier).fetch_optional(c).await)
}

const SELECT_ALL: &str = concat!(
    "select ",
    provider_columns!(),
    " from auth_custom_providers where $1 = '' or provider_type = $1 order by created_at desc, id"
);

/// Those of a type, or all for an empty one; the newest first.
pub(crate) async fn all(executor: Executor<'_>, provider_type: &str) -> sqlx::Result<Vec<CustomProviderRow>> {
    each!(executor, c => sqlx::query_as(SELECT_ALL).bind(provider_type).fetch_all(c).await)
}

const SAVE: &str = "
    update auth_custom_providers
    set name = $2, client_id = $3, sealed_secret = $4, acceptable_client_ids = $5, scopes = $6,
        pkce_enabled = $7, attribute_mapping = $8, custom_claims_allowlist = $9, authorization_params = $10,
        enabled = $11, email_optional = $12, skip_nonce_check = $13, issuer = $14, discovery_url = $15,
        discovery_document = $16, authorization_url = $17, token_url = $18, userinfo_url = $19,
        jwks_uri = $20, updated_at = $21
    where id = $1";

/// Writes one back. Whether it was still there is the answer.
pub(crate) async fn save(executor: Executor<'_>, provider: &CustomProviderRow) -> sqlx::Result<bool> {
    let saved = execute!(
        executor,
        sqlx::query(SAVE)
            .bind(provider.id)
            .bind(&provider.name)
            .bind(&provider.client_id)
            .bind(&provider.sealed_secret)
            .bind(&provider.acceptable_client_ids)
            .bind(&provider.scopes)
            .bind(provider.pkce_enabled)
            .bind(&provider.attribute_mapping)
            .bind(&provider.custom_claims_allowlist)
            .bind(&provider.authorization_params)
            .bind(provider.enabled)
            .bind(provider.email_optional)
            .bind(provider.skip_nonce_check)
            .bind(&provider.issuer)
            .bind(&provider.discovery_url)
            .bind(&provider.discovery_document)
            .bind(&provider.authorization_url)
            .bind(&provider.token_url)
            .bind(&provider.userinfo_url)
            .bind(&provider.jwks_uri)
            .bind(provider.updated_at)
    )?;
    Ok(saved > 0)
}

const DELETE: &str = "delete from auth_custom_providers where id = $1";

/// Deletes one. Whether it was there is the answer.
pub(crate) async fn delete(executor: Executor<'_>, id: Uuid) -> sqlx::Result<bool> {
    Ok(execute!(executor, sqlx::query(DELETE).bind(id))? > 0)
}
