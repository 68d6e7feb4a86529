//! One story while it is being told: it asks, keeps what was answered, and knows its own people.

use std::rc::Rc;
use std::time::Duration;

use doorward::clock::Timestamp;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::answer::Answer;
use super::ask::{Ask, AskBody, post};
use super::hooked::FakeHooks;
use super::letter::Letter;
use super::names::Names;
use super::provider::FakeProvider;
use super::subject::Subject;

/// What people type unless it matters.
pub(super) const PASSWORD: &str = "correct horse battery";

/// A story under way.
pub(super) struct Telling {
    subject: Rc<Subject>,
    names: Names,
    /// In every address of this story, so that stories do not meet.
    mark: String,
    /// The telephone numbers of this story.
    phones: Vec<String>,
    mails_read: usize,
    exchanges: Vec<Value>,
}

/// Somebody with a confirmed address, signed in.
#[derive(Clone)]
pub(super) struct Member {
    pub(super) id: String,
    pub(super) email: String,
    pub(super) access: String,
    pub(super) refresh: String,
}

impl Telling {
    pub(super) fn new(subject: Rc<Subject>) -> Self {
        let id = Uuid::new_v4().simple().to_string();
        let mark = format!(".m{}", &id[..10]);
        let mut names = Names::new(&mark);
        names.call(subject.base(), "<base>");
        names.call(&subject.issuer, "<issuer>");
        names.call(&subject.admin_key, "<admin key>");
        names.call(&subject.publishable_key, "<publishable key>");
        if let Some(provider) = subject.provider() {
            names.call(&provider.url(), "http://provider.example");
            names.call(&FakeProvider::public_url(), "https://provider.example");
        }
        Self { subject, names, mark, phones: Vec::new(), mails_read: 0, exchanges: Vec::new() }
    }

    /// What was asked and answered.
    pub(super) fn into_exchanges(self) -> Vec<Value> {
        self.exchanges
    }

    /// The same, so far.
    pub(super) fn exchanges(&self) -> &[Value] {
        &self.exchanges
    }

    /// An address that no other story has.
    pub(super) fn address(&self, name: &str) -> String {
        format!("{name}{}@example.com", self.mark)
    }

    /// A number that no other story has.
    pub(super) fn next_number(&self) -> u32 {
        self.subject.next_number()
    }

    /// Keeps a telephone number as one of this story.
    pub(super) fn names_phone(&mut self, number: &str) {
        self.names.numbered(number, "phone");
        self.phones.push(number.to_owned());
    }

    /// What only this story's addresses hold.
    pub(super) fn mark(&self) -> &str {
        &self.mark
    }

    /// The bearer of administrators.
    pub(super) fn admin_key(&self) -> String {
        self.subject.admin_key.clone()
    }

    /// The key that everybody may know.
    pub(super) fn publishable_key(&self) -> String {
        self.subject.publishable_key.clone()
    }

    /// The key id that the server signs with.
    pub(super) fn key_id(&self) -> String {
        self.subject.jwks["keys"][0]["kid"].as_str().expect("a published key").to_owned()
    }

    /// Lets a name stand for a value that the story made itself.
    pub(super) fn call(&mut self, raw: &str, name: &str) {
        self.names.call(raw, name);
    }

    /// Whether the server is the one of this house, started here.
    pub(super) fn is_told_to_ours(&self) -> bool {
        self.subject.is_embedded()
    }

    /// The operator's programs.
    pub(super) fn hooks(&self) -> Rc<FakeHooks> {
        self.subject.hooks()
    }

    /// A value with names in it.
    pub(super) fn named(&mut self, value: &Value) -> Value {
        self.names.set_now(self.subject.now());
        let named = self.names.value("", value);
        self.names.take_tokens();
        named
    }

    /// Lets a name stand for a code that was sent to a telephone.
    pub(super) fn name_sent_code(&mut self, raw: &str) {
        self.names.numbered(raw, "code");
    }

    /// The provider on loopback.
    pub(super) fn provider(&self) -> &FakeProvider {
        self.subject.provider().expect("a set-up with a provider")
    }

    /// Lets a name of this kind stand for a value, a new one for each.
    pub(super) fn name_as(&mut self, kind: &str, raw: &str) {
        self.names.numbered(raw, kind);
    }

    /// Lets a name stand for a code that a browser brings back from a provider.
    pub(super) fn name_code(&mut self, raw: &str) {
        self.names.numbered(raw, "code of the provider");
    }

    /// Asks, and keeps question and answer.
    pub(super) async fn ask(&mut self, ask: Ask) -> Answer {
        let answer = self.quietly(ask.clone()).await;
        self.names.set_now(self.subject.now());
        let request = self.asked(&ask);
        let response = answer.normal(&mut self.names, &self.subject.jwks);
        self.exchanges.push(json!({"request": request, "response": response}));
        answer
    }

