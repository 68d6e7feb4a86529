//! The server under test, whatever it is: where it is reached, whose keys it takes, how its mails are
//! read, and how time is made to pass there.

mod embedded;
mod foreign;
mod real;

use std::time::Duration;

use doorward::clock::{Clock, Timestamp};
use reqwest::header::HeaderMap;
use reqwest::redirect::Policy;
use serde_json::Value;

use super::ask::{Ask, AskBody};
use super::provider::FakeProvider;
use crate::support::database::TestDatabase;
use crate::support::smtp_catcher::{CaughtMail, SmtpCatcher};
use embedded::EmbeddedServer;
pub(super) use foreign::Running;
use real::RealServer;

/// Where mails lead when nobody asked for another place; the same for every subject.
pub(super) const SITE: &str = "https://site.example";

/// Where a server that is started here believes to be reached by browsers; also the issuer of its
/// tokens.
const ISSUER: &str = "https://site.example/auth/v1";

/// Where redirects may lead beside the site.
const ALLOWED_REDIRECTS: &[&str] = &[
    "https://app.example/**",
    "https://star.example/*",
    "https://*.wild.example/",
    "https://sign.example/?[12]",
    "doorward-app://callback/**",
];

/// Longer than an access token lives.
const MORE_THAN_A_TOKEN_LIVES: Duration = Duration::from_hours(2);

/// Longer than any answer takes, also on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// How a server is set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Setup {
    /// New accounts are taken and confirm their address; mails may follow each other at once.
    Usual,
    /// The same, and time passes in the story.
    PassingTime,
    /// New accounts need not confirm their address.
    Autoconfirm,
    /// No new accounts are taken.
    Closed,
    /// An old session needs a code from a mail before it may change the password; time passes.
    Reauthenticating,
    /// A minute must lie between two mails of a kind; time passes in the story.
    Throttled,
    /// Accounts that name nobody are taken.
    Anonymous,
    /// The same, and nobody need confirm an address.
    AnonymousAutoconfirm,
    /// Sessions end three hours after the sign-in, and two after the last refresh; time passes.
    LimitedSessions,
    /// Only the session that was used last goes on; time passes.
    SingleSession,
    /// Refresh tokens are of the newer form; time passes.
    CountedTokens,
    /// The same, and an old token that comes back ends nothing; time passes.
    LenientCountedTokens,
    /// The same, and old tokens go on working; time passes.
    ReusableCountedTokens,
    /// An old token of the older form that comes back ends nothing; time passes.
    LenientTokens,
    /// People may come in through a Keycloak and a GitLab and link them, also without a name.
    Providers,
    /// The same, and time passes in the story.
    ProvidersPassingTime,
    /// They may, but no new accounts are taken.
    ProvidersClosed,
    /// They may, and nobody need confirm an address.
    ProvidersAutoconfirm,
    /// They may, also with an address that nobody has verified.
    ProvidersUnconfirmed,
}

impl Setup {
    /// Whether people may come in through providers.
    pub(super) fn has_providers(self) -> bool {
        matches!(
            self,
            Self::Providers
                | Self::ProvidersPassingTime
                | Self::ProvidersClosed
                | Self::ProvidersAutoconfirm
                | Self::ProvidersUnconfirmed
        )
    }

    /// Whether stories let time pass there.
    pub(super) fn has_time_pass(self) -> bool {
        match self {
            Self::Usual
            | Self::Autoconfirm
            | Self::Closed
            | Self::Anonymous
            | Self::AnonymousAutoconfirm
            | Self::Providers
            | Self::ProvidersClosed
            | Self::ProvidersAutoconfirm
            | Self::ProvidersUnconfirmed => false,
            Self::PassingTime
            | Self::Reauthenticating
            | Self::Throttled
            | Self::LimitedSessions
            | Self::SingleSession
            | Self::CountedTokens
            | Self::LenientCountedTokens
            | Self::ReusableCountedTokens
            | Self::LenientTokens
            | Self::ProvidersPassingTime => true,
        }
    }
}

/// A running server.
pub(super) struct Subject {
    base: String,
    /// What its tokens say who issued them.
    pub(super) issuer: String,
    /// What the gateway in front of it wants with every request.
    pub(super) publishable_key: String,
    /// What the administrators' endpoints want as bearer.
    pub(super) admin_key: String,
    /// The keys it publishes.
    pub(super) jwks: Value,
    catcher: SmtpCatcher,
    provider: Option<FakeProvider>,
    http: reqwest::Client,
    server: Server,
}

