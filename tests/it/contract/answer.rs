//! What came back, and the form in which it is recorded and compared.

use reqwest::header::{CONTENT_TYPE, HeaderMap, LOCATION};
use serde_json::{Map, Value, json};
use url::Url;

use super::jwt;
use super::letter::Letter;
use super::names::Names;

/// The headers that are part of the contract; the others are the HTTP server's own affair.
const HEADERS: &[&str] = &[
    "access-control-allow-credentials",
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-allow-origin",
    "access-control-expose-headers",
    "access-control-max-age",
    "allow",
    "cache-control",
    "content-type",
    "link",
    "location",
    "retry-after",
    "sb-auth-refresh-token-counter",
    "sb-auth-refresh-token-prefix",
    "sb-auth-refresh-token-reuse",
    "sb-auth-refresh-token-reuse-cause",
    "sb-auth-refresh-token-rotated",
    "sb-auth-session-id",
    "sb-auth-user-id",
    "x-sb-error-code",
    "x-supabase-api-version",
    "x-total-count",
];

/// An answer, with the mails that were sent on its account.
pub(super) struct Answer {
    pub(super) status: u16,
    headers: HeaderMap,
    text: String,
    body: Value,
    pub(super) letters: Vec<Letter>,
}

impl Answer {
    pub(super) fn new(status: u16, headers: HeaderMap, text: String, letters: Vec<Letter>) -> Self {
        let body = serde_json::from_str(&text).unwrap_or(Value::Null);
        Self { status, headers, text, body, letters }
    }

    /// The text at a JSON pointer (RFC 6901); a story that needs it stops without it.
    pub(super) fn at(&self, pointer: &str) -> String {
        let found = self.body.pointer(pointer).and_then(Value::as_str);
        found.unwrap_or_else(|| panic!("no {pointer} in {} {}", self.status, self.text)).to_owned()
    }

    /// The JSON body.
    pub(super) fn body(&self) -> &Value {
        &self.body
    }

    /// The mail to this address.
    pub(super) fn letter(&self, to: &str) -> &Letter {
        let found = self.letters.iter().find(|letter| letter.to == to);
        found.unwrap_or_else(|| panic!("no mail to {to} after {} {}", self.status, self.text))
    }

    /// A header, as it came.
    pub(super) fn header_text(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Where the answer sends the browser.
    pub(super) fn location(&self) -> Url {
        let location = self.headers.get(LOCATION).and_then(|value| value.to_str().ok());
        Url::parse(location.expect("a redirect")).expect("a whole URL")
    }

    /// The answer with names in the place of what differs from run to run.
    pub(super) fn normal(&self, names: &mut Names, jwks: &Value) -> Value {
        let mut normal = Map::new();
        normal.insert("status".to_owned(), self.status.into());
        // First the body: it is what the headers repeat parts of. That of a redirect nobody reads.
        let is_redirect = (300..400).contains(&self.status);
        if !self.text.is_empty() && !is_redirect {
            let is_json = serde_json::from_str::<Value>(&self.text).is_ok();
            let body = if is_json { names.value("", &self.body) } else { "<not JSON>".into() };
            normal.insert("body".to_owned(), body);
        }
        let headers: Map<_, _> = HEADERS
            .iter()
            .filter(|&&name| !(is_redirect && name == CONTENT_TYPE))
            .filter_map(|&name| {
                let value = self.headers.get(name)?.to_str().ok()?;
                Some((name.to_owned(), self.header(names, name, value)))
            })
            .collect();
        normal.insert("headers".to_owned(), headers.into());
        let tokens: Vec<_> = names.take_tokens().iter().map(|token| opened(names, jwks, token)).collect();
        if !tokens.is_empty() {
            normal.insert("tokens".to_owned(), tokens.into());
        }
        if !self.letters.is_empty() {
            let letters = self.letters.iter().map(|letter| written(names, letter)).collect();
            normal.insert("mails".to_owned(), letters);
        }
        normal.into()
    }

    fn header(&self, names: &mut Names, name: &str, value: &str) -> Value {
        match name {
            "location" => names.link(value),
            "sb-auth-refresh-token-prefix" => {
                let in_body = self.body["refresh_token"].as_str().unwrap_or_default();
                let location = self.headers.get(LOCATION).and_then(|location| location.to_str().ok());
                let in_location = location.is_some_and(|to| to.contains(&format!("refresh_token={value}")));
                if in_body.is_empty() && !location.is_some_and(|to| to.contains("refresh_token=")) {
                    // Of one that nobody gets.
                    "<of none>".into()
                } else if in_body.starts_with(value) || in_location {
                    "<of refresh token>".into()
                } else {
                    value.into()
                }
            }
            _ => names.text(value).into(),
        }
    }
}

/// What an access token says, and whether the published keys stand for it.
fn opened(names: &mut Names, jwks: &Value, token: &str) -> Value {
    let header = names.value("", &jwt::header(token).unwrap_or_default());
    let claims = names.value("", &jwt::claims(token).unwrap_or_default());
    json!({"header": header, "claims": claims, "signed by a published key": jwt::is_signed_by(jwks, token)})
}

fn written(names: &mut Names, letter: &Letter) -> Value {
    json!({
        "to": names.text(&letter.to),
        "type": letter.kind,
        "link": letter.token_hash.as_ref().map(|hash| names.text(hash)),
        "redirect_to": letter.redirect_to.as_ref().map(|to| names.text(to)),
        "code": letter.code.as_ref().map(|code| names.numbered(code, "code")),
    })
}
