//! A company as an administrator describes it.

use serde::Deserialize;
use url::Url;
use uuid::Uuid;

use super::mapping::AttributeMapping;
use super::metadata;
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::store::{SsoProviderRow, sso_providers};
use crate::database::Tx;
use crate::gotrue::ErrorCode;

/// How a company may name its people (SAML 2.0 Core §8.3).
const NAME_FORMATS: [&str; 5] = [
    "",
    "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
    "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
    "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
];

/// What an administrator says. A text that is not said is empty.
#[derive(Deserialize)]
pub(crate) struct Form {
    r#type: Option<String>,
    metadata_url: Option<String>,
    metadata_xml: Option<String>,
    domains: Option<Vec<Option<String>>>,
    attribute_mapping: Option<AttributeMapping>,
    name_id_format: Option<String>,
    resource_id: Option<String>,
    disabled: Option<bool>,
}

impl Form {
    /// Keeps the company.
    pub(crate) async fn make(self, server: &AuthServer) -> Result<SsoProviderRow, ApiError> {
        if said(self.r#type.as_deref()) != "saml" {
            return Err(ApiError::invalid("The type of a provider is saml"));
        }
        if said(self.metadata_url.as_deref()).is_empty() && said(self.metadata_xml.as_deref()).is_empty() {
            return Err(ApiError::invalid("Either metadata_url or metadata_xml is needed"));
        }
        self.refuse_nonsense()?;
        let metadata_xml = self.read_metadata(server).await?;
        let entity_id = metadata::entity_id(&metadata_xml)?;
        let domains = self.domains();
        let now = server.now();
        let row = SsoProviderRow {
            id: Uuid::new_v4(),
            resource_id: self.resource_id,
            disabled: self.disabled,
            entity_id,
            metadata_xml,
            metadata_url: self.metadata_url.filter(|url| !url.is_empty()),
            attribute_mapping: self.attribute_mapping.unwrap_or_default().into(),
            name_id_format: self.name_id_format.filter(|format| !format.is_empty()),
            created_at: now,
            updated_at: now,
        };
        let mut tx = server.database().begin().await?;
        if sso_providers::by_entity_id(tx.executor(), &row.entity_id).await?.is_some() {
            return Err(is_known());
        }
        if !sso_providers::insert(tx.executor(), &row).await? {
            return Err(conflict());
        }
        for domain in domains.iter().flatten() {
            give(&mut tx, row.id, domain).await?;
        }
        server.commit(tx).await?;
        Ok(row)
    }

    /// Changes a company; none if it is not there any more. What is not said stays.
    pub(crate) async fn change(
        self,
        server: &AuthServer,
        id: Uuid,
    ) -> Result<Option<SsoProviderRow>, ApiError> {
        self.refuse_nonsense()?;
        let names_metadata =
            !said(self.metadata_url.as_deref()).is_empty() || !said(self.metadata_xml.as_deref()).is_empty();
        let metadata_xml = if names_metadata { Some(self.read_metadata(server).await?) } else { None };
        let domains = self.domains();
        let mut tx = server.database().begin().await?;
        let Some(mut row) = sso_providers::lock(tx.executor(), id).await? else { return Ok(None) };
        let before = row.clone();
        if let Some(xml) = metadata_xml {
            if metadata::entity_id(&xml)? != row.entity_id {
                let code = ErrorCode::SAML_ENTITY_ID_MISMATCH;
                return Err(ApiError::bad_request(code, "The metadata are of another company"));
            }
            row.metadata_xml = xml;
            row.metadata_url = self.metadata_url.filter(|url| !url.is_empty()).or(row.metadata_url);
        }
        if let Some(mapping) = self.attribute_mapping.filter(|mapping| mapping.keys.is_some()) {
            row.attribute_mapping = mapping.into();
        }
        row.name_id_format = self.name_id_format.filter(|format| !format.is_empty()).or(row.name_id_format);
        if let Some(resource_id) = self.resource_id {
            row.resource_id = Some(resource_id).filter(|resource_id| !resource_id.is_empty());
        }
        row.disabled = self.disabled.or(row.disabled);
        let known = sso_providers::domains(tx.executor(), id).await?;
        let replaces_domains = domains.as_ref().is_some_and(|domains| !are_the_same(&known, domains));
        if let Some(domains) = domains.filter(|_| replaces_domains) {
            sso_providers::delete_domains(tx.executor(), id).await?;
            for domain in &domains {
                give(&mut tx, id, domain).await?;
            }
        }
        if !replaces_domains && is_unchanged(&before, &row) {
            return Ok(Some(row));
        }
        row.updated_at = server.now();
        if !sso_providers::save(tx.executor(), &row).await? {
            return Err(conflict());
        }
        server.commit(tx).await?;
        Ok(Some(row))
    }

