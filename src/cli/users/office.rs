//! What every command about people works with: our rows and the auth server, wherever it is.

use anyhow::Context as _;
use url::Url;

use super::super::command::Failure;
use crate::accounts::{Accounts, EndReason};
use crate::clock::Timestamp;
use crate::config::Config;
use crate::gotrue::{ErrorCode, GoTrueAdmin, GoTrueClient, GoTrueError};
use crate::mail::Outbox;
use crate::server::{OpenAuth, Parts, open_auth, open_parts};

use super::found::Found;

/// Both sides, open for one command.
pub(super) struct Office<'a> {
    pub(super) config: &'a Config,
    pub(super) parts: Parts,
    auth: OpenAuth,
}

impl<'a> Office<'a> {
    pub(super) async fn open(config: &'a Config) -> Result<Self, Failure> {
        let parts = open_parts(config).await?;
        let auth = open_auth(config, &parts).await?;
        Ok(Self { config, parts, auth })
    }

    pub(super) fn accounts(&self) -> &Accounts {
        &self.parts.accounts
    }

    pub(super) fn outbox(&self) -> &Outbox {
        &self.parts.outbox
    }

    pub(super) fn admin(&self) -> &GoTrueAdmin {
        &self.auth.admin
    }

    pub(super) fn client(&self) -> &GoTrueClient {
        &self.auth.client
    }

    pub(super) fn now(&self) -> Timestamp {
        self.parts.clock.now()
    }

    /// Where mailed links lead in the end.
    pub(super) fn landing(&self) -> &Url {
        self.config.origin.url()
    }

    /// Ends all sessions of somebody here, those of programs included that never came to this site.
    pub(super) async fn end_sessions(&self, found: &Found, reason: EndReason) -> Result<(), Failure> {
        let id = found.row(self).await?;
        let ended = self.accounts().end_sessions_of(id, None, reason).await;
        ended.context("the sessions could not be ended; nothing was done at the auth server")?;
        Ok(())
    }
}

/// The failure of an auth server that gave no answer, or another than was hoped for.
pub(super) fn unasked(error: GoTrueError) -> Failure {
    match &error {
        GoTrueError::Rejected(no)
            if [ErrorCode::NOT_ADMIN, ErrorCode::NO_AUTHORIZATION, ErrorCode::BAD_JWT].contains(&no.code)
                || no.status == 401 =>
        {
            let hint = "the auth server does not take the secret key: check SUPABASE_SECRET_KEY";
            anyhow::Error::new(error).context(hint).into()
        }
        GoTrueError::Rejected(_) => anyhow::Error::new(error).context("nothing was changed there").into(),
        GoTrueError::RateLimited { .. } | GoTrueError::Unreachable(_) => Failure::away(error),
    }
}
