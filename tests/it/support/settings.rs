//! What a site under test is told, beside what every one of them is told.

use std::collections::BTreeMap;

use doorward::clock::Timestamp;

use super::smtp_catcher::SmtpCatcher;

/// When every story begins: a Tuesday morning.
pub const BEGINNING: &str = "2026-11-24T10:00:00Z";

/// The header in which the proxy in front of a site under test gives the visitor's address.
pub const CLIENT_ADDRESS_HEADER: &str = "x-real-ip";

/// The origin of a site that is not on this machine.
pub const PUBLIC_ORIGIN: &str = "https://app.test";

/// A secret as `doorward keys generate` makes them.
const SECRET: &str = "eJBr1mqp37nKQG3tNtqGtMiMbi-tGcld5SDUNUxhyOA";

/// The settings of a site under test. Development on this machine, until something else is said.
#[derive(Clone)]
pub struct Settings {
    pub(super) environment: BTreeMap<String, String>,
    pub(super) catcher: Option<SmtpCatcher>,
    pub(super) beginning: Timestamp,
}

impl Settings {
    /// A development server: http on this machine, mails kept for the mailbox page.
    pub fn development() -> Self {
        let settings = Self {
            environment: BTreeMap::new(),
            catcher: None,
            beginning: Timestamp::parse_rfc3339(BEGINNING).expect("a time"),
        };
        settings
            .with("PORT", "0")
            .with("DOORWARD_WORKERS", "1")
            .with("DOORWARD_DRAIN_SECONDS", "5")
            .with("DOORWARD_CLIENT_ADDRESS_HEADER", CLIENT_ADDRESS_HEADER)
    }

    /// A public site behind a proxy that speaks https, with this mail server.
    pub fn public(catcher: &SmtpCatcher) -> Self {
        Self::development()
            .with("DOORWARD_ORIGIN", PUBLIC_ORIGIN)
            .with("DOORWARD_BIND", "127.0.0.1")
            .with("DOORWARD_SECRET", SECRET)
            .mailing_through(catcher)
    }

    /// The same with a variable of the environment set.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.environment.insert(name.to_owned(), value.to_owned());
        self
    }

    /// The same with mails leaving through this mail server.
    #[must_use]
    pub fn mailing_through(mut self, catcher: &SmtpCatcher) -> Self {
        self.catcher = Some(catcher.clone());
        self.with("SMTP_URL", &catcher.url())
    }

    /// The same beginning at another time.
    #[must_use]
    pub fn beginning(mut self, at: &str) -> Self {
        self.beginning = Timestamp::parse_rfc3339(at).expect("an RFC 3339 time");
        self
    }
}
