//! What is changed of a provider that an administrator set up.

use super::form::{Form, ask_for_openid, discover, texts};
use super::{kept, rules, secret};
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::store::{CustomProviderRow, custom_providers};

/// Changes the provider of this name; none if there is none. What is not said, or an empty text, stays as
/// it was.
pub(crate) async fn change(
    server: &AuthServer,
    identifier: &str,
    form: Form,
) -> Result<Option<CustomProviderRow>, ApiError> {
    form.check_maps()?;
    let Some(mut row) = kept(server, identifier).await? else { return Ok(None) };
    let said = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let is_openid = row.issuer.is_some();
    let (issuer, discovery_url) = (said(&form.issuer), said(&form.discovery_url));
    let asks_anew = is_openid && (issuer.is_some() || form.discovery_url.is_some());
    let secret = said(&form.client_secret);
    if is_openid {
        rules::check_urls(&[&issuer, &discovery_url]).await?;
        replace(&mut row.issuer, issuer);
        replace(&mut row.discovery_url, discovery_url);
        row.skip_nonce_check = form.skip_nonce_check.unwrap_or(row.skip_nonce_check);
    } else {
        let urls = [&form.authorization_url, &form.token_url, &form.userinfo_url, &form.jwks_uri];
        let [authorization_url, token_url, userinfo_url, jwks_uri] = urls.map(said);
        rules::check_urls(&[&authorization_url, &token_url, &userinfo_url, &jwks_uri]).await?;
        replace(&mut row.authorization_url, authorization_url);
        replace(&mut row.token_url, token_url);
        replace(&mut row.userinfo_url, userinfo_url);
        replace(&mut row.jwks_uri, jwks_uri);
    }
    apply(&mut row, form, is_openid);
    rules::check_row(&row)?;
    if asks_anew {
        discover(server, &mut row).await?;
    }
    if let Some(secret) = secret {
        row.sealed_secret = secret::seal(server, row.id, &secret)?;
    }
    row.updated_at = server.now();
    let is_there = custom_providers::save(server.database().write().await?.executor(), &row).await?;
    Ok(is_there.then_some(row))
}

fn apply(row: &mut CustomProviderRow, form: Form, is_openid: bool) {
    let said = |text: Option<String>| text.filter(|text| !text.is_empty());
    row.name = said(form.name).unwrap_or_else(|| row.name.clone());
    row.client_id = said(form.client_id).unwrap_or_else(|| row.client_id.clone());
    if let Some(ids) = form.acceptable_client_ids {
        row.acceptable_client_ids = texts(ids).into();
    }
    if let Some(scopes) = form.scopes {
        row.scopes = texts(scopes).into();
        if is_openid {
            ask_for_openid(&mut row.scopes);
        }
    }
    if let Some(mapping) = form.attribute_mapping {
        row.attribute_mapping = mapping.into();
    }
    if let Some(names) = form.custom_claims_allowlist {
        row.custom_claims_allowlist = texts(names).into();
    }
    if let Some(parameters) = form.authorization_params {
        row.authorization_params = parameters.into();
    }
    row.pkce_enabled = form.pkce_enabled.unwrap_or(row.pkce_enabled);
    row.enabled = form.enabled.unwrap_or(row.enabled);
    row.email_optional = form.email_optional.unwrap_or(row.email_optional);
}

fn replace(kept: &mut Option<String>, said: Option<String>) {
    if said.is_some() {
        *kept = said;
    }
}
