//! The mails of a development server. Routed only there.

use actix_web::web::{Data, Path};
use askama::Template;
use uuid::Uuid;

use crate::mail::{OutboxError, StoredMail};
use crate::web::page::{self, Answer, Page};
use crate::web::{ErrorKind, Site, WebError};

/// Mails shown at most.
const SHOWN: i64 = 100;

#[derive(Template)]
#[template(path = "pages/dev/mailbox.html")]
pub(crate) struct MailboxPage<'a> {
    pub(crate) page: &'a Page,
    pub(crate) mails: Vec<StoredMail>,
}

#[derive(Template)]
#[template(path = "pages/dev/mail.html")]
pub(crate) struct MailPage<'a> {
    pub(crate) page: &'a Page,
    pub(crate) mail: &'a StoredMail,
    pub(crate) links: Vec<&'a str>,
}

impl<'a> MailPage<'a> {
    pub(crate) fn new(page: &'a Page, mail: &'a StoredMail) -> Self {
        let links = mail.message.text.lines().map(str::trim).filter(|line| is_link(line)).collect();
        Self { page, mail, links }
    }
}

pub(crate) async fn list(page: Page, site: Data<Site>) -> Answer {
    let mails = site.people.outbox.recent(SHOWN).await.map_err(unavailable)?;
    page::show(&MailboxPage { page: &page, mails })
}

pub(crate) async fn show(page: Page, site: Data<Site>, id: Path<String>) -> Answer {
    let id = Uuid::try_parse(&id).map_err(|_| ErrorKind::NotFound)?;
    let mail = site.people.outbox.get(id).await.map_err(unavailable)?.ok_or(ErrorKind::NotFound)?;
    page::show(&MailPage::new(&page, &mail))
}

/// Each link of our mails has a line of its own.
fn is_link(line: &str) -> bool {
    (line.starts_with("http://") || line.starts_with("https://")) && !line.contains(char::is_whitespace)
}

fn unavailable(error: OutboxError) -> WebError {
    tracing::warn!(%error, "the mailbox could not be read");
    ErrorKind::Unavailable.into()
}
