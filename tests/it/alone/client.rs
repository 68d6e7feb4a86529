//! A program that talks to an auth server, wherever its endpoints are.

use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::support::database::TestDatabase;
use crate::support::process::{Place, Process};
use crate::support::smtp_catcher::SmtpCatcher;

/// The password of everybody.
pub const PASSWORD: &str = "seven lanterns over the harbour";

/// A secret for tokens as deployments have them.
pub const JWT_SECRET: &str = "Fq3mTzW8bN1xKc6vRj0pLd9sYh4gUe7a";

/// A place whose environment is that of a deployment on this database, with mails that go to a catcher.
pub fn deployment(database: &TestDatabase, catcher: &SmtpCatcher) -> Place {
    let driver = if database.url().starts_with("postgres") { "postgres" } else { "sqlite" };
    let place = Place::new(&[
        ("GOTRUE_DB_DRIVER", driver),
        ("DATABASE_URL", &database.url()),
        ("GOTRUE_SITE_URL", "http://127.0.0.1:3000"),
        ("GOTRUE_JWT_SECRET", JWT_SECRET),
        ("GOTRUE_JWT_AUD", "authenticated"),
        ("GOTRUE_JWT_DEFAULT_GROUP_NAME", "authenticated"),
        ("GOTRUE_SMTP_HOST", "127.0.0.1"),
        ("GOTRUE_SMTP_PORT", &catcher.port().to_string()),
        ("GOTRUE_SMTP_ADMIN_EMAIL", "auth@site.example"),
    ]);
    let url = format!("http://127.0.0.1:{}", place.port());
    place.with(&[("API_EXTERNAL_URL", &url)])
}

/// Starts it and waits until it can do its work.
pub async fn starts(place: &Place) -> Process {
    let process = place.run(&["auth"]);
    process.is_ready().await;
    process
}

/// A program that has the URL of the endpoints.
pub struct Client {
    pub base: String,
    http: reqwest::Client,
}

impl Client {
    pub fn of(base: impl Into<String>) -> Self {
        let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
        Self { base: base.into(), http: http.build().expect("a client") }
    }

    /// Asks, as somebody where a token is given.
    pub async fn asks(&self, method: Method, path: &str, token: Option<&str>, body: &Value) -> (u16, Value) {
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if !body.is_null() {
            request = request.json(body);
        }
        read(request.send().await.expect("an answer")).await
    }

    pub async fn gets(&self, path: &str, token: Option<&str>) -> (u16, Value) {
        self.asks(Method::GET, path, token, &Value::Null).await
    }

    pub async fn posts(&self, path: &str, body: &Value) -> (u16, Value) {
        self.asks(Method::POST, path, None, body).await
    }

    pub async fn signs_up(&self, email: &str) -> (u16, Value) {
        self.posts("/signup", &json!({ "email": email, "password": PASSWORD })).await
    }

    pub async fn signs_in(&self, email: &str) -> (u16, Value) {
        self.posts("/token?grant_type=password", &json!({ "email": email, "password": PASSWORD })).await
    }

    pub async fn refreshes(&self, token: &str) -> (u16, Value) {
        self.posts("/token?grant_type=refresh_token", &json!({ "refresh_token": token })).await
    }

    /// Where a link leads a browser that follows it.
    pub async fn follows(&self, link: &str) -> String {
        let answer = self.http.get(link).send().await.expect("an answer");
        assert_eq!(answer.status(), 303, "{link}");
        answer.headers()["location"].to_str().expect("a text").to_owned()
    }
}

async fn read(answer: Response) -> (u16, Value) {
    let status = answer.status().as_u16();
    let text = answer.text().await.expect("a text");
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

/// The text of a member.
pub fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("no {name} in {value}"))
}
