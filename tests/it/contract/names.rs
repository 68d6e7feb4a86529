//! Puts names in the place of what differs from run to run: `<id 1>` for the first id that a story
//! meets, again `<id 1>` where it meets the same one. What is equal stays equal, and what has the
//! wrong form keeps its own face.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use doorward::clock::Timestamp;
use serde_json::{Map, Number, Value, json};
use url::Url;
use uuid::Uuid;

use super::jwt;

/// Texts for people: they must be there, what they say is everybody's own.
const WORDS: &[&str] = &["msg", "message", "error_description"];

/// Seconds since 1970.
const MOMENTS: &[&str] = &["exp", "iat", "timestamp", "expires_at", "auth_time", "updated_at"];

/// How far apart two clocks and a slow answer may be, in seconds.
const TOLERANCE: i64 = 120;

/// The length of a one-time token's hash (SHA-224 in hex).
const HASH_DIGITS: usize = 56;

/// The length of the secret of a program (32 bytes in base64url).
const CLIENT_SECRET: usize = 43;

/// The length of a code challenge (32 bytes in base64url).
const CODE_CHALLENGE: usize = 43;

/// The length of the id of what a program asks for.
const AUTHORIZATION_ID: usize = 32;

/// The length of what is left of an address (SHA-256 in base64url).
const SHADOW: usize = 43;

/// The length of what is left of a number.
const PHONE_SHADOW: usize = 15;

/// The parts of what an authenticator answers are longer than this; what stories make up is shorter.
const SHORTEST_ANSWER: usize = 48;

/// A shorter value, such as a code, may be a part of another by chance.
const SHORTEST_WITHIN: usize = 12;

/// What a story has met so far.
pub(super) struct Names {
    /// Raw values and what stands for them.
    known: Vec<(String, String)>,
    /// The mark in the addresses of this story, as `.k3f9a2`.
    mark: String,
    now: Timestamp,
    /// Access tokens met since they were last taken.
    tokens: Vec<String>,
}

impl Names {
    pub(super) fn new(mark: &str) -> Self {
        Self { known: Vec::new(), mark: mark.to_owned(), now: Timestamp::from_seconds(0), tokens: Vec::new() }
    }

    /// Tells the time by which moments are judged.
    pub(super) fn set_now(&mut self, now: Timestamp) {
        self.now = now;
    }

    /// Lets `name` stand for `raw` wherever it is met.
    pub(super) fn call(&mut self, raw: &str, name: &str) {
        if !raw.is_empty() && !self.known.iter().any(|(known, _)| known == raw) {
            self.known.push((raw.to_owned(), name.to_owned()));
            // Longer ones first: a base URL before the one it begins with.
            self.known.sort_by_key(|(known, _)| std::cmp::Reverse(known.len()));
        }
    }

    /// The name of `raw`, a new one of this kind if it has none.
    pub(super) fn numbered(&mut self, raw: &str, kind: &str) -> String {
        if let Some((_, name)) = self.known.iter().find(|(known, _)| known == raw) {
            return name.clone();
        }
        let taken = self.known.iter().filter(|(_, name)| name.starts_with(&format!("<{kind} "))).count();
        let name = format!("<{kind} {}>", taken + 1);
        self.call(raw, &name);
        name
    }

    /// The access tokens met since the last call.
    pub(super) fn take_tokens(&mut self) -> Vec<String> {
        std::mem::take(&mut self.tokens)
    }

    /// The value with names in it.
    pub(super) fn value(&mut self, key: &str, value: &Value) -> Value {
        match value {
            Value::Object(map) => Value::Object(
                map.iter().map(|(key, value)| (key.clone(), self.member(key, value))).collect::<Map<_, _>>(),
            ),
            Value::Array(list) => list.iter().map(|value| self.value(key, value)).collect(),
            Value::Number(number) => self.number(key, number),
            Value::String(text) if key == "action_link" => self.link(text),
            Value::String(text) => Value::String(self.keyed(key, text)),
            Value::Null | Value::Bool(_) => value.clone(),
        }
    }

