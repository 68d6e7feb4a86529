//! The tokens behind a browser's cookies, opened with the site's own keys: what must never be seen
//! anywhere else, and what another program of the same person would hold.

use cookie::{Cookie, CookieJar};
use doorward::keys::{Keys, Purpose};

use super::jar::StoredCookie;
use super::visitor::Visitor;

/// The pair of one session.
#[derive(Debug)]
pub struct Tokens {
    /// What proves who is asking.
    pub access: String,
    /// What buys the next pair.
    pub refresh: String,
}

impl Tokens {
    /// Opens the pair that a browser keeps.
    pub fn of(visitor: &Visitor, keys: &Keys) -> Self {
        let kept = visitor.cookies();
        Self { access: open("access_token", &kept, keys), refresh: open("refresh_token", &kept, keys) }
    }
}

/// Puts the chunks together, each `generation.count.part`, and opens what they make.
fn open(name: &str, kept: &[StoredCookie], keys: &Keys) -> String {
    let chunks: Vec<_> = kept.iter().filter(|cookie| cookie.name.contains(name)).collect();
    let first = chunks.first().unwrap_or_else(|| panic!("no {name} in {kept:#?}"));
    let part = |chunk: &&StoredCookie| chunk.value.splitn(3, '.').nth(2).expect("a part").to_owned();
    let sealed: String = chunks.iter().map(part).collect();
    let key = &keys.cookie_keys(Purpose::TokenCookies).expect("a key")[0];
    let cookie = Cookie::new(first.name.clone(), sealed);
    let opened = CookieJar::new().private(key).decrypt(cookie).expect("the site sealed it");
    opened.value().rsplit(' ').next().expect("a token").to_owned()
}
