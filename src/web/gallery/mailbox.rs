//! The mailbox of a development server.

use uuid::Uuid;

use super::exhibit::{Exhibit, RIGHT_TO_LEFT};
use super::person::{ADDRESS, LONGEST_ADDRESS, MOMENT};
use super::rooms::Room;
use crate::gotrue::EmailAddress;
use crate::mail::{MailState, Message, StoredMail};
use crate::web::handlers::letter::MailPage;
use crate::web::handlers::mailbox::MailboxPage;
use crate::web::page::{self, Answer, Page};
use crate::web::{ErrorKind, WebError};
use crate::words::Language;

const SUBJECT: &str = "482913 is your confirmation code";
const TEXT: &str =
    "Confirm this address to finish creating your account.\n\nhttp://localhost:3000/auth/confirm\n";
/// With the name of the site behind it, nearly as long as a title may be.
const LONGEST_SUBJECT: &str = "482913 confirms the new e-mail address of your account";

pub(super) fn list() -> Room {
    Room {
        page: "mailbox",
        path: "/dev/mailbox",
        about: "The mails of a development server.",
        exhibits: vec![
            Exhibit::new("empty", |page| page::show(&MailboxPage { page, mails: Vec::new() })),
            Exhibit::new("one-mail", |page| show_list(page, 1)),
            Exhibit::new("many-mails", |page| show_list(page, 25)),
        ],
    }
}

pub(super) fn mail() -> Room {
    Room {
        page: "mail",
        path: "/dev/mailbox",
        about: "One mail of a development server.",
        exhibits: vec![
            Exhibit::new("usual", |page| show_mail(page, &stored(ADDRESS, SUBJECT)?)),
            Exhibit::new("longest", |page| show_mail(page, &stored(LONGEST_ADDRESS, LONGEST_SUBJECT)?)),
            Exhibit::new(RIGHT_TO_LEFT, |page| show_mail(page, &stored(ADDRESS, "קוד האימות שלך")?)),
        ],
    }
}

fn show_list(page: &Page, count: usize) -> Answer {
    let mails = (0..count).map(|_| stored(ADDRESS, SUBJECT)).collect::<Result<_, _>>()?;
    page::show(&MailboxPage { page, mails })
}

fn show_mail(page: &Page, mail: &StoredMail) -> Answer {
    let html = format!("/dev/mailbox/{}/html", mail.id);
    page::show(&MailPage::new(page, &mail.message, Some(mail.created_at), "/dev/mailbox", &html))
}

fn stored(to: &str, subject: &str) -> Result<StoredMail, WebError> {
    let to = EmailAddress::parse(to).map_err(|_| ErrorKind::Internal)?;
    Ok(StoredMail {
        id: Uuid::nil(),
        created_at: MOMENT,
        state: MailState::Delivered,
        message: Message::new(&to, Language::English, subject, TEXT, ""),
    })
}
