//! Buying the next pair of tokens.

use std::sync::Arc;

use uuid::Uuid;

use super::{People, PeopleError, VerifiedToken};
use crate::accounts::EndReason;
use crate::gotrue::{AccessTokenResponse, Caller, ErrorCode, RefreshToken, TokenError};
use crate::telemetry::metrics::RefreshEnd;

/// What became of a refresh token.
pub(crate) enum Renewal {
    /// There is a new pair.
    Anew(Box<Renewed>),
    /// The session is over at the auth server, or there never was one.
    Over,
    /// The auth server could not be asked; nothing is known.
    Unavailable(PeopleError),
    /// The new token cannot be believed now: a clock is wrong, or its key cannot be fetched. Asking
    /// again at once would not help.
    Unusable,
}

/// A refreshed pair. Whether its session was ended here meanwhile is still to be asked.
pub(crate) struct Renewed {
    pub(crate) access: VerifiedToken,
    pub(crate) refresh_token: RefreshToken,
}

impl People {
    /// Spends a refresh token. `session` is the one it belongs to, where that is known: it ends here
    /// when it is over at the auth server.
    pub(crate) async fn renew(
        &self,
        caller: &Caller,
        token: &RefreshToken,
        session: Option<Uuid>,
    ) -> Renewal {
        let renewal = self.spend(caller, token, session).await;
        self.metrics.refreshed(match &renewal {
            Renewal::Anew(_) => RefreshEnd::Renewed,
            Renewal::Over => RefreshEnd::Over,
            Renewal::Unavailable(_) => RefreshEnd::Unavailable,
            Renewal::Unusable => RefreshEnd::Unusable,
        });
        renewal
    }

    async fn spend(&self, caller: &Caller, token: &RefreshToken, session: Option<Uuid>) -> Renewal {
        match self.gotrue().refresh(caller, token).await {
            Ok(reply) => self.take_renewed(session, reply).await,
            Err(error) if error.code().is_some_and(ErrorCode::ends_session) => {
                tracing::info!(%error, "a session is over at the auth server");
                if let Some(session) = session
                    && let Err(error) = self.accounts.end_session(session, EndReason::GoneUpstream).await
                {
                    tracing::warn!(%error, "the end of a session could not be written");
                }
                Renewal::Over
            }
            // A stranger's text that could not be a token of any session.
            Err(error) if session.is_none() && error.code() == Some(&ErrorCode::VALIDATION_FAILED) => {
                Renewal::Over
            }
            Err(error) => {
                // Nothing but a definite word ends a session; whatever else was answered, the next
                // request asks again.
                tracing::warn!(%error, "a session could not be refreshed and stays as it is");
                Renewal::Unavailable(PeopleError::from_gotrue(&error))
            }
        }
    }

    async fn take_renewed(&self, session: Option<Uuid>, reply: AccessTokenResponse) -> Renewal {
        let claims = match self.verifier.verify(&reply.access_token).await {
            Ok(claims) if session.is_none_or(|session| session == claims.session_id) => claims,
            Ok(_) => {
                tracing::error!("the auth server answered a refresh with another session");
                return Renewal::Unavailable(PeopleError::Away);
            }
            Err(TokenError::Expired(_)) => {
                tracing::error!("a token ended before it arrived: this machine's clock is wrong");
                return Renewal::Unusable;
            }
            Err(error) => {
                tracing::error!(%error, "a refreshed token is not believed: a clock is wrong, or its key is unknown");
                return Renewal::Unusable;
            }
        };
        if let Err(error) = self.accounts.refreshed(&claims, &reply.user).await {
            // The pair is good all the same, and lost if it is not handed out now.
            tracing::warn!(%error, "what came with a refreshed pair could not be written");
        }
        let access = VerifiedToken { claims: Arc::new(claims), token: reply.access_token };
        Renewal::Anew(Box::new(Renewed { access, refresh_token: reply.refresh_token }))
    }
}
