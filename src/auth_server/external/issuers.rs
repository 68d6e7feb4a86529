//! Whose ID tokens sign in: which provider a sent one is of, and who must have signed it
//! (gotrue-contract §1.2).

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::by_id_token::Sent;
use crate::auth_server::error::ApiError;
use crate::auth_server::providers::{APPLE_ISSUERS, GOOGLE, is_tenant_of_azure, issuer_of};
use crate::auth_server::{AuthServer, ExternalSettings, ProviderKind, ProviderSettings, custom_providers};
use crate::gotrue::ErrorCode;

/// Providers of the contract that are not here, and their issuers.
const NOT_HERE: [(&str, &str); 4] = [
    ("facebook", "https://www.facebook.com"),
    ("kakao", "https://kauth.kakao.com"),
    ("vercel_marketplace", "https://marketplace.vercel.com"),
    ("snapchat", "https://accounts.snapchat.com/accounts/oauth2/token"),
];

/// How the issuers of Microsoft's tokens begin, newer and older ones.
const AZURE_ISSUERS: [&str; 2] = ["https://login.microsoftonline.com/", "https://sts.windows.net/"];

/// Whose ID token it must be.
pub(super) struct Issuer<'a> {
    pub(super) provider: Cow<'a, ProviderSettings>,
    pub(super) url: String,
}

impl<'a> Issuer<'a> {
    /// The one that an app names, by its provider or by its URL.
    pub(super) async fn of(server: &'a AuthServer, sent: &Sent) -> Result<Self, ApiError> {
        let settings = &server.settings().external;
        let is = |name: &str, issuers: &[&str]| sent.provider == name || issuers.contains(&&*sent.issuer);
        if is("apple", &APPLE_ISSUERS) {
            let url = issuer_in(sent)?;
            refuse_others(sent, &url, APPLE_ISSUERS.contains(&&*url))?;
            return Self::known(settings, &ProviderKind::Apple, url);
        }
        if is("google", &[GOOGLE]) {
            let own = || settings.provider("google").map(issuer_of);
            let url = own().unwrap_or_else(|| GOOGLE.to_owned());
            return Self::known(settings, &ProviderKind::Google, url);
        }
        if is("azure", &[]) || is_tenant_of_azure(&sent.issuer) {
            let url = issuer_in(sent)?;
            refuse_others(sent, &url, AZURE_ISSUERS.iter().any(|start| url.starts_with(start)))?;
            return Self::known(settings, &ProviderKind::Azure, url);
        }
        if NOT_HERE.iter().any(|(name, issuer)| is(name, &[issuer])) {
            return Err(switched_off());
        }
        if sent.provider == "keycloak" {
            let keycloak = settings.provider("keycloak").ok_or_else(switched_off)?;
            return Ok(Self { url: issuer_of(keycloak), provider: Cow::Borrowed(keycloak) });
        }
        if sent.provider.starts_with(custom_providers::PREFIX) {
            return Self::of_administrator(server, &sent.provider).await;
        }
        Self::set_up_here(settings, sent)
    }

    /// One that an administrator set up.
    async fn of_administrator(server: &'a AuthServer, name: &str) -> Result<Self, ApiError> {
        let unknown = || ApiError::invalid("ID tokens of this provider do not sign in here");
        let row = custom_providers::kept(server, name).await?.ok_or_else(unknown)?;
        if !row.enabled {
            return Err(switched_off());
        }
        let url = row.issuer.clone().ok_or_else(unknown)?;
        Ok(Self { provider: Cow::Owned(row.into_provider(server)?), url })
    }

    fn known(settings: &'a ExternalSettings, kind: &ProviderKind, url: String) -> Result<Self, ApiError> {
        let provider = settings.provider(kind.name()).ok_or_else(switched_off)?;
        Ok(Self { provider: Cow::Borrowed(provider), url })
    }

    /// One that only the operator knows. By its URL alone it signs in for whichever client the app
    /// says it is.
    fn set_up_here(settings: &'a ExternalSettings, sent: &Sent) -> Result<Self, ApiError> {
        let is_meant = |provider: &&ProviderSettings| match &provider.kind {
            ProviderKind::Keycloak => sent.issuer == issuer_of(provider),
            ProviderKind::OpenId(name) => sent.provider == *name,
            _ => false,
        };
        if let Some(provider) = settings.providers.iter().find(is_meant) {
            return Ok(Self { url: issuer_of(provider), provider: Cow::Borrowed(provider) });
        }
        if sent.issuer.is_empty() || !settings.id_token_issuers.contains(&sent.issuer) {
            return Err(ApiError::invalid("ID tokens of this issuer do not sign in here"));
        }
        let kind = ProviderKind::OpenId(sent.issuer.clone());
        let provider = ProviderSettings::new(kind, sent.client_id.clone(), String::new().into());
        Ok(Self { provider: Cow::Owned(provider), url: sent.issuer.clone() })
    }
}

/// Apple and Microsoft are several issuers: which one, the token says. Nothing of it is believed yet.
fn issuer_in(sent: &Sent) -> Result<String, ApiError> {
    let unreadable = |_| ApiError::invalid("The ID token does not say who its issuer is");
    let said = jsonwebtoken::dangerous::insecure_decode::<Map<String, Value>>(&sent.id_token);
    let said = said.map_err(unreadable)?;
    Ok(said.claims.get("iss").and_then(Value::as_str).unwrap_or_default().to_owned())
}

fn refuse_others(sent: &Sent, url: &str, is_of_provider: bool) -> Result<(), ApiError> {
    if !is_of_provider {
        return Err(ApiError::invalid("The ID token is of another issuer than this provider"));
    }
    if !sent.issuer.is_empty() && sent.issuer != url {
        return Err(ApiError::invalid("The ID token is of another issuer than it is said to be"));
    }
    Ok(())
}

/// `400 provider_disabled`
fn switched_off() -> ApiError {
    let code = ErrorCode::PROVIDER_DISABLED;
    ApiError::bad_request(code, "Signing in with this provider is switched off")
}
