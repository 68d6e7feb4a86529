//! What every request of the site is given.

use std::fmt;
use std::time::Duration;

use url::Url;

use super::claims_cache::ClaimsCache;
use super::form_token::FormTokens;
use super::refreshes::Refreshes;
use super::token_cookies::TokenCookies;
use super::{CookieNames, NextPath};
use crate::accounts::{Accounts, Limits};
use crate::clock::Clock;
use crate::gotrue::{GoTrueClient, TokenVerifier};
use crate::keys::{KeyError, Keys};
use crate::mail::{Message, Outbox};

/// What the operator decided about the site.
#[derive(Clone, Debug)]
pub struct SiteSettings {
    /// Where browsers reach it, with the path `/`.
    pub origin: Url,
    /// The name of the product.
    pub product: String,
    /// Where people find help.
    pub support: Option<String>,
    /// Whether browsers and the site are on one machine: only then there is a mailbox page.
    pub is_development: bool,
    /// Whether mails of our own have a way out.
    pub sends_mails: bool,
    /// Whether it is for us to tell the owner of an address that somebody tried to sign up with it:
    /// an auth server that does so itself is not doubled.
    pub tells_owners: bool,
    /// How long answers that must not tell whether an address is known take at least. Zero where the
    /// auth server itself does the same work for both.
    pub even_pace: Duration,
}

/// The shared state of the site.
pub struct Site {
    pub(crate) settings: SiteSettings,
    pub(crate) clock: Clock,
    pub(crate) accounts: Accounts,
    pub(crate) limits: Limits,
    pub(crate) outbox: Outbox,
    pub(crate) verifier: TokenVerifier,
    pub(crate) cookie_names: CookieNames,
    pub(crate) token_cookies: TokenCookies,
    pub(crate) form_tokens: FormTokens,
    pub(crate) claims_cache: ClaimsCache,
    pub(crate) refreshes: Refreshes,
    gotrue: GoTrueClient,
}

/// What a site is made of, beside its settings.
pub struct SiteParts {
    /// Tells the time.
    pub clock: Clock,
    /// Our rows about people.
    pub accounts: Accounts,
    /// How often things may be tried.
    pub limits: Limits,
    /// The queue of mails.
    pub outbox: Outbox,
    /// The auth server.
    pub gotrue: GoTrueClient,
    /// What checks its tokens.
    pub verifier: TokenVerifier,
}

impl Site {
    /// Puts the site together.
    pub fn new(settings: SiteSettings, parts: SiteParts, keys: &Keys) -> Result<Self, KeyError> {
        let cookie_names =
            if settings.origin.scheme() == "https" { CookieNames::SECURE } else { CookieNames::LOOPBACK };
        Ok(Self {
            settings,
            cookie_names,
            token_cookies: TokenCookies::new(keys, cookie_names)?,
            form_tokens: FormTokens::new(keys)?,
            claims_cache: ClaimsCache::new(keys)?,
            refreshes: Refreshes::new(keys)?,
            clock: parts.clock,
            accounts: parts.accounts,
            limits: parts.limits,
            outbox: parts.outbox,
            verifier: parts.verifier,
            gotrue: parts.gotrue,
        })
    }

    /// The auth server. It may not be asked inside a transaction: embedded, it writes to the same
    /// database, whose one writer would wait for itself.
    pub(crate) fn gotrue(&self) -> &GoTrueClient {
        debug_assert_eq!(
            crate::database::open_transactions(),
            0,
            "a transaction is open while the auth server is asked"
        );
        &self.gotrue
    }

    /// Where the auth server may send people who follow its links.
    pub(crate) fn landing(&self, next: Option<&NextPath>) -> Url {
        next.and_then(|next| self.settings.origin.join(next.as_str()).ok())
            .unwrap_or_else(|| self.settings.origin.clone())
    }

    /// The URL of one of our pages, for mails.
    pub(crate) fn page(&self, path: &str) -> Url {
        let mut url = self.settings.origin.clone();
        url.set_path(path);
        url
    }

    /// Queues a mail of our own. A mail that cannot be is logged: what it tells of has happened.
    pub(crate) async fn send(&self, composed: Result<Message, askama::Error>) {
        let queued = match composed {
            Ok(message) => self.outbox.send(&message).await.map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        if let Err(error) = queued {
            tracing::error!(error, "a mail could not be queued");
        }
    }

    /// Waits for calls that must not be cut off: refreshes whose answer is on its way.
    pub async fn finish(&self, deadline: Duration) {
        self.refreshes.finish(deadline).await;
    }
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Site({})", self.settings.origin)
    }
}
