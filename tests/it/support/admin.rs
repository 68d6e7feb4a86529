//! The administrator of the auth server inside: what a program with the service key does.

use doorward::auth_server::{AuthServer, AuthServerSettings};
use doorward::config::AUTH_PATH;
use doorward::mail::Outbox;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::app::TestApp;
use super::page::Page;
use super::person::PASSWORD;
use super::visitor::Visitor;

/// A program with the service key.
pub struct Admin {
    client: Visitor,
    key: String,
    publishable_key: String,
}

impl TestApp {
    /// The administrator of its auth server.
    pub async fn admin(&self) -> Admin {
        let (database, clock) = (self.database().clone(), self.clock.clone());
        let outbox = Outbox::new(database.clone(), clock.clone(), &self.keys).expect("a key");
        let (site, public) = (self.config.origin.url().clone(), self.config.origin.at(AUTH_PATH));
        let settings = AuthServerSettings::new(site, public, &self.config.product);
        let server = AuthServer::open(settings, database, clock, &self.keys, outbox).await.expect("it opens");
        Admin {
            client: self.visitor(),
            key: server.service_key().expose_secret().to_owned(),
            publishable_key: server.publishable_key().expose_secret().to_owned(),
        }
    }
}

impl Admin {
    /// The keys of the auth server: that of the service, and the one that everybody may know.
    pub fn keys(&self) -> [String; 2] {
        [self.key.clone(), self.publishable_key.clone()]
    }

    /// All users.
    pub async fn users(&self) -> Vec<Value> {
        let answer = self.ask("GET", "/admin/users?per_page=1000", &Value::Null).await;
        let mut answer: Value = serde_json::from_str(&answer.body).expect("JSON");
        serde_json::from_value(answer["users"].take()).expect("a list of users")
    }

    /// The id of the user with this address.
    pub async fn id_of(&self, email: &str) -> String {
        let users = self.users().await;
        let user = users.iter().find(|user| user["email"] == email);
        let user = user.unwrap_or_else(|| panic!("no user {email} among {users:#?}"));
        user["id"].as_str().expect("an id").to_owned()
    }

    /// Makes a user with a confirmed address, as another program would.
    pub async fn makes_user(&self, email: &str, metadata: Value) {
        let user = json!({
            "email": email, "password": PASSWORD, "email_confirm": true, "user_metadata": metadata
        });
        self.ask("POST", "/admin/users", &user).await;
    }

    /// Changes a user.
    pub async fn changes(&self, email: &str, change: Value) {
        let path = format!("/admin/users/{}", self.id_of(email).await);
        self.ask("PUT", &path, &change).await;
    }

    /// Deletes a user.
    pub async fn deletes(&self, email: &str) {
        let path = format!("/admin/users/{}", self.id_of(email).await);
        self.ask("DELETE", &path, &json!({})).await;
    }

    /// Any other call; it must succeed.
    pub async fn ask(&self, method: &str, path: &str, body: &Value) -> Page {
        let request = self.client.request(method, &format!("{AUTH_PATH}{path}"));
        let request = request.header("authorization", format!("Bearer {}", self.key));
        let request = request.header("apikey", &self.key).without("origin");
        let request =
            if body.is_null() { request } else { request.body("application/json", body.to_string()) };
        let answer = request.send().await;
        assert!(answer.status < 300, "{method} {path}: {} {}", answer.status, answer.body);
        answer
    }
}
