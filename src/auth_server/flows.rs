//! Ways to sign in that end with a code: whoever began one exchanges it, and nobody else, since only
//! they know what the code challenge was made of (gotrue-contract §1.10).

use uuid::Uuid;

use super::audit::{Action, Event};
use super::error::ApiError;
use super::issue::{self, Issued, Method};
use super::providers::ProviderTokens;
use super::server::AuthServer;
use super::store::flow_states::CodedFlow;
use super::store::sessions::Place;
use super::store::{UserRow, flow_states, users};
use crate::database::Tx;
use crate::gotrue::ErrorCode;

/// Hands out the code of the way that somebody began by asking for a mail, newest first. The person
/// must be locked.
pub(crate) async fn hand_out_code(
    server: &AuthServer,
    tx: &mut Tx,
    user: &UserRow,
    method: Method,
) -> Result<String, ApiError> {
    let code = Uuid::new_v4().to_string();
    let hash = server.token_names().name(&code);
    if flow_states::hand_out(tx.executor(), user.id, method.name(), &hash, server.now()).await? {
        Ok(code)
    } else {
        Err(without_flow())
    }
}

/// `400 flow_state_not_found`: the link was asked for with a code challenge that is forgotten, or for
/// something else.
pub(crate) fn without_flow() -> ApiError {
    ApiError::bad_request(ErrorCode::FLOW_STATE_NOT_FOUND, "No code challenge belongs to this link")
}

/// Exchanges a code for a pair of tokens, once. A wrong verifier leaves it as it is.
pub(crate) async fn exchange(
    server: &AuthServer,
    code: &str,
    verifier: &str,
    place: &Place,
) -> Result<Issued, ApiError> {
    let names = server.token_names().names(code);
    let flow = flow_states::by_code(server.database().read().await?.executor(), &names).await?;
    let flow = flow.ok_or_else(unknown)?;
    let method = Method::from_name(&flow.method).ok_or_else(unknown)?;
    refuse_expired(server, &flow, method)?;
    if !flow.challenge().is_some_and(|challenge| challenge.is_of(verifier)) {
        let code = ErrorCode::BAD_CODE_VERIFIER;
        return Err(ApiError::bad_request(code, "The code verifier is not that of the code challenge"));
    }
    let ring = server.keys().ring().await;
    let mut tx = server.database().begin().await?;
    let mut user = users::lock(tx.executor(), flow.user_id, server.now()).await?.ok_or_else(unknown)?;
    if user.is_banned(server.now()) {
        return Err(ApiError::forbidden(ErrorCode::USER_BANNED, "The account is banned"));
    }
    if !flow_states::end(tx.executor(), flow.id).await? {
        return Err(unknown());
    }
    let provider = flow.provider.as_deref().unwrap_or_else(|| mail_provider(method));
    let event = Event::by(&user, Action::Login).with("provider_type", provider).at(place);
    event.note(server, &mut tx).await?;
    let issued = issue::begin_session(server, &ring, &mut tx, &mut user, method, place).await?;
    server.commit(tx).await?;
    match &flow.sealed_provider_tokens {
        Some(sealed) => Ok(issued.with_provider_tokens(open_tokens(server, flow.id, sealed)?)),
        None => Ok(issued),
    }
}

/// Seals the tokens of a provider until the code is exchanged.
pub(crate) fn seal_tokens(
    server: &AuthServer,
    flow: Uuid,
    tokens: &ProviderTokens,
) -> Result<Vec<u8>, ApiError> {
    let tokens = serde_json::to_vec(tokens)
        .map_err(|error| ApiError::failure("a provider's tokens could not be written", &error))?;
    Ok(server.sealer().seal(&tokens_context(flow), &tokens)?)
}

fn open_tokens(server: &AuthServer, flow: Uuid, sealed: &[u8]) -> Result<ProviderTokens, ApiError> {
    let tokens = server.sealer().open(&tokens_context(flow), sealed)?;
    serde_json::from_slice(&tokens)
        .map_err(|error| ApiError::failure("a provider's tokens are unreadable", &error))
}

fn tokens_context(flow: Uuid) -> String {
    format!("auth provider tokens {flow}")
}

/// How the log calls a way that a mail began.
const fn mail_provider(method: Method) -> &'static str {
    match method {
        Method::EmailSignUp => "email",
        other => other.name(),
    }
}

/// A mail to sign in with may lie for a while: its time begins with the click.
fn refuse_expired(server: &AuthServer, flow: &CodedFlow, method: Method) -> Result<(), ApiError> {
    let began = if method == Method::MagicLink { flow.auth_code_issued_at } else { flow.created_at };
    if server.now() > began.plus(server.settings().external.flow_lifetime()) {
        let code = ErrorCode::FLOW_STATE_EXPIRED;
        return Err(ApiError::unprocessable(code, "It took too long to come here with this code"));
    }
    Ok(())
}

/// `404 flow_state_not_found`: unknown, never handed out and used look alike.
fn unknown() -> ApiError {
    ApiError::not_found(ErrorCode::FLOW_STATE_NOT_FOUND, "The auth code belongs to no flow")
}