    /// Asks on the way to what the story is about; nothing is kept.
    pub(super) async fn quietly(&mut self, ask: Ask) -> Answer {
        let (status, headers, text) = self.subject.send(&ask).await;
        let letters = self.new_letters();
        Answer::new(status, headers, text, letters)
    }

    /// Asks the same thing many times at once.
    pub(super) async fn all_at_once(&mut self, ask: &Ask, times: usize) -> Vec<Answer> {
        let asking = (0..times).map(|_| self.subject.send(ask));
        let answers = futures_util::future::join_all(asking).await;
        let answer = |(status, headers, text)| Answer::new(status, headers, text, Vec::new());
        answers.into_iter().map(answer).collect()
    }

    /// Keeps something that the story found out by itself.
    pub(super) fn note(&mut self, what: &str, found: impl Into<Value>) {
        self.exchanges.push(json!({"note": what, "found": found.into()}));
    }

    /// The same, with names in the place of what differs from run to run.
    pub(super) fn note_value(&mut self, what: &str, found: &Value) {
        self.names.set_now(self.subject.now());
        let found = self.names.value("", found);
        self.note(what, found);
    }

    /// Keeps one header of an answer that was got quietly.
    pub(super) fn note_header(&mut self, what: &str, answer: &Answer, name: &str) {
        let value = answer.header_text(name).map(|value| self.names.text(value));
        self.note(what, value);
    }

    /// What the server's clock shows.
    pub(super) fn now(&self) -> Timestamp {
        self.subject.now()
    }

    /// Lets time pass at the server.
    pub(super) async fn let_time_pass(&mut self, span: Duration) {
        self.subject.let_time_pass(&self.mark, &self.phones, span).await;
    }

    /// The same access token after it has expired.
    pub(super) fn expired(&mut self, token: &str) -> String {
        let expired = self.subject.expired(token);
        self.names.call(&expired, "<expired access token>");
        expired
    }

    /// Signs somebody up, without the confirmation.
    pub(super) async fn newcomer(&mut self, name: &str) -> Letter {
        let email = self.address(name);
        let body = json!({"email": email, "password": PASSWORD});
        self.quietly(post("/signup").json(body)).await.letter(&email).clone()
    }

    /// Signs somebody up and confirms the address.
    pub(super) async fn member(&mut self, name: &str) -> Member {
        let letter = self.newcomer(name).await;
        let body = json!({"type": "signup", "token_hash": letter.hash()});
        let session = self.quietly(post("/verify").json(body)).await;
        Member::new(&session)
    }

    /// Signs somebody in once more, as on another device.
    pub(super) async fn sign_in(&mut self, email: &str, password: &str) -> Member {
        let body = json!({"email": email, "password": password});
        let session = self.quietly(post("/token?grant_type=password").json(body)).await;
        Member::new(&session)
    }

    fn new_letters(&mut self) -> Vec<Letter> {
        let mails = self.subject.mails(&self.mark);
        let mut letters: Vec<_> = mails[self.mails_read..].iter().map(Letter::read).collect();
        self.mails_read = mails.len();
        // Two mails of one request are in no order.
        letters.sort_by(|one, other| one.to.cmp(&other.to));
        for code in letters.iter().filter_map(|letter| letter.code.as_ref()) {
            self.names.numbered(code, "code");
        }
        letters
    }

    fn asked(&mut self, ask: &Ask) -> Value {
        let mut asked = Map::new();
        asked.insert("ask".to_owned(), format!("{} {}", ask.method, self.names.text(&ask.path)).into());
        let headers = ask.headers.iter();
        let headers: Map<_, _> =
            headers.map(|(name, value)| ((*name).to_owned(), self.names.text(value).into())).collect();
        if !headers.is_empty() {
            asked.insert("headers".to_owned(), headers.into());
        }
        match &ask.body {
            Some(AskBody::Json(body)) => {
                let body = self.names.value("", body);
                asked.insert("body".to_owned(), body);
            }
            Some(AskBody::Text(text) | AskBody::UntypedText(text)) => {
                let text = if text.len() > 200 { "<long>".to_owned() } else { self.names.text(text) };
                asked.insert("body as it is".to_owned(), text.into());
            }
            None => {}
        }
        // What is asked with holds no new tokens.
        self.names.take_tokens();
        asked.into()
    }
}

impl Member {
    /// Whoever a pair of tokens belongs to.
    pub(super) fn new(session: &Answer) -> Self {
        Self {
            id: session.at("/user/id"),
            email: session.at("/user/email"),
            access: session.at("/access_token"),
            refresh: session.at("/refresh_token"),
        }
    }
}
