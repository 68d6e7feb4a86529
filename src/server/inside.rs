//! The auth server inside: opened on the site's own database, reached by the site over a listener of
//! its own on this machine, and by other programs over the public one.

use std::net::TcpListener;
use std::sync::Arc;

use actix_web::dev::Server;
use actix_web::http::header::HeaderName;
use url::Url;

use super::auth_side::outgoing;
use super::listeners::AuthRoutes;
use super::{Parts, StartError, listeners};
use crate::auth_server::{AuthServer, AuthServerError, AuthServerSettings};
use crate::config::{AUTH_PATH, AuthConfig, Config, EmbeddedAuth, Listen};
use crate::gotrue::GoTrueSettings;
use crate::telemetry::metrics::Rows;

/// How the site tells the auth server for whom it asks. On the private listener nobody else can.
const CALLER_ADDRESS: HeaderName = HeaderName::from_static("sb-forwarded-for");

/// The auth server and its private listener.
pub(super) struct Inside {
    server: AuthServer,
    issuer: String,
    listener: TcpListener,
}

impl Inside {
    pub(super) async fn open(
        config: &Config,
        embedded: &EmbeddedAuth,
        parts: &Parts,
    ) -> Result<Self, StartError> {
        let listener = listeners::listen_privately()?;
        let settings = settings(config, embedded);
        let issuer = settings.base().to_owned();
        let Parts { database, clock, keys, outbox, .. } = parts;
        let server =
            AuthServer::open(settings, database.clone(), clock.clone(), keys, outbox.clone()).await?;
        Ok(Self { server, issuer, listener })
    }

    /// The `iss` of its tokens: its public URL.
    pub(super) fn issuer(&self) -> String {
        self.issuer.clone()
    }

    /// How the site reaches it.
    pub(super) fn client_settings(&self) -> Result<GoTrueSettings, StartError> {
        let port = self.listener.local_addr().map_err(StartError::Serve)?.port();
        let base = format!("http://127.0.0.1:{port}{AUTH_PATH}");
        Ok(GoTrueSettings {
            base_url: Url::parse(&base).map_err(|error| StartError::Serve(std::io::Error::other(error)))?,
            publishable_key: self.server.publishable_key(),
            secret_key: Some(self.server.service_key()),
            address_header: outgoing(&CALLER_ADDRESS),
        })
    }

    /// Its endpoints, for the public listener.
    pub(super) fn routes(&self, address_header: Option<HeaderName>) -> AuthRoutes {
        Arc::new(self.server.routes(address_header))
    }

    /// Deletes its rows.
    pub(super) fn tidier(&self) -> Tidier {
        Tidier::of(self.server.clone())
    }

    /// How much it has to do with passwords.
    pub(super) fn hashing(&self) -> impl Fn() -> Hashing + Send + Sync + use<> {
        hashing_of(&self.server)
    }

    /// Begins to answer the site.
    pub(super) fn serve_site(&self, settings: &Listen) -> Result<Server, StartError> {
        let listener = self.listener.try_clone().map_err(StartError::Serve)?;
        listeners::private(listener, settings, self.server.routes(Some(CALLER_ADDRESS)))
    }
}

/// How much an auth server has to do with passwords.
pub(super) fn hashing_of(server: &AuthServer) -> impl Fn() -> Hashing + Send + Sync + use<> {
    let server = server.clone();
    move || Hashing { done: server.password_operations(), waiting: server.passwords_waiting() }
}

/// Work with passwords.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hashing {
    /// Passwords hashed or compared since the start.
    pub(super) done: u64,
    /// Passwords that wait for it.
    pub(super) waiting: u64,
}

/// Deletes rows of the auth server inside.
#[derive(Clone)]
pub(super) struct Tidier(AuthServer);

impl Tidier {
    /// The one of this server.
    pub(super) const fn of(server: AuthServer) -> Self {
        Self(server)
    }

    /// Deletes at most so many, and tells how many; none that are not its own.
    pub(super) async fn delete(&self, rows: Rows, most: i64) -> Result<u64, AuthServerError> {
        match rows {
            Rows::AuthSessions => self.0.forget_sessions(most).await,
            Rows::OneTimeTokens => self.0.forget_one_time_tokens(most).await,
            Rows::UnprovedFactors => self.0.forget_unproved_factors(most).await,
            Rows::Challenges => self.0.forget_challenges(most).await,
            Rows::FlowStates => self.0.forget_flow_states(most).await,
            Rows::Authorizations => self.0.forget_authorizations(most).await,
            Rows::PasskeyChallenges => self.0.forget_passkey_challenges(most).await,
            Rows::UnusedPrograms => self.0.forget_unused_programs(most).await,
            Rows::AuditLog => self.0.forget_audit_log(most).await,
            Rows::UnconfirmedAccounts => self.0.forget_unconfirmed(most).await,
            Rows::Sessions | Rows::DeletedPeople | Rows::Reservations | Rows::Limits | Rows::Mails => Ok(0),
        }
    }
}

fn settings(config: &Config, embedded: &EmbeddedAuth) -> AuthServerSettings {
    let mut settings =
        AuthServerSettings::new(config.origin.url().clone(), config.origin.at(AUTH_PATH), &config.product);
    settings.confirms_mails = embedded.confirms_mails;
    settings.support.clone_from(&config.support);
    settings.takes_sign_ups = embedded.takes_sign_ups;
    settings.token_lifetime = embedded.token_lifetime;
    settings.jwt_secret.clone_from(&embedded.jwt_secret);
    settings
}

/// The auth server for commands, which open it without serving.
pub(super) async fn open_for_commands(
    config: &Config,
    parts: &Parts,
) -> Result<Option<AuthServer>, StartError> {
    match &config.auth {
        AuthConfig::Embedded(embedded) => {
            let settings = settings(config, embedded);
            let Parts { database, clock, keys, outbox, .. } = parts;
            let opened = AuthServer::open(settings, database.clone(), clock.clone(), keys, outbox.clone());
            Ok(Some(opened.await?))
        }
        AuthConfig::Supabase(_) => Ok(None),
    }
}
