//! ID tokens that an app got from the provider on loopback, as stories tell it.

use serde_json::{Value, json};

use super::ask::{Ask, post};
use super::provider::CLIENT_ID;
use super::telling::{Member, Telling};

/// Signing in with what an app sends.
pub(super) fn bring(body: Value) -> Ask {
    post("/token?grant_type=id_token").json(body)
}

/// Signing in with an ID token of the Keycloak.
pub(super) fn bring_token(token: &str) -> Ask {
    bring(json!({ "provider": "keycloak", "id_token": token }))
}

impl Telling {
    /// The URL of an issuer at the provider.
    pub(super) fn issuer(&self, name: &str) -> String {
        format!("{}/{name}", self.provider().url())
    }

    /// What the Keycloak says of somebody whose address it has verified.
    pub(super) fn said_of(&self, name: &str) -> Value {
        let now = self.now().as_seconds();
        json!({
            "iss": self.issuer("keycloak"), "sub": self.subject(name), "aud": CLIENT_ID,
            "iat": now, "exp": now + 1800,
            "email": self.address(name), "email_verified": true, "name": "Ann Other",
        })
    }

    /// An ID token that says this.
    pub(super) fn id_token(&mut self, claims: &Value) -> String {
        let token = self.provider().sign(claims);
        self.name_id_token(&token);
        token
    }

    /// The same with some claims changed, and without those that are null.
    pub(super) fn id_token_of(&mut self, name: &str, changes: Value) -> String {
        let mut claims = self.said_of(name);
        for (name, value) in changes.as_object().expect("an object") {
            match value {
                Value::Null => drop(claims.as_object_mut().expect("an object").remove(name)),
                value => claims[name] = value.clone(),
            }
        }
        self.id_token(&claims)
    }

    /// Signs somebody in, and shows their account as it is kept afterwards.
    pub(super) async fn brings_and_shows(&mut self, ask: Ask) -> Member {
        let session = self.quietly(ask).await;
        self.note("status", session.status);
        let member = Member::new(&session);
        self.shows_account(&member.access).await;
        member
    }

    /// Signs somebody in whom the Keycloak knows; the session.
    pub(super) async fn brought(&mut self, name: &str) -> Member {
        let token = self.id_token_of(name, json!({}));
        Member::new(&self.quietly(bring_token(&token)).await)
    }
}