enum Server {
    Real(RealServer),
    Embedded(EmbeddedServer),
    /// One that somebody else started: nobody can turn its clock.
    Foreign,
}

impl Subject {
    /// The real server, started with this set-up.
    pub(super) async fn real(binary: &str, postgres: &str, setup: Setup) -> Self {
        let catcher = SmtpCatcher::spawn().await;
        let provider = provider(setup).await;
        let server = RealServer::start(binary, postgres, setup, &catcher, provider.as_ref()).await;
        Self {
            base: server.url.clone(),
            issuer: ISSUER.to_owned(),
            publishable_key: server.key("anon"),
            admin_key: server.key("service_role"),
            jwks: Value::Null,
            catcher,
            provider,
            http: client(),
            server: Server::Real(server),
        }
        .ready()
        .await
    }

    /// The server of this house, on this database.
    pub(super) async fn embedded(database: TestDatabase, setup: Setup) -> Self {
        let catcher = SmtpCatcher::spawn().await;
        let provider = provider(setup).await;
        let server = EmbeddedServer::start(database, setup, &catcher, provider.as_ref()).await;
        Self {
            base: server.url.clone(),
            issuer: ISSUER.to_owned(),
            publishable_key: server.publishable_key.clone(),
            admin_key: server.service_key.clone(),
            jwks: Value::Null,
            catcher,
            provider,
            http: client(),
            server: Server::Embedded(server),
        }
        .ready()
        .await
    }

    async fn ready(mut self) -> Self {
        let jwks = self.http.get(format!("{}/.well-known/jwks.json", self.base)).send().await;
        self.jwks = jwks.expect("the server answers").json().await.expect("its keys");
        self
    }

    /// Its base URL, without a slash at the end.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// The URL of the provider on loopback, where there is one.
    pub(super) fn provider(&self) -> Option<String> {
        self.provider.as_ref().map(FakeProvider::url)
    }

    /// Sends a request and waits until its mails are here.
    pub(super) async fn send(&self, ask: &Ask) -> (u16, HeaderMap, String) {
        let mut request = self.http.request(ask.method.clone(), format!("{}{}", self.base, ask.path));
        request = request.header("apikey", &self.publishable_key);
        for (name, value) in &ask.headers {
            request = request.header(*name, value);
        }
        request = match &ask.body {
            Some(AskBody::Json(body)) => request.json(body),
            Some(AskBody::Text(body)) => {
                request.header("content-type", "application/json").body(body.clone())
            }
            Some(AskBody::UntypedText(body)) => request.body(body.clone()),
            None => request,
        };
        let response = request.send().await.unwrap_or_else(|error| panic!("{}: {error}", ask.path));
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.expect("a text");
        self.deliver().await;
        (status, headers, text)
    }

    async fn deliver(&self) {
        match &self.server {
            Server::Embedded(server) => server.deliver().await,
            // These send their mails before they answer.
            Server::Real(_) | Server::Foreign => {}
        }
    }

    /// Every mail so far to an address with this mark.
    pub(super) fn mails(&self, mark: &str) -> Vec<CaughtMail> {
        let is_marked = |mail: &CaughtMail| mail.recipients.iter().any(|to| to.contains(mark));
        self.catcher.mails().into_iter().filter(is_marked).collect()
    }

    /// What its clock shows.
    pub(super) fn now(&self) -> Timestamp {
        match &self.server {
            Server::Embedded(server) => server.clock.now(),
            Server::Real(_) | Server::Foreign => Clock::system().now(),
        }
    }

    /// Lets time pass for the users whose addresses have this mark.
    pub(super) async fn let_time_pass(&self, mark: &str, span: Duration) {
        match &self.server {
            Server::Real(server) => server.age(mark, span).await,
            Server::Embedded(server) => server.clock.advance(span),
            Server::Foreign => panic!("its time passes by itself"),
        }
    }

    /// The same access token after it has expired.
    pub(super) fn expired(&self, token: &str) -> String {
        match &self.server {
            Server::Real(server) => server.expired(token),
            Server::Embedded(server) => {
                server.clock.advance(MORE_THAN_A_TOKEN_LIVES);
                token.to_owned()
            }
            Server::Foreign => panic!("its time passes by itself"),
        }
    }
}

async fn provider(setup: Setup) -> Option<FakeProvider> {
    if setup.has_providers() { Some(FakeProvider::start().await) } else { None }
}

fn client() -> reqwest::Client {
    let builder = reqwest::Client::builder().no_proxy().redirect(Policy::none()).timeout(PATIENCE);
    builder.build().expect("a client")
}
