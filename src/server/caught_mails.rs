//! The mails of an ephemeral server, as JSON for whoever asks: it keeps what it would send. Its people are
//! made up and its database is thrown away, so that nobody's mail is shown.

use actix_web::HttpResponse;
use actix_web::web::{self, Data, ServiceConfig};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::mail::{Outbox, OutboxError, StoredMail};

/// Where they are: no endpoint of the contract is called so.
pub(super) const PATH: &str = "/mails";

/// Mails given out at once.
const MOST: i64 = 1000;

/// Digits of a code.
const DIGITS: std::ops::RangeInclusive<usize> = 6..=10;

/// Whose mails are asked for; all of them where nobody is named.
#[derive(Deserialize)]
struct Wanted {
    to: Option<String>,
}

/// A mail, and what a test looks for in it.
#[derive(Serialize)]
struct CaughtMail<'a> {
    id: String,
    created_at: String,
    to: &'a str,
    subject: &'a str,
    text: &'a str,
    html: &'a str,
    /// Every link that stands on a line of its own.
    links: Vec<&'a str>,
    /// The code, where the mail has one.
    code: Option<&'a str>,
}

impl<'a> CaughtMail<'a> {
    fn of(mail: &'a StoredMail) -> Self {
        let message = &mail.message;
        let is_code =
            |line: &&str| DIGITS.contains(&line.len()) && line.bytes().all(|byte| byte.is_ascii_digit());
        let lines = || message.text.lines().map(str::trim);
        Self {
            id: mail.id.to_string(),
            created_at: mail.created_at.to_string(),
            to: message.to.as_str(),
            subject: &message.subject,
            text: &message.text,
            html: &message.html,
            links: lines().filter(|line| line.starts_with("http")).collect(),
            code: lines().find(is_code),
        }
    }
}

/// Mounts them.
pub(super) fn routes(outbox: &Outbox) -> impl Fn(&mut ServiceConfig) + Clone + Send + use<> {
    let outbox = Data::new(outbox.clone());
    move |config| {
        let mails = web::resource(PATH).app_data(outbox.clone()).get(list).delete(forget);
        let newest = web::resource(format!("{PATH}/newest")).app_data(outbox.clone()).get(newest);
        config.service(newest).service(mails);
    }
}

async fn list(outbox: Data<Outbox>, wanted: web::Query<Wanted>) -> HttpResponse {
    answer(kept(&outbox, &wanted).await, |mails| {
        let mails: Vec<_> = mails.iter().map(CaughtMail::of).collect();
        HttpResponse::Ok().json(mails)
    })
}

async fn newest(outbox: Data<Outbox>, wanted: web::Query<Wanted>) -> HttpResponse {
    answer(kept(&outbox, &wanted).await, |mails| match mails.first() {
        Some(mail) => HttpResponse::Ok().json(CaughtMail::of(mail)),
        None => HttpResponse::NotFound().json(json!({ "message": "There is no such mail" })),
    })
}

async fn forget(outbox: Data<Outbox>) -> HttpResponse {
    answer(outbox.forget_all().await, |_| HttpResponse::NoContent().finish())
}

/// The newest first.
async fn kept(outbox: &Outbox, wanted: &Wanted) -> Result<Vec<StoredMail>, OutboxError> {
    let mut mails = outbox.recent(MOST).await?;
    if let Some(to) = &wanted.to {
        mails.retain(|mail| mail.message.to.as_str().eq_ignore_ascii_case(to));
    }
    Ok(mails)
}

fn answer<T>(found: Result<T, OutboxError>, show: impl FnOnce(T) -> HttpResponse) -> HttpResponse {
    match found {
        Ok(found) => show(found),
        Err(error) => {
            tracing::warn!(%error, "the mails could not be read");
            HttpResponse::ServiceUnavailable().finish()
        }
    }
}
