//! The server under test, whatever it is: where it is reached, whose keys it takes, how its mails are
//! read, and how time is made to pass there.

mod aging;
mod captchas;
mod embedded;
mod foreign;
mod hooks;
mod keys;
mod leaks;
mod numbers;
mod operator;
mod real;
mod setup;

use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use doorward::clock::{Clock, Timestamp};
use reqwest::header::HeaderMap;
use reqwest::redirect::Policy;
use serde_json::Value;

use super::ask::{Ask, AskBody};
use super::hooked::FakeHooks;
use super::outside::Outside;
use super::provider::FakeProvider;
use crate::support::database::TestDatabase;
use crate::support::smtp_catcher::{CaughtMail, SmtpCatcher};
use embedded::EmbeddedServer;
pub(super) use foreign::Running;
pub(super) use keys::{ORIGIN, OTHER_ORIGIN, PARTY};
use real::RealServer;
pub(super) use setup::Setup;

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

/// The header from which the client's address is believed.
pub(super) const CLIENT_ADDRESS: &str = "x-forwarded-for";

/// Longer than an access token lives.
const MORE_THAN_A_TOKEN_LIVES: Duration = Duration::from_hours(2);

/// Longer than any answer takes, also on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// What runs beside a server, for it to call.
pub(super) struct Beside {
    catcher: SmtpCatcher,
    provider: Option<FakeProvider>,
    hooks: Option<Rc<FakeHooks>>,
    outside: Option<Outside>,
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
    beside: Beside,
    http: reqwest::Client,
    /// How many telephone numbers its stories have.
    numbers: AtomicU32,
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
        let beside = Beside::start(setup).await;
        let server = RealServer::start(binary, postgres, setup, &beside).await;
        Self {
            base: server.url.clone(),
            issuer: ISSUER.to_owned(),
            publishable_key: server.key("anon"),
            admin_key: server.key("service_role"),
            jwks: Value::Null,
            beside,
            http: client(),
            numbers: AtomicU32::new(0),
            server: Server::Real(server),
        }
        .ready()
        .await
    }

    /// The server of this house, on this database.
    pub(super) async fn embedded(database: TestDatabase, setup: Setup) -> Self {
        let beside = Beside::start(setup).await;
        let server = EmbeddedServer::start(database, setup, &beside).await;
        Self {
            base: server.url.clone(),
            issuer: ISSUER.to_owned(),
            publishable_key: server.publishable_key.clone(),
            admin_key: server.service_key.clone(),
            jwks: Value::Null,
            beside,
            http: client(),
            numbers: AtomicU32::new(0),
            server: Server::Embedded(server),
        }
        .ready()
        .await
    }

    /// Whether it is the server of this house, in this process.
    pub(super) const fn is_embedded(&self) -> bool {
        matches!(self.server, Server::Embedded(_))
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

    /// The provider on loopback, where there is one.
    pub(super) fn provider(&self) -> Option<&FakeProvider> {
        self.beside.provider.as_ref()
    }

    /// The operator's programs.
    pub(super) fn hooks(&self) -> Rc<FakeHooks> {
        self.beside.hooks.clone().expect("a set-up with hooks")
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
        self.beside.catcher.mails().into_iter().filter(is_marked).collect()
    }

    /// What its clock shows.
    pub(super) fn now(&self) -> Timestamp {
        match &self.server {
            Server::Embedded(server) => server.clock.now(),
            Server::Real(_) | Server::Foreign => Clock::system().now(),
        }
    }

    /// A number that no other story has.
    pub(super) fn next_number(&self) -> u32 {
        self.numbers.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Lets time pass for the users whose addresses have this mark, or who have one of these numbers.
    pub(super) async fn let_time_pass(&self, mark: &str, numbers: &[String], span: Duration) {
        match &self.server {
            Server::Real(server) => server.age(mark, numbers, span).await,
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

impl Beside {
    /// What this set-up needs.
    async fn start(setup: Setup) -> Self {
        let hooks = if setup.hooks().is_empty() { None } else { Some(Rc::new(FakeHooks::start().await)) };
        let calls_others = setup.captcha().is_some() || setup.looks_passwords_up();
        let outside = if calls_others { Some(Outside::start().await) } else { None };
        let provider = if setup.has_custom_providers() {
            Some(FakeProvider::start_in_public_web().await)
        } else if setup.has_providers() {
            Some(FakeProvider::start().await)
        } else {
            None
        };
        Self { catcher: SmtpCatcher::spawn().await, provider, hooks, outside }
    }
}

fn client() -> reqwest::Client {
    let builder = reqwest::Client::builder().no_proxy().redirect(Policy::none()).timeout(PATIENCE);
    builder.build().expect("a client")
}
