//! Programs of others that people let in, as stories tell it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use url::form_urlencoded::Serializer;

use super::answer::Answer;
use super::ask::{Ask, get, post};
use super::challenge::{VERIFIER, challenge};
use super::telling::{Member, Telling};

/// A program as it was registered.
#[derive(Clone)]
pub(super) struct Program {
    pub(super) id: String,
    /// Empty where it has none.
    pub(super) secret: String,
    /// Where it is sent back to.
    pub(super) back: String,
}

/// Registering as an administrator does it.
pub(super) fn register(body: Value) -> Ask {
    post("/admin/oauth/clients").json(body)
}

/// Looking at what a program asks for.
pub(super) fn look(id: &str, who: &Member) -> Ask {
    get(format!("/oauth/authorizations/{id}")).bearer(&who.access)
}

/// Deciding on it.
pub(super) fn decide(id: &str, who: &Member, action: &str) -> Ask {
    let path = format!("/oauth/authorizations/{id}/consent");
    post(path).bearer(&who.access).json(json!({ "action": action }))
}

/// The code in a redirect that somebody's browser is told to follow.
pub(super) fn code_of(answer: &Answer) -> String {
    let url = url::Url::parse(&answer.at("/redirect_url")).expect("a URL");
    let mut pairs = url.query_pairs();
    pairs.find(|(name, _)| name == "code").expect("a code").1.into_owned()
}

impl Program {
    /// What it exchanges a code with, but for how it shows itself.
    pub(super) fn code_body(&self, code: &str) -> Value {
        json!({
            "grant_type": "authorization_code", "code": code, "redirect_uri": self.back,
            "code_verifier": VERIFIER,
        })
    }
}

impl Telling {
    /// A redirect URI that only this story has.
    pub(super) fn way_back(&self) -> String {
        format!("https://program{}.example/back", self.mark())
    }

    /// A program that shows itself by a secret in the body, with some members otherwise.
    pub(super) async fn program_with(&mut self, changes: Value) -> Program {
        let back = self.way_back();
        let mut body = json!({
            "redirect_uris": [back], "client_name": "A program", "client_uri": "https://program.example",
            "token_endpoint_auth_method": "client_secret_post",
        });
        for (name, value) in changes.as_object().expect("an object") {
            body[name] = value.clone();
        }
        let admin = self.admin_key();
        let made = self.quietly(register(body).bearer(&admin)).await;
        let secret = made.body()["client_secret"].as_str().unwrap_or_default().to_owned();
        if !secret.is_empty() {
            self.name_as("client secret", &secret);
        }
        let (id, back) = (made.at("/client_id"), made.at("/redirect_uris/0"));
        Program { id, secret, back }
    }

    /// The same as it is usually.
    pub(super) async fn program(&mut self) -> Program {
        self.program_with(json!({})).await
    }

    /// What a program sends a browser with, some parameters otherwise; one that is empty is left out.
    #[expect(clippy::unused_self, reason = "stories say who tells them")]
    pub(super) fn sends(&self, program: &Program, changes: &[(&str, &str)]) -> Ask {
        let challenge = challenge();
        let mut pairs = vec![
            ("client_id", program.id.as_str()),
            ("redirect_uri", &program.back),
            ("response_type", "code"),
            ("scope", "email"),
            ("state", "a state of the program"),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        pairs.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        pairs.extend(changes.iter().filter(|(_, value)| !value.is_empty()));
        get(format!("/oauth/authorize?{}", Serializer::new(String::new()).extend_pairs(pairs).finish()))
    }

    /// The id of what a program asks for.
    pub(super) async fn asked_for(&mut self, program: &Program, changes: &[(&str, &str)]) -> String {
        let ask = self.sends(program, changes);
        let location = self.quietly(ask).await.location();
        let mut pairs = location.query_pairs();
        let id = pairs.find(|(name, _)| name == "authorization_id").unwrap_or_else(|| panic!("{location}"));
        let id = id.1.into_owned();
        self.name_as("authorization", &id);
        id
    }

    /// The code that a program gets from somebody who lets it in.
    pub(super) async fn code_from(
        &mut self,
        who: &Member,
        program: &Program,
        changes: &[(&str, &str)],
    ) -> String {
        let id = self.asked_for(program, changes).await;
        let shown = self.quietly(look(&id, who)).await;
        if shown.body()["redirect_url"].is_string() {
            return code_of(&shown);
        }
        code_of(&self.quietly(decide(&id, who, "approve")).await)
    }

    /// A request to the token endpoint of a program that shows itself in the body.
    #[expect(clippy::unused_self, reason = "stories say who tells them")]
    pub(super) fn exchange(&self, program: &Program, mut body: Value) -> Ask {
        body["client_id"] = program.id.as_str().into();
        if !program.secret.is_empty() {
            body["client_secret"] = program.secret.as_str().into();
        }
        post("/oauth/token").json(body)
    }

    /// The same of one that shows itself in a header.
    pub(super) fn exchange_by_header(&mut self, program: &Program, body: Value) -> Ask {
        let credentials = STANDARD.encode(format!("{}:{}", program.id, program.secret));
        self.name_as("credentials", &credentials);
        post("/oauth/token").json(body).header("authorization", format!("Basic {credentials}"))
    }

    /// The pair of tokens of a program that somebody lets in.
    pub(super) async fn lets_in(&mut self, who: &Member, program: &Program, scope: &str) -> (String, String) {
        let code = self.code_from(who, program, &[("scope", scope)]).await;
        let pair = self.quietly(self.exchange(program, program.code_body(&code))).await;
        (pair.at("/access_token"), pair.at("/refresh_token"))
    }
}
