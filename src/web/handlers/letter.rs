//! A mail as developers look at it: its words on a page, and each part by itself.

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, ContentType};
use askama::Template;

use crate::clock::Timestamp;
use crate::mail::Message;
use crate::web::page::Page;

/// What the HTML part of a mail may do: it has styles of its own and nothing else.
const POLICY_OF_MAILS: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/// The page of a mail, with its links as buttons.
#[derive(Template)]
#[template(path = "pages/dev/mail.html")]
pub(crate) struct MailPage<'a> {
    page: &'a Page,
    message: &'a Message,
    written: Option<Written>,
    links: Vec<&'a str>,
    /// The list it stands in.
    list: &'a str,
    /// Where its HTML part is.
    html: &'a str,
}

/// That a mail was written, and is no sample.
struct Written {
    at: Timestamp,
}

impl<'a> MailPage<'a> {
    pub(crate) fn new(
        page: &'a Page,
        message: &'a Message,
        written_at: Option<Timestamp>,
        list: &'a str,
        html: &'a str,
    ) -> Self {
        let links = message.text.lines().map(str::trim).filter(|line| is_link(line)).collect();
        let written = written_at.map(|at| Written { at });
        Self { page, message, written, links, list, html }
    }
}

/// The HTML part as a mail program is given it.
pub(super) fn html(message: &Message) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(ContentType::html())
        .insert_header((CONTENT_SECURITY_POLICY, POLICY_OF_MAILS))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(message.html.clone())
}

/// The text part.
pub(super) fn text(message: &Message) -> HttpResponse {
    HttpResponse::Ok().content_type(ContentType::plaintext()).body(message.text.clone())
}

/// Each link of our mails has a line of its own.
fn is_link(line: &str) -> bool {
    (line.starts_with("http://") || line.starts_with("https://")) && !line.contains(char::is_whitespace)
}