    fn member(&mut self, key: &str, value: &Value) -> Value {
        // All of it is what a key signed, which is random through and through.
        if key == "last_webauthn_challenge_data" {
            "<the last answer>".into()
        } else {
            self.value(key, value)
        }
    }

    /// A URL taken apart: the order of parameters means nothing, nor how they are escaped.
    pub(super) fn link(&mut self, text: &str) -> Value {
        let Ok(mut url) = Url::parse(text) else { return self.text(text).into() };
        let query = url.query().map(|query| self.parameters(query));
        let fragment = url.fragment().map(|fragment| self.parameters(fragment));
        url.set_query(None);
        url.set_fragment(None);
        json!({"to": self.text(url.as_str()), "query": query, "fragment": fragment})
    }

    fn parameters(&mut self, text: &str) -> Value {
        let pairs = url::form_urlencoded::parse(text.as_bytes());
        let pairs: Map<_, _> = pairs
            .map(|(name, value)| (name.clone().into_owned(), self.parameter(&name, &value).into()))
            .collect();
        pairs.into()
    }

    /// A parameter of a redirect. What a server makes a code challenge of is its own.
    fn parameter(&mut self, name: &str, text: &str) -> String {
        let is_challenge = name == "code_challenge" && text.len() == CODE_CHALLENGE;
        if is_challenge { self.numbered(text, "code challenge") } else { self.keyed(name, text) }
    }

    fn number(&self, key: &str, number: &Number) -> Value {
        match number.as_i64() {
            Some(seconds) if MOMENTS.contains(&key) => {
                self.moment(seconds).map_or_else(|| Value::Number(number.clone()), Value::String)
            }
            // The answer may have taken a moment since the token was made.
            Some(seconds) if key == "expires_in" && (3590..=3600).contains(&seconds) => 3600.into(),
            Some(seconds) if key == "expires_in" && (1700..=1800).contains(&seconds) => 1800.into(),
            _ => Value::Number(number.clone()),
        }
    }

    /// A text whose key says what it is.
    pub(super) fn keyed(&mut self, key: &str, text: &str) -> String {
        if text.is_empty() {
            return String::new();
        }
        match key {
            _ if WORDS.contains(&key) => "<words>".to_owned(),
            "access_token" => {
                self.tokens.push(text.to_owned());
                self.numbered(text, "access token")
            }
            "id_token" if jwt::claims(text).is_some() => {
                self.tokens.push(text.to_owned());
                self.numbered(text, "ID token")
            }
            "client_secret" if text.len() == CLIENT_SECRET => self.numbered(text, "client secret"),
            "authorization_id" if text.len() == AUTHORIZATION_ID => self.numbered(text, "authorization"),
            "email" | "new_email" if is_shadow(text, SHADOW) => self.numbered(text, "shadow"),
            "phone" | "new_phone" if is_shadow(text, PHONE_SHADOW) => self.numbered(text, "shadow"),
            "refresh_token" => self.numbered(text, "refresh token"),
            "email_otp" | "code" | "token" | "token_new" | "otp" if is_digits(text) => {
                self.numbered(text, "code")
            }
            "id" | "rawId" | "userHandle" if of_person(text).is_some() => {
                let id = of_person(text).unwrap_or_default();
                format!("<handle of {}>", self.numbered(&id, "id"))
            }
            // A key, or what is left of the name of an identity.
            "id" | "rawId" if is_of_32_bytes(text) => self.numbered(text, "key"),
            "challenge" if is_of_32_bytes(text) => self.numbered(text, "challenge"),
            "clientDataJSON" | "attestationObject" | "authenticatorData" | "signature"
                if text.len() > SHORTEST_ANSWER =>
            {
                format!("<{key}>")
            }
            "secret" if is_secret(text) => self.numbered(text, "secret"),
            "qr_code" if is_picture(text) => "<picture>".to_owned(),
            "next_cursor" => self.numbered(text, "cursor"),
            "kid" => self.numbered(text, "key"),
            "x" | "y" => self.numbered(text, "coordinate"),
            "version" => "<version>".to_owned(),
            "error_id" => "<request>".to_owned(),
            // In a fragment or a query numbers are texts.
            "expires_at" if text.parse::<i64>().is_ok() => {
                text.parse().ok().and_then(|seconds| self.moment(seconds)).unwrap_or_else(|| text.to_owned())
            }
            _ => self.text(text),
        }
    }

