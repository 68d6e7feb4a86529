//! What every deed needs: the auth server, our rows, the counts and the mails.

use std::fmt;
use std::time::Duration;

use url::Url;

use super::PeopleError;
use super::pace::Pace;
use super::secure_link::SecureLinks;
use crate::accounts::{Accounts, Limit, Limits, address_prefix};
use crate::clock::Clock;
use crate::gotrue::{Caller, GoTrueAdmin, GoTrueClient, TokenVerifier};
use crate::mail::messages::Letterhead;
use crate::mail::{Message, Outbox, Support};
use crate::telemetry::Metrics;
use crate::words::{Language, Words};

/// What the operator decided about people.
#[derive(Clone, Debug)]
pub struct PeopleSettings {
    /// Where browsers reach the site, with the path `/`.
    pub origin: Url,
    /// The name of the product.
    pub product: String,
    /// Where people find help, for mails.
    pub support: Option<Support>,
    /// Whether mails of our own have a way out.
    pub sends_mails: bool,
    /// Whether it is for us to tell the owner of an address that somebody tried to sign up with it:
    /// an auth server that does so itself is not doubled.
    pub tells_owners: bool,
    /// How long answers that must not tell whether an address is known take at least. Zero where the
    /// auth server itself does the same work for both.
    pub even_pace: Duration,
}

/// What the deeds are done with.
pub struct PeopleParts {
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
    /// Its administration, for deleting accounts. Without the secret key there is none.
    pub admin: Option<GoTrueAdmin>,
    /// What checks its tokens.
    pub verifier: TokenVerifier,
    /// The links by which owners secure their account.
    pub secure_links: SecureLinks,
    /// What is counted.
    pub metrics: Metrics,
}

/// The people of the site and what they can do. The deeds stand in the files of what they are about.
pub struct People {
    pub(crate) settings: PeopleSettings,
    pub(crate) clock: Clock,
    pub(crate) accounts: Accounts,
    pub(crate) limits: Limits,
    pub(crate) outbox: Outbox,
    pub(crate) verifier: TokenVerifier,
    pub(super) secure_links: SecureLinks,
    pub(super) metrics: Metrics,
    pub(super) admin: Option<GoTrueAdmin>,
    gotrue: GoTrueClient,
}

impl People {
    /// Puts them together.
    pub fn new(settings: PeopleSettings, parts: PeopleParts) -> Self {
        let PeopleParts { clock, accounts, limits, outbox, gotrue, admin, verifier, secure_links, metrics } =
            parts;
        Self { settings, clock, accounts, limits, outbox, verifier, secure_links, metrics, admin, gotrue }
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

    /// Begins an answer that must not tell whether an address is known.
    pub(crate) fn pace(&self) -> Pace {
        Pace::begin(self.settings.even_pace)
    }

    /// Takes a try, before what is tried is looked at.
    pub(crate) async fn take(&self, limit: Limit, key: &str) -> Result<(), PeopleError> {
        PeopleError::unless_allowed(self.limits.take(limit, key).await?)
    }

    /// Gives a try back: what was tried was right, or nobody learned whether it was.
    pub(crate) async fn give_back(&self, limit: Limit, key: &str) -> Result<(), PeopleError> {
        Ok(self.limits.give_back(limit, key).await?)
    }

    /// The URL of one of our pages, for mails.
    pub(super) fn page(&self, path: &str) -> Url {
        let mut url = self.settings.origin.clone();
        url.set_path(path);
        url
    }

    /// What stands on a mail of our own.
    pub(super) fn letterhead(&self, language: Language) -> Letterhead {
        Letterhead {
            words: Words::of(language),
            product: self.settings.product.clone(),
            support: self.settings.support.clone(),
        }
    }

    /// Queues a mail of our own. A mail that cannot be is logged: what it tells of has happened.
    pub(super) async fn send(&self, composed: Result<Message, askama::Error>) {
        let queued = match composed {
            Ok(message) => self.outbox.send(&message).await.map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        if let Err(error) = queued {
            tracing::error!(error, "a mail could not be queued");
        }
    }
}

/// By what tries from one place are counted.
pub(crate) fn address_key(caller: &Caller) -> String {
    caller.address.map_or_else(|| "unknown".to_owned(), address_prefix)
}

impl fmt::Debug for People {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "People({})", self.settings.origin)
    }
}
