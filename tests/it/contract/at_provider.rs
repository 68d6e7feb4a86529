//! The way through the provider on loopback, as stories tell it.

use serde_json::{Value, json};

use super::answer::Answer;
use super::ask::{Ask, get, post};
use super::challenge::{VERIFIER, challenge, code_in, exchange};
use super::provider::Person;
use super::telling::{Member, Telling};

/// Where stories end that name a place.
pub(super) const BACK: &str = "https://app.example/back";

/// Out to a provider, ending at [`BACK`].
pub(super) fn out(provider: &str) -> String {
    format!("/authorize?provider={provider}&redirect_to={BACK}")
}

/// The same with a code challenge.
pub(super) fn out_challenged(provider: &str) -> String {
    format!("{}&code_challenge={}&code_challenge_method=s256", out(provider), challenge())
}

/// A Keycloak that says this.
pub(super) fn keycloak(subject: &str, email: &str, is_verified: bool) -> Person {
    let said = json!({ "sub": subject, "email": email, "email_verified": is_verified, "name": "Ann Other" });
    Person::new(said)
}

/// Back with these parameters.
pub(super) fn back(parameters: &[(&str, &str)]) -> Ask {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    get(format!("/callback?{}", query.extend_pairs(parameters).finish()))
}

/// The tokens in the fragment of a redirect.
pub(super) fn token_in(redirect: &Answer, name: &str) -> String {
    let location = redirect.location();
    let fragment = location.fragment().unwrap_or_default().to_owned();
    let mut pairs = url::form_urlencoded::parse(fragment.as_bytes());
    let token = pairs.find(|(key, _)| key == name).unwrap_or_else(|| panic!("no {name} in {location}"));
    token.1.into_owned()
}

impl Telling {
    /// Keeps what the provider calls somebody in this story.
    pub(super) fn subject(&self, name: &str) -> String {
        format!("subject-{name}{}", self.mark())
    }

    /// Somebody with an address that the Keycloak has verified.
    pub(super) fn person(&self, name: &str) -> Person {
        keycloak(&self.subject(name), &self.address(name), true)
    }

    /// A number that a GitLab knows somebody by in this story.
    pub(super) fn number(&mut self, name: &str) -> i64 {
        let digits = i64::from_str_radix(&self.mark()[2..], 16).expect("hex digits");
        let number = 10_i64.pow(13) + digits + i64::from(name.as_bytes()[0]);
        self.call(&number.to_string(), &format!("<number of {name}>"));
        number
    }

    /// The code that stands for somebody.
    pub(super) fn code_for(&mut self, person: &Person) -> String {
        let code = person.code();
        self.name_code(&code);
        code
    }

    /// The state that a browser goes out with.
    pub(super) async fn state(&mut self, out: &str) -> String {
        state_in(&self.quietly(get(out)).await)
    }

    /// Back as somebody, with tokens at the end.
    pub(super) async fn back_as(&mut self, provider: &str, person: &Person) -> Ask {
        let state = self.state(&out(provider)).await;
        let code = self.code_for(person);
        back(&[("state", &state), ("code", &code)])
    }

    /// Signs somebody in through the Keycloak; the session.
    pub(super) async fn comes_in(&mut self, person: &Person) -> Member {
        let state = self.state(&out_challenged("keycloak")).await;
        let code = self.code_for(person);
        let came = self.quietly(back(&[("state", &state), ("code", &code)])).await;
        Member::new(&self.quietly(exchange(&code_in(&came), VERIFIER)).await)
    }

    /// The account of somebody whose session this is, as it is now.
    pub(super) async fn shows_account(&mut self, access: &str) {
        self.ask(get("/user").bearer(access)).await;
    }

    /// Sets an administrator on an account.
    pub(super) async fn as_admin(&mut self, ask: Ask, body: Value) -> Answer {
        let admin = self.admin_key();
        self.quietly(ask.bearer(&admin).json(body)).await
    }

    /// Bans somebody for an hour.
    pub(super) async fn ban(&mut self, id: &str) {
        let ask = super::ask::put(format!("/admin/users/{id}"));
        self.as_admin(ask, json!({ "ban_duration": "1h" })).await;
    }

    /// Status of a sign-in by password.
    pub(super) async fn note_password(&mut self, email: &str, password: &str) {
        let body = json!({ "email": email, "password": password });
        let signed_in = self.quietly(post("/token?grant_type=password").json(body)).await;
        self.note("status of a sign-in by password", signed_in.status);
    }
}

/// The state in a redirect to a provider.
pub(super) fn state_in(answer: &Answer) -> String {
    let location = answer.location();
    let mut pairs = location.query_pairs();
    pairs.find(|(name, _)| name == "state").expect("a state").1.into_owned()
}
