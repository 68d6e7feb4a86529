//! Sealing and opening. The `cookie` crate's private jar does it (AES-256-GCM with the name bound
//! in): the current key seals, the previous one still opens.

use std::fmt;

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, CookieJar, Key, SameSite};
use actix_web::http::header::HeaderValue;
use uuid::Uuid;

use super::carried::{self, Carried};
use super::chunks::{self, Generation};
use super::pair::{OpenedToken, SealedPair, TokenPair};
use crate::keys::{KeyError, Keys, Purpose};
use crate::web::CookieNames;

/// How long "keep me signed in" lasts without a visit: at most 30 days for one factor
/// (NIST SP 800-63B-4 §2.1.3).
const KEPT_FOR: Duration = Duration::days(30);

/// Said before a token that outlives the browser, and before one that does not.
const KEPT: &str = "kept";
const PASSING: &str = "passing";

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// What proves who is asking.
    Access,
    /// What buys the next pair.
    Refresh,
}

/// Writes and reads the token cookies.
pub(crate) struct TokenCookies {
    names: CookieNames,
    /// The first seals, all of them open.
    keys: Vec<Key>,
}

/// A pair could not be sealed: it is longer than browsers keep, or there is no randomness.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the tokens could not be sealed into cookies")]
pub(crate) struct SealError;

impl TokenCookies {
    pub(crate) fn new(keys: &Keys, names: CookieNames) -> Result<Self, KeyError> {
        Ok(Self { names, keys: keys.cookie_keys(Purpose::TokenCookies)? })
    }

    /// What a request carries, still sealed.
    pub(crate) fn carried(&self, request: &HttpRequest) -> Carried {
        Carried::by(request, &self.names)
    }

    /// The names of the token cookies that a request carries.
    pub(crate) fn names_in(&self, request: &HttpRequest) -> Vec<String> {
        carried::names_of(request, &self.names)
    }

    /// Opens one sealed token. Nothing when we did not seal it, or sealed it for the other cookie.
    pub(crate) fn open(&self, kind: Kind, sealed: &str) -> Option<OpenedToken> {
        let cookie = Cookie::new(self.name(kind), sealed.to_owned());
        let opened =
            self.keys.iter().find_map(|key| CookieJar::new().private(key).decrypt(cookie.clone()))?;
        let (kept, rest) = opened.value().split_once(' ')?;
        let (session_id, secret) = rest.split_once(' ')?;
        Some(OpenedToken {
            session_id: Uuid::try_parse(session_id).ok()?,
            is_kept: kept == KEPT,
            secret: secret.to_owned(),
        })
    }

    /// Seals a pair.
    pub(crate) fn seal(&self, pair: &TokenPair) -> Result<SealedPair, SealError> {
        let generation = Generation::draw().ok_or(SealError)?;
        let mut names = Vec::with_capacity(2);
        let mut headers = Vec::with_capacity(2);
        for (kind, secret) in
            [(Kind::Access, pair.access_token.expose()), (Kind::Refresh, pair.refresh_token.expose())]
        {
            let kept = if pair.is_kept { KEPT } else { PASSING };
            let sealed = self.seal_text(kind, format!("{kept} {} {secret}", pair.session_id))?;
            let chunks = chunks::cut(&generation, &sealed).ok_or(SealError)?;
            for (index, chunk) in chunks.into_iter().enumerate() {
                let name = chunks::name(self.name(kind), index);
                let mut cookie = self.cookie(&name, &chunk);
                if pair.is_kept {
                    cookie.set_max_age(KEPT_FOR);
                }
                headers.push(HeaderValue::try_from(cookie.to_string()).map_err(|_| SealError)?);
                names.push(name);
            }
        }
        Ok(SealedPair { names: names.into(), headers: headers.into() })
    }

    /// The headers that set a pair, and remove what an earlier, longer one left behind.
    pub(super) fn write(&self, carried: &[String], pair: &SealedPair) -> Vec<HeaderValue> {
        let left = carried.iter().filter(|name| !pair.names.contains(name));
        pair.headers.iter().cloned().chain(left.filter_map(|name| self.removal(name))).collect()
    }

    /// The headers that remove every token cookie of a request.
    pub(super) fn remove(&self, carried: &[String]) -> Vec<HeaderValue> {
        carried.iter().filter_map(|name| self.removal(name)).collect()
    }

    fn seal_text(&self, kind: Kind, text: String) -> Result<String, SealError> {
        let key = self.keys.first().ok_or(SealError)?;
        let name = self.name(kind);
        let mut jar = CookieJar::new();
        jar.private_mut(key).add(Cookie::new(name, text));
        jar.get(name).map(|cookie| cookie.value().to_owned()).ok_or(SealError)
    }

    fn removal(&self, name: &str) -> Option<HeaderValue> {
        let mut cookie = self.cookie(name, "");
        cookie.set_max_age(Duration::ZERO);
        HeaderValue::try_from(cookie.to_string()).ok()
    }

    fn cookie<'a>(&self, name: &'a str, value: &'a str) -> Cookie<'a> {
        Cookie::build(name, value)
            .path("/")
            .secure(self.names.are_secure)
            .http_only(true)
            .same_site(SameSite::Lax)
            .finish()
    }

    const fn name(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::Access => self.names.access_token,
            Kind::Refresh => self.names.refresh_token,
        }
    }
}

impl fmt::Debug for TokenCookies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenCookies(…)")
    }
}
