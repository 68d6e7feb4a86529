//! An auth server on a loopback port, with a database and a clock of its own, and people who use it.

use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::http::header::HeaderName;
use actix_web::{App, HttpServer};
use doorward::auth_server::{AuthServer, AuthServerSettings};
use doorward::clock::{Clock, Timestamp};
use doorward::database::Database;
use doorward::keys::{Keys, MasterSecret};
use doorward::mail::{Mailer, Message, Outbox};
use reqwest::{Client, Method, RequestBuilder, StatusCode, redirect};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use url::Url;

use crate::support::database::TestDatabase;

/// The site that the server belongs to.
pub const SITE: &str = "http://site.example";

/// A password that everybody in the tests has.
pub const PASSWORD: &str = "three random words";

/// The pause between two mails of one kind.
pub const MAIL_PAUSE: Duration = Duration::from_mins(1);

pub fn keys() -> Keys {
    Keys::new(MasterSecret::new([7; 32]), None)
}

pub fn settings() -> AuthServerSettings {
    let site = Url::parse(SITE).unwrap();
    let public = Url::parse("http://site.example/auth/v1").unwrap();
    AuthServerSettings::new(site, public, "Doorward")
}

pub struct Site {
    pub db: TestDatabase,
    pub clock: Clock,
    pub server: AuthServer,
    pub outbox: Outbox,
    client: Client,
    base: String,
    /// Of the server, and of those before it.
    handles: Vec<ServerHandle>,
}

/// An answer, read.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: reqwest::header::HeaderMap,
    pub body: Value,
}

/// What a mail proves with.
#[derive(Debug)]
pub struct Proof {
    pub code: String,
    pub link: Url,
}

impl Site {
    /// One on each database that is at hand.
    pub async fn each() -> Vec<Self> {
        Self::each_with(settings()).await
    }

    /// The same with other settings than usual.
    pub fn each_with(settings: AuthServerSettings) -> LocalBoxFuture<'static, Vec<Self>> {
        let starting = async move {
            let mut sites = Vec::new();
            for db in TestDatabase::each().await {
                sites.push(Box::pin(Self::start(db, settings.clone(), None)).await);
            }
            sites
        };
        starting.boxed_local()
    }

    /// One whose listener believes a header.
    pub async fn believing(header: &'static str) -> Self {
        let header = Some(HeaderName::from_static(header));
        Box::pin(Self::start(TestDatabase::sqlite().await, settings(), header)).await
    }

    async fn start(db: TestDatabase, settings: AuthServerSettings, header: Option<HeaderName>) -> Self {
        let clock = Clock::settable(Timestamp::parse_rfc3339("2026-11-24T10:54:12.345678Z").unwrap());
        let server = open(db.database(), &clock, settings).await;
        let outbox = Outbox::new(db.database().clone(), clock.clone(), &keys()).unwrap();
        let (base, handle) = serve(&server, header);
        let client = Client::builder().redirect(redirect::Policy::none()).build().unwrap();
        Self { db, clock, server, outbox, client, base, handles: vec![handle] }
    }

    /// The same server on another machine.
    pub async fn another_machine(&self) -> AuthServer {
        open(&self.db.another_machine().await, &self.clock, settings()).await
    }

    /// Starts the server anew with other settings; rows and time stay.
    pub fn restart(&mut self, settings: AuthServerSettings) -> LocalBoxFuture<'_, ()> {
        let starting = async move {
            self.server = open(self.db.database(), &self.clock, settings).await;
            // The one before is left alone: connections to the database that its threads made would end with
            // them, in the middle of what the new one does.
            let (base, handle) = serve(&self.server, None);
            self.base = base;
            self.handles.push(handle);
        };
        starting.boxed_local()
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        self.base.trim_start_matches("http://").trim_end_matches("/auth/v1")
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client
            .request(method, format!("{}{path}", self.base))
            .header("x-supabase-api-version", "2024-01-01")
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        Answer::of(self.request(Method::POST, path).json(&body)).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path)).await
    }

    pub async fn as_user(&self, method: Method, path: &str, token: &str, body: Value) -> Answer {
        let request = self.request(method, path).bearer_auth(token);
        let request = if body.is_null() { request } else { request.json(&body) };
        Answer::of(request).await
    }

    pub async fn as_admin(&self, method: Method, path: &str, body: Value) -> Answer {
        self.as_user(method, path, self.server.service_key().expose_secret(), body).await
    }

    /// Signs somebody up who has not confirmed yet.
    pub async fn sign_up(&self, email: &str) -> Answer {
        self.post("/signup", json!({ "email": email, "password": PASSWORD })).await
    }

    /// Signs somebody up and confirms their address; the pair of tokens.
    pub async fn somebody(&self, email: &str) -> Answer {
        self.sign_up(email).await.expect(200);
        let code = self.proof(email).await.code;
        let body = json!({ "type": "signup", "email": email, "token": code });
        self.post("/verify", body).await.expect(200)
    }

    pub async fn sign_in(&self, email: &str, password: &str) -> Answer {
        self.post("/token?grant_type=password", json!({ "email": email, "password": password })).await
    }

    pub async fn refresh(&self, token: &str) -> Answer {
        self.post("/token?grant_type=refresh_token", json!({ "refresh_token": token })).await
    }

    /// Asks for the mail for a forgotten password.
    pub async fn recover(&self, email: &str) -> Proof {
        self.post("/recover", json!({ "email": email })).await.expect(200);
        self.proof(email).await
    }

    pub async fn type_code(&self, kind: &str, email: &str, code: &str) -> Answer {
        self.post("/verify", json!({ "type": kind, "email": email, "token": code })).await
    }

    pub async fn follow(&self, kind: &str, token_hash: &str) -> Answer {
        self.post("/verify", json!({ "type": kind, "token_hash": token_hash })).await
    }

    pub async fn user(&self, access_token: &str) -> Answer {
        self.as_user(Method::GET, "/user", access_token, Value::Null).await
    }

    /// All mails so far to an address, the newest first.
    pub async fn mails(&self, email: &str) -> Vec<Message> {
        self.outbox.deliver_due(&Mailer::Mailbox).await.unwrap();
        let all = self.outbox.recent(100).await.unwrap().into_iter().map(|mail| mail.message);
        all.filter(|message| message.to.as_str() == email).collect()
    }

    /// What the newest mail to an address proves with.
    pub async fn proof(&self, email: &str) -> Proof {
        let mails = self.mails(email).await;
        Proof::in_mail(mails.first().expect("a mail"))
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.handles.iter().for_each(|handle| drop(handle.stop(false)));
    }
}

