//! The mails of a site under test, wherever they go, read as their recipients read them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use doorward::mail::{Outbox, StoredMail};
use mail_parser::MessageParser;

use super::smtp_catcher::SmtpCatcher;

/// How long a mail may take to arrive on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// More than any test sends.
const ALL: i64 = 10_000;

/// A mail as its recipient reads it.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// The one recipient.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// The words.
    pub text: String,
    /// The same words as a page.
    pub html: String,
}

/// Where the mails of a site are read.
#[derive(Clone)]
pub(super) struct Mailbox {
    place: Place,
    /// Of each address: how many mails there were when the newest was opened, and what that one says.
    opened: Arc<Mutex<BTreeMap<String, (usize, String)>>>,
}

#[derive(Clone)]
enum Place {
    /// In the queue, as the mailbox page of development shows them.
    Kept(Outbox),
    /// At a mail server.
    Caught(SmtpCatcher),
}

impl Mailbox {
    pub(super) fn kept(outbox: Outbox) -> Self {
        Self { place: Place::Kept(outbox), opened: Arc::default() }
    }

    pub(super) fn caught(catcher: SmtpCatcher) -> Self {
        Self { place: Place::Caught(catcher), opened: Arc::default() }
    }

    pub(super) async fn all(&self) -> Vec<Mail> {
        match &self.place {
            Place::Caught(catcher) => {
                catcher.mails().iter().map(|caught| Mail::from_wire(&caught.data)).collect()
            }
            Place::Kept(outbox) => {
                let newest_first = outbox.recent(ALL).await.expect("the outbox can be read");
                let read = |stored: StoredMail| Mail {
                    to: stored.message.to.as_str().to_owned(),
                    subject: stored.message.subject,
                    text: stored.message.text,
                    html: stored.message.html,
                };
                newest_first.into_iter().rev().map(read).collect()
            }
        }
    }

    pub(super) async fn all_to(&self, address: &str) -> Vec<Mail> {
        let mut mails = self.all().await;
        mails.retain(|mail| mail.to == address);
        mails
    }

    pub(super) async fn open_newest(&self, address: &str) -> Mail {
        let arrival = async {
            loop {
                if let Some(mail) = self.take_newest(address).await {
                    return mail;
                }
                tokio::task::yield_now().await;
            }
        };
        let Ok(mail) = tokio::time::timeout(PATIENCE, arrival).await else {
            panic!("no new mail to {address} among {:#?}", self.all().await)
        };
        mail
    }

    /// Housekeeping may take old mails away, so the newest one counts as new by what it says too.
    async fn take_newest(&self, address: &str) -> Option<Mail> {
        let mut mails = self.all_to(address).await;
        let count = mails.len();
        let mut opened = self.opened.lock().unwrap();
        let (opened_count, opened_text) = opened.entry(address.to_owned()).or_default();
        let newest = mails.pop().filter(|mail| count > *opened_count || mail.text != *opened_text)?;
        *opened_count = count;
        opened_text.clone_from(&newest.text);
        Some(newest)
    }
}

/// Without the page, which says the same.
impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "to {}: {}\n{}", self.to, self.subject, self.text)
    }
}

impl Mail {
    /// Reads what crossed the wire to a mail server.
    fn from_wire(data: &str) -> Self {
        let mail = MessageParser::default().parse(data).expect("a mail");
        let to = mail.to().and_then(|to| to.first()).and_then(|to| to.address()).expect("a recipient");
        Self {
            to: to.to_owned(),
            subject: mail.subject().unwrap_or_default().to_owned(),
            text: mail.body_text(0).unwrap_or_default().replace("\r\n", "\n"),
            html: mail.body_html(0).unwrap_or_default().into_owned(),
        }
    }

    /// The links, each on a line of its own.
    pub fn links(&self) -> Vec<&str> {
        self.text.lines().map(str::trim).filter(|line| line.starts_with("http")).collect()
    }

    /// The first link.
    pub fn link(&self) -> &str {
        self.links().first().copied().unwrap_or_else(|| panic!("no link in {self:#?}"))
    }

    /// The code, digits on a line of their own.
    pub fn code(&self) -> &str {
        let is_code = |line: &&str| line.len() >= 6 && line.bytes().all(|byte| byte.is_ascii_digit());
        let code = self.text.lines().map(str::trim).find(is_code);
        code.unwrap_or_else(|| panic!("no code in {self:#?}"))
    }
}
