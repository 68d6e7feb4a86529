//! Somebody's authenticator app.

use reqwest::Method;
use serde_json::{Value, json};

use super::site::{Answer, Site};
use crate::support::totp;

/// What an app keeps of an account.
#[derive(Clone, Debug)]
pub struct App {
    pub factor: String,
    pub secret: String,
}

impl App {
    /// The code that it shows now, or so many steps later.
    pub fn code(&self, site: &Site, steps: i64) -> String {
        totp::code(&self.secret, site.clock.now(), steps)
    }

    pub fn wrong_code(&self, site: &Site) -> String {
        totp::wrong_code(&self.secret, site.clock.now())
    }
}

impl Site {
    pub async fn enrol(&self, token: &str, name: &str) -> Answer {
        let body = json!({ "factor_type": "totp", "friendly_name": name });
        self.as_user(Method::POST, "/factors", token, body).await
    }

    pub async fn app(&self, token: &str, name: &str) -> App {
        let answer = self.enrol(token, name).await.expect(200);
        let secret = answer.body["totp"]["secret"].as_str().expect("a secret").to_owned();
        App { factor: answer.text("id").to_owned(), secret }
    }

    pub async fn challenge(&self, token: &str, factor: &str) -> Answer {
        self.as_user(Method::POST, &format!("/factors/{factor}/challenge"), token, Value::Null).await
    }

    pub async fn verify(&self, token: &str, factor: &str, challenge: &str, code: &str) -> Answer {
        let body = json!({ "challenge_id": challenge, "code": code });
        self.as_user(Method::POST, &format!("/factors/{factor}/verify"), token, body).await
    }

    /// Shows a code for a challenge of its own.
    pub async fn shows(&self, token: &str, app: &App, code: &str) -> Answer {
        let challenge = self.challenge(token, &app.factor).await.expect(200);
        self.verify(token, &app.factor, challenge.text("id"), code).await
    }

    pub async fn unenrol(&self, token: &str, factor: &str) -> Answer {
        self.as_user(Method::DELETE, &format!("/factors/{factor}"), token, Value::Null).await
    }
}
