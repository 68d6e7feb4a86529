//! `/sso` and `/admin/sso/providers`: signing in through one's company with SAML, which is switched off
//! here. Administrators are told that there are no such providers, and what is wrong with one that they
//! want to add (gotrue-contract §1.18).

use actix_web::HttpResponse;
use serde::Deserialize;
use serde_json::json;
use url::Url;

use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Administrator, Body};
use crate::gotrue::ErrorCode;

/// How a company may name its people (SAML 2.0 Core §8.3).
const NAME_FORMATS: [&str; 5] = [
    "",
    "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
    "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
    "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified",
];

/// A provider as an administrator describes it.
#[derive(Deserialize)]
pub(crate) struct Form {
    r#type: Option<String>,
    metadata_url: Option<String>,
    metadata_xml: Option<String>,
    name_id_format: Option<String>,
}

/// Whatever is asked for below `/sso`.
pub(crate) async fn off() -> Result<HttpResponse, ApiError> {
    Err(switched_off())
}

pub(crate) async fn list(_: Administrator) -> HttpResponse {
    HttpResponse::Ok().json(json!({ "items": [] }))
}

/// Any provider by its id: there is none.
pub(crate) async fn one(_: Administrator) -> Result<HttpResponse, ApiError> {
    let code = ErrorCode::SSO_PROVIDER_NOT_FOUND;
    Err(ApiError::not_found(code, "There is no such provider"))
}

pub(crate) async fn create(_: Administrator, Body(form): Body<Form>) -> Result<HttpResponse, ApiError> {
    form.refuse_nonsense()?;
    Err(switched_off())
}

impl Form {
    fn refuse_nonsense(&self) -> Result<(), ApiError> {
        let text = |text: &'_ Option<String>| text.clone().unwrap_or_default();
        let (url, xml) = (text(&self.metadata_url), text(&self.metadata_xml));
        if text(&self.r#type) != "saml" {
            return Err(ApiError::invalid("The type of a provider is saml"));
        }
        if url.is_empty() == xml.is_empty() {
            return Err(ApiError::invalid("Either metadata_url or metadata_xml is needed, not both"));
        }
        let is_https = |url: &str| Url::parse(url).is_ok_and(|url| url.scheme() == "https");
        if !url.is_empty() && !is_https(&url) {
            return Err(ApiError::invalid("metadata_url must be a URL that begins with https"));
        }
        if !NAME_FORMATS.contains(&&*text(&self.name_id_format)) {
            return Err(ApiError::invalid("That name_id_format is not known"));
        }
        Ok(())
    }
}

/// `404 saml_provider_disabled`
fn switched_off() -> ApiError {
    let code = ErrorCode::SAML_PROVIDER_DISABLED;
    ApiError::not_found(code, "Signing in through a company is switched off")
}