    /// Refuses what may not be said, whether the company is new or not.
    fn refuse_nonsense(&self) -> Result<(), ApiError> {
        let (url, xml) = (said(self.metadata_url.as_deref()), said(self.metadata_xml.as_deref()));
        if !url.is_empty() && !xml.is_empty() {
            return Err(ApiError::invalid("Either metadata_url or metadata_xml is said, not both"));
        }
        let is_https = |url: &str| Url::parse(url).is_ok_and(|url| url.scheme() == "https");
        if !url.is_empty() && !is_https(url) {
            return Err(ApiError::invalid("metadata_url must be a URL that begins with https"));
        }
        if !NAME_FORMATS.contains(&said(self.name_id_format.as_deref())) {
            return Err(ApiError::invalid("That name_id_format is not known"));
        }
        let domains = self.domains.iter().flatten().flatten();
        let mut texts = domains.chain(&self.resource_id).chain(&self.metadata_xml);
        if texts.any(|text| text.contains('\0')) {
            return Err(ApiError::invalid("Texts must not hold null characters"));
        }
        Ok(())
    }

    async fn read_metadata(&self, server: &AuthServer) -> Result<String, ApiError> {
        let url = said(self.metadata_url.as_deref());
        if url.is_empty() {
            return Ok(said(self.metadata_xml.as_deref()).to_owned());
        }
        server.guarded_caller().read_text(url).await.map_err(|error| {
            tracing::info!(%error, "the metadata of a company could not be read");
            let code = ErrorCode::SAML_METADATA_FETCH_FAILED;
            ApiError::bad_request(code, "The metadata could not be read where they are said to be")
        })
    }

    fn domains(&self) -> Option<Vec<String>> {
        let domains = self.domains.as_ref()?;
        Some(domains.iter().map(|domain| domain.clone().unwrap_or_default()).collect())
    }
}

async fn give(tx: &mut Tx, company: Uuid, domain: &str) -> Result<(), ApiError> {
    if domain.is_empty() {
        return Err(ApiError::invalid("A domain is not empty"));
    }
    if sso_providers::insert_domain(tx.executor(), company, domain).await? {
        return Ok(());
    }
    let code = ErrorCode::SSO_DOMAIN_ALREADY_EXISTS;
    Err(ApiError::bad_request(code, "The domain is that of a company already"))
}

fn are_the_same(known: &[String], wanted: &[String]) -> bool {
    known.len() == wanted.len() && wanted.iter().all(|domain| known.contains(domain))
}

fn is_unchanged(before: &SsoProviderRow, after: &SsoProviderRow) -> bool {
    before.metadata_xml == after.metadata_xml
        && before.metadata_url == after.metadata_url
        && before.attribute_mapping == after.attribute_mapping
        && before.name_id_format == after.name_id_format
        && before.resource_id == after.resource_id
        && before.disabled == after.disabled
}

fn said(text: Option<&str>) -> &str {
    text.unwrap_or_default()
}

fn is_known() -> ApiError {
    let code = ErrorCode::SAML_IDP_ALREADY_EXISTS;
    ApiError::unprocessable(code, "There is a company that calls itself so")
}

fn conflict() -> ApiError {
    ApiError::unprocessable(ErrorCode::CONFLICT, "Another company is called so")
}
