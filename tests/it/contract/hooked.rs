//! The operator's programs on loopback, for both servers: they answer what a story tells them to, keep what
//! they were told, and see for themselves whether it was signed (Standard Webhooks 1.0.0).

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use doorward::auth_server::Hook;
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

/// By what the programs know who calls: two secrets, since one may be taking the place of the other.
pub(super) const SECRETS: &str =
    "v1,whsec_b25lIHNlY3JldCBvZiB0aGUgaG9va3MgMTIzNDU2|v1,whsec_YW5vdGhlciBzZWNyZXQgb2YgdGhlIGhvb2tz";

/// The running programs; they end with the subject.
pub(super) struct FakeHooks {
    server: MockServer,
    book: Book,
}

/// What an operator's program answers.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    status: u16,
    kind: Option<&'static str>,
    body: String,
    asks_for_patience: bool,
    delay: Duration,
}

/// What an operator's program was told.
#[derive(Clone, Debug)]
struct Call {
    hook: &'static str,
    text: String,
    told: Value,
}

#[derive(Clone, Default)]
struct Book(Arc<Mutex<Pages>>);

#[derive(Default)]
struct Pages {
    /// The hook, what must be in what it is told, and what it answers then, the last for ever.
    replies: Vec<(&'static str, String, Vec<Reply>)>,
    calls: Vec<Call>,
}

impl Reply {
    pub(super) fn json(body: &Value) -> Self {
        Self::text(&body.to_string())
    }

    /// A body that may be no JSON.
    pub(super) fn text(body: &str) -> Self {
        let kind = Some("application/json");
        Self { status: 200, kind, body: body.to_owned(), asks_for_patience: false, delay: Duration::ZERO }
    }

    /// A refusal.
    pub(super) fn refusal(http_code: i64, message: &str) -> Self {
        Self::json(&json!({"error": {"http_code": http_code, "message": message}}))
    }

    pub(super) fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    pub(super) fn of_kind(mut self, kind: Option<&'static str>) -> Self {
        self.kind = kind;
        self
    }

    pub(super) fn asking_for_patience(mut self) -> Self {
        self.asks_for_patience = true;
        self
    }

    pub(super) fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }
}

impl FakeHooks {
    pub(super) async fn start() -> Self {
        let (server, book) = (MockServer::start().await, Book::default());
        Mock::given(any()).respond_with(book.clone()).mount(&server).await;
        Self { server, book }
    }

    /// Where a hook is.
    pub(super) fn url(&self, hook: Hook) -> String {
        format!("{}/{}", self.server.uri(), hook.setting())
    }

    /// Lets a hook answer these, one after the other and the last for ever, to what holds a text.
    pub(super) fn answer(&self, hook: Hook, to: &str, replies: &[Reply]) {
        self.book.pages().replies.push((hook.setting(), to.to_owned(), replies.to_vec()));
    }

    /// What a hook was told that holds a text.
    pub(super) fn told(&self, hook: Hook, text: &str) -> Vec<Value> {
        let pages = self.book.pages();
        let calls = pages.calls.iter().filter(|call| call.hook == hook.setting() && call.text.contains(text));
        calls.map(|call| call.told.clone()).collect()
    }
}

impl Book {
    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.0.lock().expect("the book")
    }
}

impl Respond for Book {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let hook = Hook::ALL.into_iter().find(|hook| request.url.path() == format!("/{}", hook.setting()));
        let hook = hook.expect("a hook").setting();
        let text = String::from_utf8(request.body.clone()).expect("a text");
        let mut payload: Value = serde_json::from_str(&text).expect("JSON");
        let header = |name: &str| request.headers.get(name).and_then(|value| value.to_str().ok());
        let claims = payload["claims"].clone();
        // The real server writes the audience of its very first token in another way.
        if let Some([one]) = claims["aud"].as_array().map(Vec::as_slice) {
            payload["claims"]["aud"] = one.clone();
        }
        let told = json!({
            "method": request.method.as_str(),
            "content-type": header("content-type"),
            "accept-encoding": header("accept-encoding"),
            "signed by": signers(request),
            "payload": payload,
        });
        let mut pages = self.pages();
        pages.calls.push(Call { hook, text: text.clone(), told });
        let ruling = pages.replies.iter_mut().rev().find(|(name, to, _)| *name == hook && text.contains(to));
        let reply = match ruling {
            Some((_, _, replies)) if replies.len() > 1 => replies.remove(0),
            Some((_, _, replies)) => replies[0].clone(),
            None => Reply::json(&json!({"claims": claims})),
        };
        let mut answer = ResponseTemplate::new(reply.status).set_delay(reply.delay);
        if reply.asks_for_patience {
            answer = answer.insert_header("retry-after", "1");
        }
        match reply.kind {
            Some(kind) => answer.set_body_raw(reply.body, kind),
            None => answer.set_body_bytes(reply.body),
        }
    }
}

/// Which of the secrets signed a call, by their place.
fn signers(request: &Request) -> Vec<usize> {
    let header = |name: &str| request.headers.get(name).and_then(|value| value.to_str().ok());
    let id = header("webhook-id").unwrap_or_default();
    let timestamp = header("webhook-timestamp").unwrap_or_default();
    let signatures: Vec<_> = header("webhook-signature").unwrap_or_default().split(", ").collect();
    let content = [format!("{id}.{timestamp}.").as_bytes(), &request.body].concat();
    let is_signed = |secret: &&str| {
        let key = STANDARD.decode(secret.trim_start_matches("v1,whsec_")).expect("base64");
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key), &content);
        signatures.contains(&format!("v1,{}", STANDARD.encode(tag)).as_str())
    };
    let secrets: Vec<_> = SECRETS.split('|').collect();
    (0..secrets.len()).filter(|at| is_signed(&secrets[*at])).collect()
}
