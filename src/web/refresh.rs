//! Buying the next pair of tokens.

use std::sync::Arc;

use uuid::Uuid;

use super::claims_cache::VerifiedToken;
use super::refreshes::{NewPair, Refreshed};
use super::site::Site;
use super::token_cookies::{OpenedToken, TokenPair};
use crate::accounts::EndReason;
use crate::gotrue::{AccessTokenResponse, Caller, ErrorCode, GoTrueError, RefreshToken, TokenError};

/// Spends a refresh token, once for all requests that carry it.
pub(crate) async fn once(site: &Arc<Site>, spent: &OpenedToken, caller: &Caller) -> Refreshed {
    let session = SessionOf { id: spent.session_id, is_kept: spent.is_kept };
    let token = spent.refresh_token();
    let begin = || spend(Arc::clone(site), session, token.clone(), caller.clone());
    site.refreshes.one(&token, &site.clock, begin).await
}

/// The session that is refreshed.
#[derive(Clone, Copy)]
struct SessionOf {
    id: Uuid,
    is_kept: bool,
}

async fn spend(site: Arc<Site>, session: SessionOf, token: RefreshToken, caller: Caller) -> Refreshed {
    match site.gotrue().refresh(&caller, &token).await {
        Ok(reply) => take(&site, session, reply).await,
        Err(error) if error.code().is_some_and(ErrorCode::ends_session) => {
            tracing::info!(%error, "a session is over at the auth server");
            if let Err(error) = site.accounts.end_session(session.id, EndReason::GoneUpstream).await {
                tracing::warn!(%error, "the end of a session could not be written");
            }
            Refreshed::Over
        }
        Err(error) => {
            warn_of(&error);
            Refreshed::Unavailable
        }
    }
}

/// Nothing but a definite word ends a session; whatever else was answered, the next request asks
/// again.
fn warn_of(error: &GoTrueError) {
    tracing::warn!(%error, "a session could not be refreshed and stays as it is");
}

async fn take(site: &Site, session: SessionOf, reply: AccessTokenResponse) -> Refreshed {
    let claims = match site.verifier.verify(&reply.access_token).await {
        Ok(claims) if claims.session_id == session.id => claims,
        Ok(_) => {
            tracing::error!("the auth server answered a refresh with another session");
            return Refreshed::Unavailable;
        }
        Err(TokenError::Expired(_)) => {
            tracing::error!("a token ended before it arrived: this machine's clock is wrong");
            return Refreshed::Unusable;
        }
        Err(error) => {
            tracing::error!(%error, "a refreshed token is not believed: a clock is wrong, or its key is unknown");
            return Refreshed::Unusable;
        }
    };
    if let Err(error) = site.accounts.refreshed(&claims, &reply.user).await {
        // The pair is good all the same, and lost if it is not handed out now.
        tracing::warn!(%error, "what came with a refreshed pair could not be written");
    }
    let pair = TokenPair {
        session_id: session.id,
        access_token: reply.access_token,
        refresh_token: reply.refresh_token,
        is_kept: session.is_kept,
    };
    match site.token_cookies.seal(&pair) {
        Ok(sealed) => {
            let access = VerifiedToken { claims: Arc::new(claims), token: pair.access_token };
            Refreshed::Anew(Arc::new(NewPair { access, sealed }))
        }
        Err(error) => {
            tracing::error!(%error, "a refreshed pair could not be kept");
            Refreshed::Unavailable
        }
    }
}
