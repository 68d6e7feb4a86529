//! The provider that somebody asks for by its name: the operator's, or an administrator's.

use std::borrow::Cow;

use super::rules::PREFIX;
use super::secret;
use crate::auth_server::error::ApiError;
use crate::auth_server::providers::{Protocol, discovery_url};
use crate::auth_server::store::{CustomProviderRow, custom_providers};
use crate::auth_server::{AuthServer, CustomProvider, ProviderKind, ProviderSettings};

/// The one of an administrator, as it is kept, if they may set any up.
pub(crate) async fn kept(
    server: &AuthServer,
    identifier: &str,
) -> Result<Option<CustomProviderRow>, ApiError> {
    // No database keeps a null character.
    if !server.settings().external.custom.are_taken || identifier.contains('\0') {
        return Ok(None);
    }
    let mut connection = server.database().read().await?;
    Ok(custom_providers::by_identifier(connection.executor(), identifier).await?)
}

/// The one of this name, in lower case, if it is switched on.
pub(crate) async fn find<'a>(
    server: &'a AuthServer,
    name: &str,
) -> Result<Option<Cow<'a, ProviderSettings>>, ApiError> {
    if !name.starts_with(PREFIX) {
        return Ok(server.settings().external.provider(name).map(Cow::Borrowed));
    }
    match kept(server, name).await? {
        Some(row) if row.enabled => Ok(Some(Cow::Owned(row.into_provider(server)?))),
        _ => Ok(None),
    }
}

impl CustomProviderRow {
    /// What is made of it for signing in.
    pub(crate) fn into_provider(self, server: &AuthServer) -> Result<ProviderSettings, ApiError> {
        let client_secret = secret::open(server, &self)?;
        let external_url = server.settings().external.custom.external_url.as_ref();
        let back = external_url.map(|url| format!("{}/callback", url.as_str().trim_end_matches('/')));
        let protocol = match self.issuer {
            Some(issuer) => {
                let discovery_url = self.discovery_url.unwrap_or_else(|| discovery_url(&issuer));
                Protocol::OpenId { issuer, discovery_url }
            }
            None => Protocol::OAuth2 {
                authorization_url: self.authorization_url.unwrap_or_default(),
                token_url: self.token_url.unwrap_or_default(),
                userinfo_url: self.userinfo_url.unwrap_or_default(),
            },
        };
        let parameters = self.authorization_params.0.into_iter();
        let parameters = parameters.filter_map(|(name, value)| Some((name, value.as_str()?.to_owned())));
        let definition = CustomProvider {
            identifier: self.identifier,
            protocol,
            scopes: self.scopes.0,
            wants_challenge: self.pkce_enabled,
            attribute_mapping: self.attribute_mapping.0,
            custom_claims: self.custom_claims_allowlist.0,
            authorization_params: parameters.collect(),
        };
        Ok(ProviderSettings {
            app_client_ids: self.acceptable_client_ids.0,
            redirect_uri: back.and_then(|back| back.parse().ok()),
            is_email_optional: self.email_optional,
            skips_nonce_check: self.skip_nonce_check,
            ..ProviderSettings::new(ProviderKind::Custom(Box::new(definition)), self.client_id, client_secret)
        })
    }
}
