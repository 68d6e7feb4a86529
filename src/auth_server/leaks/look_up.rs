//! Looks passwords up, with calls that are bounded in time and size and never redirected.

use std::convert::Infallible;
use std::error::Error as _;
use std::sync::{Mutex, PoisonError};

use reqwest::{ClientBuilder, StatusCode};

use super::LeakSettings;
use super::fingerprint::{Fingerprint, leaked};
use super::memory::Memory;
use crate::auth_server::outward::{self, LazyClient, Unread};
use crate::auth_server::replay::kept_work;
use crate::gotrue::Password;

/// How much of an answer is read, in bytes: twenty times of what they have.
const MOST_BYTES: usize = 1024 * 1024;

/// Asks the service to hide how many passwords there are.
const PADDING: (&str, &str) = ("Add-Padding", "true");

/// What is known of a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    /// It has leaked.
    Leaked,
    /// Nobody has heard of it, or nobody asked.
    Unheard,
    /// The service did not say: why.
    Unanswered(String),
}

/// Looks passwords up that may have leaked.
pub(crate) struct Leaks {
    settings: LeakSettings,
    http: LazyClient,
    memory: Option<Mutex<Memory>>,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
enum LookUpError {
    #[error("the service could not be reached: {0}")]
    Http(String),
    #[error("the service answered {0}")]
    Status(StatusCode),
    #[error("the service answered with over 1 MiB")]
    TooLong,
}

/// All that is known but the URL, which holds a part of the fingerprint.
impl From<reqwest::Error> for LookUpError {
    fn from(error: reqwest::Error) -> Self {
        let error = error.without_url();
        let mut why = error.to_string();
        let mut cause = error.source();
        while let Some(deeper) = cause {
            why = format!("{why}: {deeper}");
            cause = deeper.source();
        }
        Self::Http(why)
    }
}

impl From<Unread> for LookUpError {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Broken(error) => error.into(),
            Unread::TooLong => Self::TooLong,
        }
    }
}

impl Leaks {
    pub(crate) fn new(settings: &LeakSettings) -> Self {
        let memory = settings.memory.filter(|_| settings.is_on);
        Self {
            settings: settings.clone(),
            http: LazyClient::new(),
            memory: memory.map(|memory| Mutex::new(Memory::new(memory))),
        }
    }

    /// Whether a password that the service says nothing of may not be set.
    pub(crate) const fn fails_closed(&self) -> bool {
        self.settings.fails_closed
    }

    /// Looks a password up, if that is done here. It may take as long as the service may: no transaction may
    /// be open. A request that is run again does not ask again.
    pub(crate) async fn find(&self, password: &Password) -> Finding {
        if !self.settings.is_on {
            return Finding::Unheard;
        }
        let Ok(finding) = kept_work(async { Ok::<_, Infallible>(self.ask(password).await) }).await;
        finding
    }

    async fn ask(&self, password: &Password) -> Finding {
        let fingerprint = Fingerprint::of(password);
        if self.remembers(&fingerprint) {
            return Finding::Leaked;
        }
        let beginning = fingerprint.beginning();
        let range = match self.range(&beginning).await {
            Ok(range) => leaked(&beginning, &range),
            Err(error) => return Finding::Unanswered(error.to_string()),
        };
        self.remember(&range);
        if range.contains(&fingerprint) { Finding::Leaked } else { Finding::Unheard }
    }

    fn remembers(&self, fingerprint: &Fingerprint) -> bool {
        let memory = self.memory.as_ref().map(|memory| memory.lock().unwrap_or_else(PoisonError::into_inner));
        memory.is_some_and(|memory| memory.holds(fingerprint))
    }

    fn remember(&self, range: &[Fingerprint]) {
        if let Some(memory) = &self.memory {
            memory.lock().unwrap_or_else(PoisonError::into_inner).add(range);
        }
    }

    async fn range(&self, beginning: &str) -> Result<Vec<u8>, LookUpError> {
        let url = format!("{}/{beginning}", self.settings.service);
        let (name, value) = PADDING;
        let set_up = |builder: ClientBuilder| {
            Ok(builder.user_agent(&self.settings.user_agent).timeout(self.settings.patience))
        };
        let answer = self.http.get(set_up)?.get(url).header(name, value).send().await?;
        if answer.status() != StatusCode::OK {
            return Err(LookUpError::Status(answer.status()));
        }
        Ok(outward::read(answer, MOST_BYTES).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_said_of_a_failure_names_nothing_of_the_password() {
        let nowhere = "http://127.0.0.1:1".to_owned();
        let leaks = Leaks::new(&LeakSettings { is_on: true, service: nowhere, ..LeakSettings::default() });
        let password = "three random words".to_owned().into();
        let Finding::Unanswered(why) = leaks.find(&password).await else { panic!("nobody is there") };
        let beginning = Fingerprint::of(&password).beginning();
        assert!(why.contains("refused") && !why.to_uppercase().contains(&beginning), "{why}");
    }
}
