//! What a browser says it was asked (`WebAuthn` §5.8.1).

use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use url::Url;

use super::{Bytes, Fault, RelyingParty};

/// The kinds of questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    Create,
    Get,
}

impl Question {
    const fn name(self) -> &'static str {
        match self {
            Self::Create => "webauthn.create",
            Self::Get => "webauthn.get",
        }
    }
}

/// What a browser says it was asked, and the hash that is signed.
pub(super) struct ClientData {
    said: Said,
    pub(super) hash: [u8; 32],
}

/// What is read of it. What else a browser says is not looked at.
#[derive(Deserialize)]
struct Said {
    #[serde(default, rename = "type")]
    question: String,
    #[serde(default)]
    challenge: String,
    #[serde(default)]
    origin: String,
    #[serde(rename = "tokenBinding")]
    token_binding: Option<TokenBinding>,
}

/// How the connection and the answer are bound to each other: no browser does that any more.
#[derive(Deserialize)]
struct TokenBinding {
    #[serde(default)]
    status: String,
}

impl ClientData {
    pub(super) fn read(json: &[u8]) -> Result<Self, Fault> {
        let said = serde_json::from_slice(json).map_err(|_| Fault::Unreadable)?;
        Ok(Self { said, hash: Sha256::digest(json).into() })
    }

    /// Refuses what answers another question, on another site, or at another time (§7.1 steps 7 to 10, §7.2
    /// steps 11 to 14).
    pub(super) fn check(
        &self,
        question: Question,
        challenge: &Bytes,
        party: RelyingParty<'_>,
    ) -> Result<(), Fault> {
        if self.said.question != question.name() {
            return Err(Fault::OtherType);
        }
        if !bool::from(self.said.challenge.as_bytes().ct_eq(challenge.text().as_bytes())) {
            return Err(Fault::OtherChallenge);
        }
        if !party.origins.iter().any(|origin| is_same_origin(origin, &self.said.origin)) {
            return Err(Fault::OtherOrigin);
        }
        match self.said.token_binding.as_ref().map(|binding| binding.status.as_str()) {
            None | Some("present" | "supported" | "not-supported") => Ok(()),
            Some(_) => Err(Fault::Unreadable),
        }
    }
}

/// Origins of the web are compared as such (RFC 6454 §5), those of apps sign by sign.
fn is_same_origin(known: &str, said: &str) -> bool {
    match (of_the_web(known), of_the_web(said)) {
        (Some(known), Some(said)) => known.origin() == said.origin(),
        (None, None) => known == said,
        _ => false,
    }
}

fn of_the_web(text: &str) -> Option<Url> {
    Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_of_the_web_are_the_same_however_they_are_written() {
        for said in
            ["https://app.example", "https://APP.example", "https://app.example:443", "HTTPS://app.example/"]
        {
            assert!(is_same_origin("https://app.example", said), "{said}");
        }
        for said in
            ["http://app.example", "https://app.example:8443", "https://www.app.example", "", "app.example"]
        {
            assert!(!is_same_origin("https://app.example", said), "{said}");
        }
    }

    #[test]
    fn origins_of_apps_are_the_same_sign_by_sign() {
        let app = "android:apk-key-hash:7d1043473d55bfa90e8530d35801d4e381bc69f0";
        assert!(is_same_origin(app, app));
        assert!(!is_same_origin(app, "android:apk-key-hash:7D1043473D55BFA90E8530D35801D4E381BC69F0"));
    }
}
