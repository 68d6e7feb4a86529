//! The way back: who it is, whose account that is, and what the browser is given.

use std::time::Duration;

use uuid::Uuid;

use super::begin::verifier;
use super::returning::{Purpose, Returning, used};
use super::{accounts, invitation, linking};
use crate::auth_server::AuthServer;
use crate::auth_server::custom_providers;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::Query;
use crate::auth_server::flows;
use crate::auth_server::hooks;
use crate::auth_server::issue::{self, Issued, Method};
use crate::auth_server::mails::Asked;
use crate::auth_server::providers::{
    CallError, Profile, ProviderSettings, ProviderTokens, WayBack, who_came,
};
use crate::auth_server::replay::kept_work;
use crate::auth_server::store::{UserRow, flow_states, identities, users};
use crate::database::Tx;
use crate::gotrue::ErrorCode;

/// How long a provider may take in all. The request's own deadline is a little later.
const PATIENCE: Duration = Duration::from_secs(8);

/// What a browser is given.
pub(crate) enum Arrived {
    /// A code to exchange.
    Coded(String),
    /// The tokens themselves, and the provider's.
    SignedIn(Box<Issued>, ProviderTokens),
}

/// Why somebody is turned away.
pub(crate) enum Refusal {
    /// For a reason of ours.
    Ours(ApiError),
    /// In the provider's words.
    Provider { error: String, description: String },
}

impl<E: Into<ApiError>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::Ours(error.into())
    }
}

/// What came of somebody's account.
pub(super) enum Welcome {
    /// They may come in.
    In(Box<UserRow>),
    /// They may come in to an account that was just made.
    New(Box<UserRow>),
    /// What was done for them lasts, but they may not come in yet.
    NotYet(ApiError),
}

/// Receives somebody from a provider. Everything that changes is one transaction, and none is open while
/// the provider is asked.
pub(crate) async fn arrive(
    server: &AuthServer,
    returning: Returning,
    brought: &Query,
    asked: &Asked,
) -> Result<Arrived, Refusal> {
    let error = brought.get("error");
    if !error.is_empty() {
        let description = brought.get("error_description").to_owned();
        return Err(Refusal::Provider { error: error.to_owned(), description });
    }
    let code = brought.get("code");
    if code.is_empty() {
        let code = ErrorCode::BAD_OAUTH_CALLBACK;
        return Err(ApiError::bad_request(code, "The provider sent no code").into());
    }
    let off = || {
        let code = ErrorCode::OAUTH_PROVIDER_NOT_SUPPORTED;
        ApiError::bad_request(code, "That provider is not switched on here any more")
    };
    let provider = custom_providers::find(server, &returning.provider).await?.ok_or_else(off)?;
    let provider = provider.as_ref();
    let (profile, tokens) = ask(server, provider, &returning, code).await?;
    let ring = server.keys().ring().await;
    let mut tx = server.database().begin().await?;
    let user = match &returning.purpose {
        Purpose::SignIn => accounts::come_in(server, &mut tx, provider, &profile, asked).await?,
        Purpose::Invitation(token) => {
            invitation::take(server, &mut tx, provider, &profile, token, asked).await?
        }
        Purpose::Link(user) => linking::link(server, &mut tx, *user, provider, &profile, asked).await?,
    };
    let mut user = match user {
        Welcome::In(user) | Welcome::New(user) => user,
        Welcome::NotYet(refusal) => {
            server.commit(tx).await?;
            return Err(refusal.into());
        }
    };
    // As at GoTrue whoever had an account counts too.
    let is_newcomer = matches!(returning.purpose, Purpose::SignIn);
    if returning.has_challenge {
        let code = hand_out_code(server, &mut tx, returning.flow, &user, &tokens).await?;
        commit(server, tx, is_newcomer.then_some(&*user)).await?;
        return Ok(Arrived::Coded(code));
    }
    if !flow_states::end(tx.executor(), returning.flow).await? {
        return Err(used().into());
    }
    let place = asked.client.place();
    let issued = issue::begin_session(server, &ring, &mut tx, &mut user, Method::OAuth, &place).await;
    let issued = issued.map_err(without_tokens)?;
    commit(server, tx, is_newcomer.then_some(&*user)).await?;
    Ok(Arrived::SignedIn(Box::new(issued), tokens))
}

/// Makes it last, and tells the hook of somebody new.
pub(super) async fn commit(
    server: &AuthServer,
    mut tx: Tx,
    newcomer: Option<&UserRow>,
) -> Result<(), ApiError> {
    let Some(user) = newcomer else { return server.commit(tx).await };
    let user = user.to_user(Some(identities::of_user(tx.executor(), user.id).await?));
    server.commit(tx).await?;
    hooks::after_user_created(server, &user).await
}

/// A hook that refuses tokens is a failure of the server to whoever sent the browser here.
fn without_tokens(error: ApiError) -> Refusal {
    let description = error.message().to_owned();
    Refusal::Provider { error: "server_error".to_owned(), description }
}

/// Asks the provider who it is. Somebody without any address is turned away where one is needed.
async fn ask(
    server: &AuthServer,
    provider: &ProviderSettings,
    returning: &Returning,
    code: &str,
) -> Result<(Profile, ProviderTokens), Refusal> {
    let redirect_uri = server.settings().redirect_uri(provider);
    let verifier = verifier(server, returning.flow);
    let back = WayBack { redirect_uri: &redirect_uri, code, verifier: &verifier };
    let asking = who_came(server.caller(provider), provider, &back, server.now());
    let failed = |error: CallError| ApiError::failure("a provider could not be asked who came", &error);
    let late = |_| ApiError::failure("a provider could not be asked who came", &"it took too long");
    let asking = async { tokio::time::timeout(PATIENCE, asking).await.map_err(late)?.map_err(failed) };
    // A code can be exchanged once only.
    let (profile, tokens) = kept_work(asking).await?;
    if profile.emails.is_empty() && !provider.is_email_optional {
        return Err(ApiError::failure("a provider sent somebody", &"without an e-mail address").into());
    }
    if profile.subject().is_none() {
        let description = "The provider did not say who it is".to_owned();
        return Err(Refusal::Provider { error: "server_error".to_owned(), description });
    }
    Ok((profile, tokens))
}

async fn hand_out_code(
    server: &AuthServer,
    tx: &mut Tx,
    flow: Uuid,
    user: &UserRow,
    tokens: &ProviderTokens,
) -> Result<String, ApiError> {
    users::save(tx.executor(), user).await?;
    let sealed = flows::seal_tokens(server, flow, tokens)?;
    let code = Uuid::new_v4().to_string();
    let hash = server.token_names().name(&code);
    if flow_states::come_back(tx.executor(), flow, user.id, &hash, &sealed, server.now()).await? {
        Ok(code)
    } else {
        Err(used())
    }
}
