//! The way out to a provider.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use url::Url;
use uuid::Uuid;

use crate::auth_server::AuthServer;
use crate::auth_server::code_challenge::SentChallenge;
use crate::auth_server::custom_providers;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::Query;
use crate::auth_server::issue::Method;
use crate::auth_server::one_time_tokens::SlotPair;
use crate::auth_server::providers::{WayOut, authorize_url};
use crate::auth_server::store::flow_states::{self, ProviderFlow};
use crate::auth_server::store::one_time_tokens;
use crate::gotrue::{ErrorCode, VerifyKind};

/// Begins the way that a browser's parameters ask for; where it is sent. Whoever is to be given the
/// provider as another way to sign in is named.
pub(crate) async fn begin(
    server: &AuthServer,
    query: &Query,
    redirect_to: String,
    linking_user: Option<Uuid>,
) -> Result<Url, ApiError> {
    let name = query.get("provider").to_lowercase();
    let provider = custom_providers::find(server, &name).await?;
    let provider = provider.filter(|provider| provider.takes_browsers()).ok_or_else(unsupported)?;
    let invitation = query.get("invite_token");
    if !invitation.is_empty() {
        refuse_unknown_invitation(server, invitation).await?;
    }
    let sent = SentChallenge::new(query.get("code_challenge"), query.get("code_challenge_method"));
    let challenge = sent.parse()?;
    let (id, now) = (Uuid::new_v4(), server.now());
    let out = WayOut {
        redirect_uri: &server.settings().redirect_uri(&provider),
        scopes: query.get("scopes"),
        brought: query.pairs(),
        state: id,
        verifier: &verifier(server, id),
    };
    let url = authorize_url(server.caller(&provider), &provider, &out, now).await;
    let url = url.map_err(|error| {
        tracing::warn!(provider = name, %error, "a provider could not be asked where its endpoints are");
        unsupported()
    })?;
    let sealed_invitation = match invitation {
        "" => None,
        token => Some(server.sealer().seal(&invitation_context(id), token.as_bytes())?),
    };
    let flow = ProviderFlow { id, provider: name, redirect_to, sealed_invitation, linking_user };
    let mut connection = server.database().write().await?;
    let method = Method::OAuth.name();
    flow_states::begin_at_provider(connection.executor(), &flow, method, challenge.as_ref(), now).await?;
    Ok(url)
}

/// What the code challenge of this way out is made of, for a provider that wants one (RFC 7636): nobody else
/// can make it, so nobody keeps it.
pub(super) fn verifier(server: &AuthServer, flow: Uuid) -> String {
    URL_SAFE_NO_PAD.encode(server.token_names().name(&format!("code verifier for a provider {flow}")))
}

/// What a sealed invitation is bound to.
pub(super) fn invitation_context(flow: Uuid) -> String {
    format!("auth invitation {flow}")
}

async fn refuse_unknown_invitation(server: &AuthServer, token: &str) -> Result<(), ApiError> {
    server.limits().refuse_links_under_attack(server.now())?;
    let names = server.token_names().names(token);
    let slots = SlotPair::of(VerifyKind::Invite);
    let mut connection = server.database().read().await?;
    if one_time_tokens::by_hash(connection.executor(), &names, slots).await?.is_some() {
        return Ok(());
    }
    server.limits().count_stray_link(server.now());
    Err(ApiError::not_found(ErrorCode::USER_NOT_FOUND, "Nobody was invited with this token"))
}

fn unsupported() -> ApiError {
    ApiError::invalid("That provider is not switched on here")
}
