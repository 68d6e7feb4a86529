//! From the code that a browser brought back to the person it stands for.

use super::endpoints::endpoints;
use super::{
    CallError, Caller, Profile, ProviderKind, ProviderSettings, ProviderTokens, WayBack, custom, discord,
    github, gitlab, keycloak, openid,
};
use crate::clock::Timestamp;

/// Exchanges the code and asks who it is.
pub(crate) async fn who_came(
    caller: &Caller,
    provider: &ProviderSettings,
    back: &WayBack<'_>,
    now: Timestamp,
) -> Result<(Profile, ProviderTokens), CallError> {
    let endpoints = endpoints(caller, provider, now).await?;
    let tokens = caller.exchange(provider, &endpoints.token, back).await?;
    let profile = match &provider.kind {
        ProviderKind::Custom(definition) => custom::read(caller, provider, definition, &tokens, now).await?,
        ProviderKind::Discord => discord::read(caller, provider, &tokens).await?,
        ProviderKind::Github => github::read(caller, provider, &tokens).await?,
        ProviderKind::Gitlab => gitlab::read(caller, provider, &tokens).await?,
        ProviderKind::Keycloak => keycloak::read(caller, provider, &tokens).await?,
        ProviderKind::Apple | ProviderKind::Azure | ProviderKind::Google | ProviderKind::OpenId(_) => {
            openid::read(caller, provider, &tokens, now).await?
        }
    };
    Ok((profile, tokens))
}
