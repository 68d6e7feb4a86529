//! What a provider of an administrator may be said to be.

use serde_json::{Map, Value};

use crate::auth_server::error::ApiError;
use crate::auth_server::metadata;
use crate::auth_server::providers::check_public;
use crate::auth_server::store::CustomProviderRow;

/// How the names of such providers begin.
pub(crate) const PREFIX: &str = "custom:";

/// How long an identifier may be, in bytes.
const IDENTIFIER_BYTES: std::ops::RangeInclusive<usize> = 2..=50;

/// How long a name may be, in characters.
const NAME_CHARACTERS: usize = 100;

/// How long a client id may be, in characters.
const CLIENT_ID_CHARACTERS: usize = 512;

/// How long a URL may be, in characters.
const URL_CHARACTERS: usize = 2048;

/// What stands in the URL of the way out because this server says so.
const OURS: [&str; 9] = [
    "client_id",
    "client_secret",
    "redirect_uri",
    "response_type",
    "state",
    "code_challenge",
    "code_challenge_method",
    "code_verifier",
    "nonce",
];

/// What of an account no provider decides.
const PROTECTED: [&str; 13] = [
    "id",
    "aud",
    "role",
    "app_metadata",
    "created_at",
    "updated_at",
    "confirmed_at",
    "email_confirmed_at",
    "phone_confirmed_at",
    "email_verified",
    "phone_verified",
    "banned_until",
    "is_super_admin",
];

/// Refuses a name under which no client could ask for one.
pub(crate) fn refuse_other_names(identifier: &str) -> Result<(), ApiError> {
    if identifier.starts_with(PREFIX) {
        return Ok(());
    }
    Err(ApiError::invalid("The identifier of such a provider begins with custom:"))
}

/// Refuses parameters of the way out that are this server's to set, or no texts.
pub(super) fn check_parameters(parameters: &Map<String, Value>) -> Result<(), ApiError> {
    for (name, value) in parameters {
        if OURS.contains(&name.as_str()) {
            return Err(ApiError::invalid("One of the authorization_params is set by this server"));
        }
        if !value.is_string() {
            return Err(ApiError::invalid("The authorization_params are texts"));
        }
    }
    metadata::refuse_unstorable(parameters)
}

/// Refuses a mapping that would decide what no provider decides.
pub(super) fn check_mapping(mapping: &Map<String, Value>) -> Result<(), ApiError> {
    if mapping.keys().any(|name| PROTECTED.contains(&name.as_str())) {
        return Err(ApiError::invalid("The attribute_mapping names what no provider decides"));
    }
    metadata::refuse_unstorable(mapping)
}

/// Refuses names of claims that are empty.
pub(super) fn check_claims(names: &[String]) -> Result<(), ApiError> {
    if names.iter().any(|name| name.trim().is_empty()) {
        return Err(ApiError::invalid("The entries of custom_claims_allowlist are not empty"));
    }
    Ok(())
}

/// Refuses URLs that do not lead into the public web.
pub(super) async fn check_urls(urls: &[&Option<String>]) -> Result<(), ApiError> {
    for url in urls.iter().filter_map(|url| url.as_deref()) {
        check_public(url).await.map_err(|error| {
            tracing::info!(%error, "a provider of an administrator cannot be called");
            ApiError::invalid("The URLs of a provider begin with https and lead into the public web")
        })?;
    }
    Ok(())
}

/// Refuses what cannot be kept.
pub(super) fn check_row(row: &CustomProviderRow) -> Result<(), ApiError> {
    let is_sign = |sign: u8| sign.is_ascii_lowercase() || sign.is_ascii_digit() || b":-".contains(&sign);
    let identifier = row.identifier.as_bytes();
    let ends_well = identifier.last().is_some_and(u8::is_ascii_alphanumeric);
    if !IDENTIFIER_BYTES.contains(&identifier.len()) || !identifier.iter().copied().all(is_sign) || !ends_well
    {
        return Err(ApiError::invalid(
            "An identifier has 50 small letters, digits, hyphens and colons at most",
        ));
    }
    if row.name.chars().count() > NAME_CHARACTERS {
        return Err(ApiError::invalid("A name has 100 characters at most"));
    }
    if row.client_id.chars().count() > CLIENT_ID_CHARACTERS {
        return Err(ApiError::invalid("A client_id has 512 characters at most"));
    }
    let urls = [
        &row.issuer,
        &row.discovery_url,
        &row.authorization_url,
        &row.token_url,
        &row.userinfo_url,
        &row.jwks_uri,
    ];
    let urls: Vec<_> = urls.into_iter().flatten().collect();
    if urls.iter().any(|url| url.chars().count() > URL_CHARACTERS) {
        return Err(ApiError::invalid("A URL has 2048 characters at most"));
    }
    let lists = [&row.acceptable_client_ids.0, &row.scopes.0, &row.custom_claims_allowlist.0];
    let mut texts = lists.into_iter().flatten().chain(urls).chain([&row.name, &row.client_id]);
    if texts.any(|text| text.contains('\0')) {
        return Err(ApiError::invalid("Texts must not hold null characters"));
    }
    Ok(())
}