impl Proof {
    pub fn in_mail(message: &Message) -> Self {
        let words = message.text.split_whitespace();
        let is_code = |word: &&str| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit());
        let code = words.clone().find(is_code).expect("a code").to_owned();
        let link = words.clone().find(|word| word.starts_with(SITE)).expect("a link");
        Self { code, link: Url::parse(link).unwrap() }
    }

    pub fn parameter(&self, name: &str) -> Option<String> {
        self.link.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    pub fn token_hash(&self) -> String {
        self.parameter("token_hash").expect("a token hash")
    }
}

impl Answer {
    pub async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.expect("an answer");
        let (status, headers) = (response.status(), response.headers().clone());
        let text = response.text().await.expect("a body");
        let body = if text.is_empty() { Value::Null } else { serde_json::from_str(&text).expect("JSON") };
        Self { status, headers, body }
    }

    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self
    }

    /// A refusal with this code.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Self {
        let refusal = self.expect(status);
        assert_eq!(refusal.body["code"], code, "{}", refusal.body);
        refusal
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    #[track_caller]
    pub fn text(&self, name: &str) -> &str {
        self.body[name].as_str().unwrap_or_else(|| panic!("no {name} in {}", self.body))
    }

    #[track_caller]
    pub fn access_token(&self) -> &str {
        self.text("access_token")
    }

    #[track_caller]
    pub fn refresh_token(&self) -> &str {
        self.text("refresh_token")
    }
}

pub async fn open(database: &Database, clock: &Clock, settings: AuthServerSettings) -> AuthServer {
    let outbox = Outbox::new(database.clone(), clock.clone(), &keys()).unwrap();
    AuthServer::open(settings, database.clone(), clock.clone(), &keys(), outbox).await.unwrap()
}

fn serve(server: &AuthServer, header: Option<HeaderName>) -> (String, ServerHandle) {
    let routes = server.routes(header);
    let listening = HttpServer::new(move || App::new().configure(routes.clone()))
        .workers(2)
        .disable_signals()
        .bind(("127.0.0.1", 0))
        .expect("a port");
    let base = format!("http://{}/auth/v1", listening.addrs()[0]);
    let running = listening.run();
    let handle = running.handle();
    tokio::spawn(running);
    (base, handle)
}
