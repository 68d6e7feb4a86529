//! What a server has given in a walk, the newest first.

use serde_json::Value;
use url::Url;

use super::action::Which;
use crate::contract::answer::Answer;
use crate::contract::letter::Letter;
use crate::contract::second_factor::App;

#[derive(Default)]
pub(super) struct Pools {
    pub(super) access: Pool<String>,
    pub(super) refresh: Pool<String>,
    pub(super) people: Pool<String>,
    pub(super) letters: Pool<Letter>,
    pub(super) apps: Pool<App>,
    pub(super) challenges: Pool<Challenge>,
}

/// A challenge, and whose it is.
pub(super) struct Challenge {
    pub(super) id: String,
    pub(super) factor: String,
}

pub(super) struct Pool<T>(Vec<T>);

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Pool<T> {
    /// What is meant, where anything was given.
    pub(super) fn get(&self, which: Which) -> Option<&T> {
        match which {
            Which::Given(place) if !self.0.is_empty() => self.0.iter().rev().nth(place % self.0.len()),
            _ => None,
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter()
    }

    fn add(&mut self, item: T) {
        self.0.push(item);
    }

    pub(super) fn keep(&mut self, item: Option<T>) {
        self.0.extend(item);
    }
}

impl Pools {
    /// Forgets the codes in letters so far. At the real server a code may outlive a link of the same person
    /// that was used, which a story shows.
    pub(super) fn forget_codes(&mut self) {
        self.letters.0.iter_mut().for_each(|letter| letter.code = None);
    }

    /// Keeps what an answer gives.
    pub(super) fn take(&mut self, answer: &Answer) {
        let text = |pointer: &str| answer.body().pointer(pointer).and_then(Value::as_str).map(str::to_owned);
        self.access.keep(text("/access_token"));
        self.refresh.keep(text("/refresh_token"));
        // Factors and challenges have ids too.
        let shown = || text("/aud").and_then(|_| text("/id"));
        self.people.keep(text("/user/id").or_else(shown));
        let app = || Some(App { id: text("/id")?, secret: text("/totp/secret")? });
        self.apps.keep(app());
        // Ours also tells owners that somebody tried their address: that mail proves nothing.
        let proves = |letter: &&Letter| letter.token_hash.is_some() || letter.code.is_some();
        for letter in answer.letters.iter().filter(proves) {
            self.letters.add(letter.clone());
        }
        let generated = text("/action_link").and_then(|link| Url::parse(&link).ok());
        if let Some(link) = generated {
            let part = |name: &str| {
                link.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
            };
            self.letters.add(Letter {
                to: text("/email").unwrap_or_default(),
                kind: part("type"),
                token_hash: part("token"),
                redirect_to: part("redirect_to"),
                code: text("/email_otp"),
            });
        }
        if let Some(location) = answer.header_text("location").and_then(|text| Url::parse(text).ok()) {
            let behind = location.fragment().unwrap_or_default();
            for (name, value) in url::form_urlencoded::parse(behind.as_bytes()) {
                match &*name {
                    "access_token" => self.access.add(value.into_owned()),
                    "refresh_token" => self.refresh.add(value.into_owned()),
                    _ => {}
                }
            }
        }
    }
}
