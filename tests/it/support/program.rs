//! A program that uses the API: it keeps tokens, and no cookies.

use serde_json::{Value, json};

use super::app::TestApp;
use super::page::Page;
use super::person::PASSWORD;
use super::request::Request;
use super::visitor::Visitor;

/// A program at an address of its own.
pub struct Program {
    client: Visitor,
}

/// The pair that a program keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// What proves who is asking.
    pub access: String,
    /// What buys the next pair.
    pub refresh: String,
}

impl TestApp {
    /// A program somewhere in the network.
    pub fn program(&self) -> Program {
        Program { client: self.visitor() }
    }
}

impl Program {
    /// The same program, asking another machine of the site.
    pub fn at(&mut self, app: &TestApp) {
        self.client.at(app);
    }

    /// A request that is put together by hand.
    pub fn request(&self, method: &str, path: &str) -> Request {
        let request = self.client.request(method, path).without("origin");
        request.header("user-agent", "porch-app/1.0").header("accept", "application/json")
    }

    /// A request with a token.
    pub fn request_as(&self, token: &str, method: &str, path: &str) -> Request {
        self.request(method, path).header("authorization", format!("Bearer {token}"))
    }

    /// Sends JSON.
    pub async fn posts(&self, path: &str, body: &Value) -> Page {
        self.request("POST", path).body("application/json", body.to_string()).send().await
    }

    /// Sends a form.
    pub async fn posts_form(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.request("POST", path).form(fields).send().await
    }

    /// Asks in somebody's name, with a body perhaps.
    pub async fn asks(&self, token: &str, method: &str, path: &str, body: &Value) -> Page {
        let request = self.request_as(token, method, path);
        let request =
            if body.is_null() { request } else { request.body("application/json", body.to_string()) };
        request.send().await
    }

    /// Creates an account with the usual password.
    pub async fn registers(&self, username: &str, email: &str) -> Page {
        let account = json!({ "username": username, "email": email, "password": PASSWORD });
        self.posts("/api/register", &account).await
    }

    /// Asks for tokens as OAuth clients do.
    pub async fn signs_in(&self, username: &str, password: &str) -> Page {
        let fields = [("grant_type", "password"), ("username", username), ("password", password)];
        self.posts_form("/api/token", &fields).await
    }

    /// Asks for the next pair.
    pub async fn refreshes(&self, token: &str) -> Page {
        let fields = [("grant_type", "refresh_token"), ("refresh_token", token)];
        self.posts_form("/api/token", &fields).await
    }

    /// Ends a session by one of its tokens.
    pub async fn revokes(&self, token: &str) -> Page {
        self.posts_form("/api/token/revoke", &[("token", token)]).await
    }

    /// The pair of somebody who signs in with the usual password.
    pub async fn pair_of(&self, username: &str) -> Pair {
        Pair::of(&self.signs_in(username, PASSWORD).await)
    }

    /// The status of the question whose token this is.
    pub async fn status_of_me(&self, token: &str) -> u16 {
        self.asks(token, "GET", "/api/users/me", &Value::Null).await.status
    }
}

impl Pair {
    /// The pair in an answer.
    pub fn of(answer: &Page) -> Self {
        assert_eq!(answer.status, 200, "{} {}", answer.path, answer.body);
        let body = answer.json();
        let text = |name: &str| body[name].as_str().expect("a token").to_owned();
        Self { access: text("access_token"), refresh: text("refresh_token") }
    }
}
