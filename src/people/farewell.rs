//! Ending sessions: here first and for good, then at the auth server as far as it can be reached.

use std::time::Duration;

use tokio::time::timeout;

use super::{People, PeopleError, SessionHolder, VerifiedToken};
use crate::accounts::EndReason;
use crate::gotrue::{AccessToken, Caller, LogoutScope};

/// How long the auth server is given to hear that a session is over.
const FAREWELL: Duration = Duration::from_secs(2);

impl People {
    /// Ends the session somebody holds.
    pub(crate) async fn sign_out(&self, caller: &Caller, holder: &SessionHolder) -> Result<(), PeopleError> {
        self.end_session(caller, &holder.access, EndReason::SignedOut).await
    }

    /// Ends the session of a token.
    pub(crate) async fn end_session(
        &self,
        caller: &Caller,
        access: &VerifiedToken,
        reason: EndReason,
    ) -> Result<(), PeopleError> {
        self.accounts.end_session(access.claims.session_id, reason).await?;
        within_farewell(self.tell_auth_server(caller, &access.token, LogoutScope::Local)).await;
        Ok(())
    }

    /// Ends all sessions of somebody.
    pub(crate) async fn sign_out_everywhere(
        &self,
        caller: &Caller,
        holder: &SessionHolder,
    ) -> Result<(), PeopleError> {
        self.accounts.end_sessions_of(holder.user.id, None, EndReason::SignedOutElsewhere).await?;
        self.tell_auth_server(caller, holder.access_token(), LogoutScope::Global).await;
        Ok(())
    }

    /// Tells the auth server that sessions are over. They are over here whatever it answers.
    pub(crate) async fn tell_auth_server(&self, caller: &Caller, token: &AccessToken, scope: LogoutScope) {
        if let Err(error) = self.gotrue().sign_out(caller, token, scope).await {
            tracing::warn!(%error, "the auth server was not told that a session is over");
        }
    }
}

/// Waits for the auth server to hear of it, but not for long.
pub(crate) async fn within_farewell(telling: impl Future<Output = ()>) {
    if timeout(FAREWELL, telling).await.is_err() {
        tracing::warn!("the auth server was not told in time that a session is over");
    }
}
