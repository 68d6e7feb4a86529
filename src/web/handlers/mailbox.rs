//! The mails of a development server. Routed only there.

use actix_web::web::{Data, Path};
use askama::Template;
use uuid::Uuid;

use super::letter::{self, MailPage};
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

pub(crate) async fn list(page: Page, site: Data<Site>) -> Answer {
    let mails = site.people.outbox.recent(SHOWN).await.map_err(unavailable)?;
    page::show(&MailboxPage { page: &page.in_english(), mails })
}

pub(crate) async fn show(page: Page, site: Data<Site>, id: Path<String>) -> Answer {
    let mail = find(&site, &id).await?;
    let html = format!("/dev/mailbox/{}/html", mail.id);
    page::show(&MailPage::new(
        &page.in_english(),
        &mail.message,
        Some(mail.created_at),
        "/dev/mailbox",
        &html,
    ))
}

pub(crate) async fn html(site: Data<Site>, id: Path<String>) -> Answer {
    Ok(letter::html(&find(&site, &id).await?.message))
}

async fn find(site: &Site, id: &str) -> Result<StoredMail, WebError> {
    let id = Uuid::try_parse(id).map_err(|_| ErrorKind::NotFound)?;
    let mail = site.people.outbox.get(id).await.map_err(unavailable)?;
    mail.ok_or_else(|| ErrorKind::NotFound.into())
}

fn unavailable(error: OutboxError) -> WebError {
    tracing::warn!(%error, "the mailbox could not be read");
    ErrorKind::Unavailable.into()
}
