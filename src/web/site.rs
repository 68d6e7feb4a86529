//! What every request of the site is given.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use url::Url;

use super::claims_cache::ClaimsCache;
use super::form_token::FormTokens;
use super::refreshes::Refreshes;
use super::token_cookies::TokenCookies;
use super::{CookieNames, NextPath};
use crate::keys::{KeyError, Keys};
use crate::mail::Support;
use crate::people::People;

/// What the operator decided about the site.
#[derive(Clone, Debug)]
pub struct SiteSettings {
    /// Where people find help.
    pub support: Option<Support>,
    /// Whether browsers and the site are on one machine: only then there is a mailbox page.
    pub is_development: bool,
}

/// The shared state of the site.
pub struct Site {
    pub(crate) settings: SiteSettings,
    pub(crate) people: Arc<People>,
    pub(crate) cookie_names: CookieNames,
    pub(crate) token_cookies: TokenCookies,
    pub(crate) form_tokens: FormTokens,
    pub(crate) claims_cache: ClaimsCache,
    pub(crate) refreshes: Refreshes,
}

impl Site {
    /// Puts the site together.
    pub fn new(settings: SiteSettings, people: Arc<People>, keys: &Keys) -> Result<Self, KeyError> {
        let is_secure = people.settings.origin.scheme() == "https";
        let cookie_names = if is_secure { CookieNames::SECURE } else { CookieNames::LOOPBACK };
        Ok(Self {
            settings,
            people,
            cookie_names,
            token_cookies: TokenCookies::new(keys, cookie_names)?,
            form_tokens: FormTokens::new(keys)?,
            claims_cache: ClaimsCache::new(keys)?,
            refreshes: Refreshes::new(keys)?,
        })
    }

    /// Where the auth server may send people who follow its links.
    pub(crate) fn landing(&self, next: Option<&NextPath>) -> Url {
        let origin = &self.people.settings.origin;
        next.and_then(|next| origin.join(next.as_str()).ok()).unwrap_or_else(|| origin.clone())
    }

    /// Waits for calls that must not be cut off: refreshes whose answer is on its way.
    pub async fn finish(&self, deadline: Duration) {
        self.refreshes.finish(deadline).await;
    }
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Site({})", self.people.settings.origin)
    }
}
