//! A request as a story writes it down, before it is sent.

use reqwest::Method;
use serde_json::Value;

/// The header that asks for the newer shape of errors (gotrue-contract §0.2).
pub(super) const VERSION_HEADER: &str = "x-supabase-api-version";
const VERSION: &str = "2024-01-01";

/// One request.
#[derive(Clone)]
pub(super) struct Ask {
    pub(super) method: Method,
    /// Below the base URL, with its query.
    pub(super) path: String,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Option<AskBody>,
}

/// What is sent with it.
#[derive(Clone)]
pub(super) enum AskBody {
    Json(Value),
    /// Anything, in place of the JSON that belongs there.
    Text(String),
    /// The same, and the story says itself of what type it is.
    UntypedText(String),
}

pub(super) fn get(path: impl Into<String>) -> Ask {
    Ask::new(Method::GET, path)
}

pub(super) fn post(path: impl Into<String>) -> Ask {
    Ask::new(Method::POST, path)
}

pub(super) fn put(path: impl Into<String>) -> Ask {
    Ask::new(Method::PUT, path)
}

pub(super) fn options(path: impl Into<String>) -> Ask {
    Ask::new(Method::OPTIONS, path)
}

pub(super) fn patch(path: impl Into<String>) -> Ask {
    Ask::new(Method::PATCH, path)
}

pub(super) fn delete(path: impl Into<String>) -> Ask {
    Ask::new(Method::DELETE, path)
}

impl Ask {
    fn new(method: Method, path: impl Into<String>) -> Self {
        Self { method, path: path.into(), headers: Vec::new(), body: None }
    }

    pub(super) fn json(mut self, body: Value) -> Self {
        self.body = Some(AskBody::Json(body));
        self
    }

    pub(super) fn text(mut self, body: &str) -> Self {
        self.body = Some(AskBody::Text(body.to_owned()));
        self
    }

    pub(super) fn untyped_text(mut self, body: &str) -> Self {
        self.body = Some(AskBody::UntypedText(body.to_owned()));
        self
    }

    pub(super) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(super) fn bearer(self, token: &str) -> Self {
        self.header("authorization", format!("Bearer {token}"))
    }

    /// Asks for errors in the newer shape.
    pub(super) fn newer_errors(self) -> Self {
        self.header(VERSION_HEADER, VERSION)
    }
}
