//! Every mail in every state, for looking at them while they are changed. Routed only in development.

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use serde::{Deserialize, Serialize};

use super::letter::{self, MailPage};
use crate::mail::{Exhibit, exhibit, exhibits};
use crate::web::extract::Query;
use crate::web::page::{self, Answer, Page};
use crate::web::{ErrorKind, WebError};
use crate::words::Language;

/// Where the list is.
const GALLERY: &str = "/dev/mails";

/// In which language.
#[derive(Deserialize)]
pub(crate) struct Spoken {
    #[serde(default)]
    language: String,
}

/// A line of the list.
#[derive(Serialize)]
struct Shown {
    mail: &'static str,
    state: &'static str,
    subject: String,
    path: String,
    html: String,
    text: String,
}

#[derive(Template)]
#[template(path = "pages/dev/mails.html")]
struct GalleryPage<'a> {
    page: &'a Page,
    language: Language,
    /// The list in each language.
    languages: Vec<(&'static str, String)>,
    mails: Vec<Shown>,
}

pub(crate) async fn list(page: Page, Query(spoken): Query<Spoken>) -> Answer {
    let language = spoken.language();
    let languages = Language::ALL.into_iter();
    let languages =
        languages.map(|other| (other.own_name(), format!("{GALLERY}?language={other}"))).collect();
    page::show(&GalleryPage { page: &page.in_english(), language, languages, mails: shown(language) })
}

pub(crate) async fn list_as_json(Query(spoken): Query<Spoken>) -> HttpResponse {
    HttpResponse::Ok().json(shown(spoken.language()))
}

pub(crate) async fn show(page: Page, Query(spoken): Query<Spoken>, names: Path<(String, String)>) -> Answer {
    let exhibit = find(&names, spoken.language())?;
    let Shown { html, .. } = Shown::of(&exhibit, spoken.language());
    page::show(&MailPage::new(&page.in_english(), &exhibit.message, None, GALLERY, &html))
}

pub(crate) async fn html(Query(spoken): Query<Spoken>, names: Path<(String, String)>) -> Answer {
    Ok(letter::html(&find(&names, spoken.language())?.message))
}

pub(crate) async fn text(Query(spoken): Query<Spoken>, names: Path<(String, String)>) -> Answer {
    Ok(letter::text(&find(&names, spoken.language())?.message))
}

impl Spoken {
    fn language(&self) -> Language {
        Language::of_tag(&self.language).unwrap_or_default()
    }
}

impl Shown {
    fn of(exhibit: &Exhibit, language: Language) -> Self {
        let Exhibit { mail, state, message } = exhibit;
        let path = format!("{GALLERY}/{mail}/{state}");
        let query =
            if language == Language::default() { String::new() } else { format!("?language={language}") };
        Self {
            mail,
            state,
            subject: message.subject.clone(),
            html: format!("{path}/html{query}"),
            text: format!("{path}/text{query}"),
            path: format!("{path}{query}"),
        }
    }
}

fn shown(language: Language) -> Vec<Shown> {
    exhibits(language).iter().map(|exhibit| Shown::of(exhibit, language)).collect()
}

fn find((mail, state): &(String, String), language: Language) -> Result<Exhibit, WebError> {
    exhibit(mail, state, language).ok_or_else(|| ErrorKind::NotFound.into())
}
