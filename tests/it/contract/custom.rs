//! Providers that administrators set up, as stories tell it.

use serde_json::{Value, json};

use super::answer::Answer;
use super::ask::{Ask, get, post};
use super::at_provider::{back, out, out_challenged, state_in};
use super::challenge::{VERIFIER, code_in, exchange};
use super::provider::{CLIENT_ID, CLIENT_SECRET, FakeProvider, Person};
use super::telling::{Member, Telling};

/// Where they are.
pub(super) const PATH: &str = "/admin/custom-providers";

/// A URL of the provider in the public web.
pub(super) fn public(path: &str) -> String {
    format!("{}/{path}", FakeProvider::public_url())
}

/// The same body with some members changed, and without those that are null.
pub(super) fn with(mut body: Value, changes: Value) -> Value {
    for (name, value) in changes.as_object().expect("an object") {
        match value {
            Value::Null => drop(body.as_object_mut().expect("an object").remove(name)),
            value => body[name] = value.clone(),
        }
    }
    body
}

impl Telling {
    /// An identifier that no other story has.
    pub(super) fn identifier(&mut self, name: &str) -> String {
        let identifier = format!("custom:{name}-{}", &self.mark()[1..]);
        self.call(&identifier, &format!("custom:{name}"));
        identifier
    }

    /// A provider that speaks OAuth 2.0.
    pub(super) fn oauth2(&mut self, name: &str) -> Value {
        json!({
            "provider_type": "oauth2", "identifier": self.identifier(name), "name": "Acme",
            "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "scopes": ["profile", "email"],
            "authorization_url": public("public/authorize"), "token_url": public("public/token"),
            "userinfo_url": public("public/userinfo"),
        })
    }

    /// A provider that speaks OpenID Connect.
    pub(super) fn openid(&mut self, name: &str) -> Value {
        json!({
            "provider_type": "oidc", "identifier": self.identifier(name), "name": "Acme",
            "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "issuer": public("public"),
            "acceptable_client_ids": ["an app"],
        })
    }

    /// Setting up a provider.
    pub(super) fn create(&self, body: Value) -> Ask {
        post(PATH).bearer(&self.admin_key()).json(body)
    }

    /// Keeps how it is answered that something cannot be kept, which is no words for people there.
    pub(super) async fn note_unkept(&mut self, ask: Ask) {
        let answer = self.quietly(ask).await;
        self.note("status of what cannot be kept", answer.status);
    }

    /// Sets a provider up; its identifier.
    pub(super) async fn sets_up(&mut self, body: Value) -> String {
        let made = self.quietly(self.create(body)).await;
        assert_eq!(made.status, 201, "{}", made.body());
        made.at("/identifier")
    }

    /// The way back from a provider for somebody who went out to it.
    pub(super) fn returns(&mut self, went: &Answer, person: &Person) -> Ask {
        let location = went.location();
        let mut pairs = location.query_pairs();
        let challenge = pairs.find(|(name, _)| name == "code_challenge").map(|(_, value)| value.into_owned());
        let person = person.clone().with("code_challenge", challenge);
        let code = self.code_for(&person);
        back(&[("state", &state_in(went)), ("code", &code)])
    }

    /// The way back of somebody who gets tokens at the end.
    pub(super) async fn goes_and_returns(&mut self, identifier: &str, person: &Person) -> Ask {
        let went = self.quietly(get(out(identifier))).await;
        self.returns(&went, person)
    }

    /// Signs somebody in through a provider; the session.
    pub(super) async fn comes_from(&mut self, identifier: &str, person: &Person) -> Member {
        let went = self.quietly(get(out_challenged(identifier))).await;
        let ask = self.returns(&went, person);
        let came = self.quietly(ask).await;
        Member::new(&self.quietly(exchange(&code_in(&came), VERIFIER)).await)
    }

    /// Signs somebody in through a provider, and shows their account as it is kept afterwards.
    pub(super) async fn comes_from_and_shows(&mut self, identifier: &str, person: &Person) {
        let session = self.comes_from(identifier, person).await;
        self.shows_account(&session.access).await;
    }

    /// Somebody of whom the issuer in the public web says this in an ID token.
    pub(super) fn named_by_token(&mut self, name: &str, changes: Value) -> Person {
        let mut claims = json!({ "iss": public("public") });
        claims.as_object_mut().expect("an object").extend(changes.as_object().expect("an object").clone());
        let token = self.id_token_of(name, claims);
        self.person(name).with("id_token", token)
    }
}
