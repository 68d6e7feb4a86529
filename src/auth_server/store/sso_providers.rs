//! Companies whose people would sign in with SAML, and the domains of their addresses.

use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::auth_server::companies::AttributeMapping;
use crate::clock::Timestamp;
use crate::database::{Executor, each, execute};

/// A row of `auth_sso_providers`.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct SsoProviderRow {
    pub(crate) id: Uuid,
    pub(crate) resource_id: Option<String>,
    pub(crate) disabled: Option<bool>,
    pub(crate) entity_id: String,
    pub(crate) metadata_xml: String,
    pub(crate) metadata_url: Option<String>,
    pub(crate) attribute_mapping: Json<AttributeMapping>,
    pub(crate) name_id_format: Option<String>,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
}

/// The columns of an [`SsoProviderRow`].
macro_rules! provider_columns {
    () => {
        "id, resource_id, disabled, entity_id, metadata_xml, metadata_url, attribute_mapping, name_id_format,
        created_at, updated_at"
    };
}

const INSERT: &str = concat!(
    "insert into auth_sso_providers (",
    provider_columns!(),
    ")
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    on conflict do nothing"
);

/// Makes one, unless what it calls itself, or what it is called, is taken. Whether both were free is the
/// answer.
pub(crate) async fn insert(executor: Executor<'_>, provider: &SsoProviderRow) -> sqlx::Result<bool> {
    let made = execute!(
        executor,
        sqlx::query(INSERT)
            .bind(provider.id)
            .bind(&provider.resource_id)
            .bind(provider.disabled)
            .bind(&provider.entity_id)
            .bind(&provider.metadata_xml)
            .bind(&provider.metadata_url)
            .bind(&provider.attribute_mapping)
            .bind(&provider.name_id_format)
            .bind(provider.created_at)
            .bind(provider.updated_at)
    )?;
    Ok(made > 0)
}

const SELECT_ALL: &str =
    concat!("select ", provider_columns!(), " from auth_sso_providers order by created_at, id");

/// All of them, the oldest first.
pub(crate) async fn all(executor: Executor<'_>) -> sqlx::Result<Vec<SsoProviderRow>> {
    each!(executor, c => sqlx::query_as(SELECT_ALL).fetch_all(c).await)
}

const SELECT: &str = concat!("select ", provider_columns!(), " from auth_sso_providers where id = $1");

pub(crate) async fn by_id(executor: Executor<'_>, id: Uuid) -> sqlx::Result<Option<SsoProviderRow>> {
    each!(executor, c => sqlx::query_as(SELECT).bind(id).fetch_optional(c).await)
}

const SELECT_BY_RESOURCE: &str =
    concat!("select ", provider_columns!(), " from auth_sso_providers where resource_id = $1");

/// The one that an administrator calls so.
pub(crate) async fn by_resource_id(
    executor: Executor<'_>,
    resource_id: &str,
) -> sqlx::Result<Option<SsoProviderRow>> {
    each!(executor, c => sqlx::query_as(SELECT_BY_RESOURCE).bind(resource_id).fetch_optional(c).await)
}

const SELECT_BY_ENTITY: &str =
    concat!("select ", provider_columns!(), " from auth_sso_providers where entity_id = $1");

/// The one that calls itself so.
pub(crate) async fn by_entity_id(
    executor: Executor<'_>,
    entity_id: &str,
) -> sqlx::Result<Option<SsoProviderRow>> {
    each!(executor, c => sqlx::query_as(SELECT_BY_ENTITY).bind(entity_id).fetch_optional(c).await)
}

const LOCK: &str = concat!(
    "update auth_sso_providers
    set updated_at = updated_at
    where id = $1
    returning ",
    provider_columns!()
);

/// Locks one until the transaction ends.
pub(crate) async fn lock(executor: Executor<'_>, id: Uuid) -> sqlx::Result<Option<SsoProviderRow>> {
    each!(executor, c => sqlx::query_as(LOCK).bind(id).fetch_optional(c).await)
}

const SAVE: &str = "
    update auth_sso_providers
    set resource_id = $2, disabled = $3, metadata_xml = $4, metadata_url = $5, attribute_mapping = $6,
        name_id_format = $7, updated_at = $8
    where id = $1";

/// Writes one back, unless what it is to be called is taken. Whether it was free is the answer. It must be
/// locked.
pub(crate) async fn save(executor: Executor<'_>, provider: &SsoProviderRow) -> sqlx::Result<bool> {
    let saved = execute!(
        executor,
        sqlx::query(SAVE)
            .bind(provider.id)
            .bind(&provider.resource_id)
            .bind(provider.disabled)
            .bind(&provider.metadata_xml)
            .bind(&provider.metadata_url)
            .bind(&provider.attribute_mapping)
            .bind(&provider.name_id_format)
            .bind(provider.updated_at)
    );
    match saved {
        Ok(_) => Ok(true),
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Ok(false),
        Err(error) => Err(error),
    }
}

const DELETE: &str = "delete from auth_sso_providers where id = $1";

/// Deletes one with its domains. Whether it was there is the answer.
pub(crate) async fn delete(executor: Executor<'_>, id: Uuid) -> sqlx::Result<bool> {
    Ok(execute!(executor, sqlx::query(DELETE).bind(id))? > 0)
}

const DOMAINS: &str = "select domain from auth_sso_domains where provider_id = $1 order by domain";

/// The domains of one.
pub(crate) async fn domains(executor: Executor<'_>, provider: Uuid) -> sqlx::Result<Vec<String>> {
    each!(executor, c => sqlx::query_scalar(DOMAINS).bind(provider).fetch_all(c).await)
}

const INSERT_DOMAIN: &str = "
    insert into auth_sso_domains (id, provider_id, domain)
    values ($1, $2, $3)
    on conflict do nothing";

/// Gives a domain to one, unless it is somebody's. Whether it was free is the answer.
pub(crate) async fn insert_domain(
    executor: Executor<'_>,
    provider: Uuid,
    domain: &str,
) -> sqlx::Result<bool> {
    let made =
        execute!(executor, sqlx::query(INSERT_DOMAIN).bind(Uuid::new_v4()).bind(provider).bind(domain))?;
    Ok(made > 0)
}

const DELETE_DOMAINS: &str = "delete from auth_sso_domains where provider_id = $1";

/// Takes all domains of one away.
pub(crate) async fn delete_domains(executor: Executor<'_>, provider: Uuid) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(DELETE_DOMAINS).bind(provider)).map(drop)
}