    /// A text that says by its form what is in it.
    pub(super) fn text(&mut self, text: &str) -> String {
        if let Some(time) = Timestamp::parse_rfc3339(text) {
            return self.moment(time.as_seconds()).unwrap_or_else(|| text.to_owned());
        }
        let mut named = text.to_owned();
        for (raw, name) in &self.known {
            if raw.len() >= SHORTEST_WITHIN {
                named = named.replace(raw.as_str(), name);
            }
        }
        named = named.replace(&self.mark, "").replace(&self.mark.to_uppercase(), "");
        self.shapes(&named)
    }

    /// Names ids, one-time tokens and access tokens within a text.
    fn shapes(&mut self, text: &str) -> String {
        let is_part = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '.');
        let mut named = String::new();
        let mut rest = text;
        while !rest.is_empty() {
            let length = rest.find(|sign| !is_part(sign)).unwrap_or(rest.len());
            let (word, after) = rest.split_at(length);
            named.push_str(&self.word(word));
            let sign = after.chars().next().map_or(0, char::len_utf8);
            named.push_str(&after[..sign]);
            rest = &after[sign..];
        }
        named
    }

    fn word(&mut self, word: &str) -> String {
        if let Some((_, name)) = self.known.iter().find(|(raw, _)| raw == word) {
            return name.clone();
        }
        let bare = word.strip_prefix("pkce_").unwrap_or(word);
        let prefix = &word[..word.len() - bare.len()];
        if bare.len() == HASH_DIGITS && bare.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            format!("{prefix}{}", self.numbered(bare, "token hash"))
        } else if word.len() == 36 && Uuid::try_parse(word).is_ok_and(|id| !id.is_nil()) {
            self.numbered(word, "id")
        } else if jwt::claims(word).is_some() {
            self.numbered(word, "access token")
        } else {
            word.to_owned()
        }
    }

    /// How a moment stands to now; nothing for one that no clock of today shows.
    fn moment(&self, seconds: i64) -> Option<String> {
        let ahead = seconds - self.now.as_seconds();
        let is_ancient = seconds < Duration::from_hours(24 * 365 * 30).as_secs().cast_signed();
        if is_ancient {
            None
        } else if ahead <= TOLERANCE {
            Some("<time>".to_owned())
        } else {
            let hours = (ahead + TOLERANCE) / 3600;
            Some(format!("<time in {hours} h>"))
        }
    }
}

fn is_digits(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What is left of an address or a number where somebody was deleted softly (base64url).
fn is_shadow(text: &str, length: usize) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    text.len() == length && text.bytes().all(is_sign) && text.bytes().any(|byte| !byte.is_ascii_digit())
}

/// Twenty bytes in base 32 (RFC 4648 §6).
fn is_secret(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_uppercase() || (b'2'..=b'7').contains(&byte))
}

/// Thirty-two bytes in base64url, as challenges and the ids of keys are here.
fn is_of_32_bytes(text: &str) -> bool {
    text.len() == 43 && URL_SAFE_NO_PAD.decode(text).is_ok()
}

/// The id of the person whom an authenticator remembers.
fn of_person(handle: &str) -> Option<String> {
    let id = String::from_utf8(URL_SAFE_NO_PAD.decode(handle).ok()?).ok()?;
    (id.len() == 36 && Uuid::try_parse(&id).is_ok()).then_some(id)
}

fn is_picture(text: &str) -> bool {
    text.starts_with("<?xml ") && text.contains("<svg ") && text.trim_end().ends_with("</svg>")
}
