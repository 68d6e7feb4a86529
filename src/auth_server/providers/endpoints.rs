//! Where a provider's endpoints are, and the URL that a browser is sent to.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use url::Url;
use uuid::Uuid;

use super::discovery::discovery_url;
use super::{CallError, Caller, Protocol, ProviderKind, ProviderSettings};
use crate::clock::Timestamp;

/// Parameters that are ours to set, whatever a browser brings along. An invitation is nothing for others
/// to read.
const OURS: &[&str] = &[
    "client_id",
    "client_secret",
    "code",
    "code_challenge",
    "code_challenge_method",
    "code_verifier",
    "grant_type",
    "invite_token",
    "provider",
    "redirect_uri",
    "response_type",
    "scopes",
    "state",
];

/// The issuers of those that are asked where their endpoints are.
pub(crate) const GOOGLE: &str = "https://accounts.google.com";
pub(super) const APPLE: &str = "https://appleid.apple.com";
/// Both names that Apple goes by in ID tokens.
pub(crate) const APPLE_ISSUERS: [&str; 2] = [APPLE, "https://account.apple.com"];
pub(super) const AZURE: &str = "https://login.microsoftonline.com/common";
pub(super) const DISCORD: &str = "https://discord.com";
pub(super) const GITLAB: &str = "https://gitlab.com";

/// Where a provider is asked.
pub(super) struct Endpoints {
    authorize: String,
    pub(super) token: String,
}

/// Finds out where a provider is asked.
pub(super) async fn endpoints(
    caller: &Caller,
    provider: &ProviderSettings,
    now: Timestamp,
) -> Result<Endpoints, CallError> {
    let at = |base: &str, authorize: &str, token: &str| Endpoints {
        authorize: format!("{base}{authorize}"),
        token: format!("{base}{token}"),
    };
    Ok(match &provider.kind {
        ProviderKind::Azure => at(&provider.base(AZURE), "/oauth2/v2.0/authorize", "/oauth2/v2.0/token"),
        ProviderKind::Discord => at(&provider.base(DISCORD), "/api/oauth2/authorize", "/api/oauth2/token"),
        ProviderKind::Github => {
            at(&provider.base("https://github.com"), "/login/oauth/authorize", "/login/oauth/access_token")
        }
        ProviderKind::Gitlab => at(&provider.base(GITLAB), "/oauth/authorize", "/oauth/token"),
        ProviderKind::Keycloak => {
            at(&provider.base(""), "/protocol/openid-connect/auth", "/protocol/openid-connect/token")
        }
        ProviderKind::Apple | ProviderKind::Google | ProviderKind::OpenId(_) => {
            let found = caller.discover(&issuer(provider), now).await?;
            Endpoints { authorize: found.authorization_endpoint, token: found.token_endpoint }
        }
        ProviderKind::Custom(definition) => match &definition.protocol {
            Protocol::OAuth2 { authorization_url, token_url, .. } => at("", authorization_url, token_url),
            Protocol::OpenId { issuer, discovery_url } => {
                let found = caller.discover_at(issuer, discovery_url, now).await?;
                Endpoints { authorize: found.authorization_endpoint, token: found.token_endpoint }
            }
        },
    })
}

/// The issuer of a provider that is asked where its endpoints are.
pub(crate) fn issuer(provider: &ProviderSettings) -> String {
    if let ProviderKind::Custom(definition) = &provider.kind
        && let Protocol::OpenId { issuer, .. } = &definition.protocol
    {
        return issuer.clone();
    }
    provider.base(match provider.kind {
        ProviderKind::Google => GOOGLE,
        ProviderKind::Apple => APPLE,
        _ => "",
    })
}

/// Where an issuer says where its endpoints are.
pub(super) fn discovery_url_of(provider: &ProviderSettings, issuer: &str) -> String {
    if let ProviderKind::Custom(definition) = &provider.kind
        && let Protocol::OpenId { discovery_url, .. } = &definition.protocol
    {
        return discovery_url.clone();
    }
    discovery_url(issuer)
}

/// What is asked for: some in any case, and what a browser asks for with commas between, or with spaces
/// where an administrator set the provider up.
fn scope(kind: &ProviderKind, asked: &str) -> String {
    let always: &[&str] = match kind {
        ProviderKind::Custom(definition) => return definition.scope(asked),
        ProviderKind::Apple => &["email", "name"],
        ProviderKind::Azure => &["openid"],
        ProviderKind::Discord => &["email", "identify"],
        ProviderKind::Github => &["user:email"],
        ProviderKind::Gitlab => &["read_user"],
        ProviderKind::Google => &["email", "profile"],
        ProviderKind::Keycloak => &["profile", "email"],
        ProviderKind::OpenId(_) => &["openid", "email", "profile"],
    };
    let more = asked.split(',').filter(|scope| !scope.is_empty() && *kind != ProviderKind::Apple);
    always.iter().copied().chain(more).collect::<Vec<_>>().join(" ")
}

/// What a browser goes out with.
pub(crate) struct WayOut<'a> {
    pub(crate) redirect_uri: &'a str,
    /// What it asks for.
    pub(crate) scopes: &'a str,
    /// Whatever it brought along; what is not ours to set is passed on.
    pub(crate) brought: &'a [(String, String)],
    pub(crate) state: Uuid,
    /// What the code challenge is made of, for a provider that wants one.
    pub(crate) verifier: &'a str,
}

/// Where a browser is sent to sign in.
pub(crate) async fn authorize_url(
    caller: &Caller,
    provider: &ProviderSettings,
    out: &WayOut<'_>,
    now: Timestamp,
) -> Result<Url, CallError> {
    let endpoints = endpoints(caller, provider, now).await?;
    let mut url = Url::parse(&endpoints.authorize)
        .map_err(|_| CallError::Unusable("its authorization endpoint is no URL"))?;
    let is_apple = provider.kind == ProviderKind::Apple;
    let mut ours = vec![
        ("client_id", provider.client_id.clone()),
        ("redirect_uri", out.redirect_uri.to_owned()),
        ("response_type", "code".to_owned()),
        ("state", out.state.to_string()),
    ];
    let scope = scope(&provider.kind, out.scopes);
    if !scope.is_empty() {
        ours.push(("scope", scope));
    }
    if is_apple {
        ours.push(("response_mode", "form_post".to_owned()));
    }
    if provider.wants_challenge() {
        ours.push(("code_challenge", URL_SAFE_NO_PAD.encode(Sha256::digest(out.verifier))));
        ours.push(("code_challenge_method", "S256".to_owned()));
    }
    let mut passed = Vec::<(&str, &str)>::new();
    if let ProviderKind::Custom(definition) = &provider.kind {
        passed.extend(definition.authorization_params.iter().map(|(name, value)| (&**name, &**value)));
    }
    for (name, value) in out.brought {
        let is_ours = OURS.contains(&name.to_ascii_lowercase().as_str());
        if !is_apple && !is_ours && !passed.iter().any(|(known, _)| known == name) {
            passed.push((name, value));
        }
    }
    // A scope that was asked for by its own name takes the place of all others.
    ours.retain(|(name, _)| !passed.iter().any(|(taken, _)| taken == name));
    url.query_pairs_mut().extend_pairs(ours).extend_pairs(passed);
    Ok(url)
}
