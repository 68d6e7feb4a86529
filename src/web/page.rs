//! What every template receives beside its own: who looks, and what stands around the content.

use actix_web::http::StatusCode;
use actix_web::http::header::{ContentType, RETRY_AFTER};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use super::extract::{authentication, form_owner};
use super::form_token::FormOwner;
use super::forms::{Form, Trouble};
use super::notice::Notice;
use super::preferences::{Preferences, Preferred};
use super::site::Site;
use super::viewer::Viewer;
use super::visit::Visit;
use super::way_back::WayBack;
use super::{ErrorKind, WebError};
use crate::clock::whole_seconds;
use crate::mail::Support;
use crate::words::{Language, Words};

/// What a handler gives: a page or a way, or the error whose page is written elsewhere.
pub(crate) type Answer = Result<HttpResponse, WebError>;

/// The frame of a page.
#[derive(Clone)]
pub struct Page {
    /// Who looks.
    pub(crate) viewer: Viewer,
    /// What the site says, in the language of whoever looks.
    pub(crate) words: Words,
    /// The language of the words, and the theme.
    pub(crate) preferences: Preferences,
    /// What the last form did.
    pub(crate) notice: Option<Notice>,
    /// The name of the product.
    pub(crate) product: String,
    /// Where it stands.
    pub(crate) path: String,
    here: Option<WayBack>,
    site: Data<Site>,
    visit: Visit,
    /// Whose the forms on it are.
    pub(crate) owner: Option<FormOwner>,
}

impl Page {
    pub(crate) fn of(request: &HttpRequest, site: Data<Site>) -> Self {
        let visit = Visit::of(request);
        let preferences = Preferred::of(request).get();
        Self {
            viewer: authentication(request).into(),
            words: Words::of(preferences.language),
            preferences,
            notice: visit.take_notice(),
            product: site.people.settings.product.clone(),
            path: request.path().to_owned(),
            here: WayBack::to(request),
            owner: form_owner(request),
            site,
            visit,
        }
    }

    /// What is for developers is in English, frame and all.
    #[must_use]
    pub(crate) fn in_english(self) -> Self {
        Self { words: Words::of(Language::English), ..self }
    }

    /// The name of the product.
    pub fn product(&self) -> &str {
        &self.product
    }

    /// Where people find help.
    pub fn support(&self) -> Option<&Support> {
        self.site.settings.support.as_ref()
    }

    /// What `data-theme` says, if the reader chose a theme.
    pub fn theme(&self) -> Option<&'static str> {
        self.preferences.theme.fixed()
    }

    /// The colours that the browser may begin with, before there is a style sheet.
    pub fn color_scheme(&self) -> &'static str {
        self.preferences.theme.color_scheme()
    }

    /// This page, to come back to from the page on which the language is chosen. Nothing where there is
    /// nothing to come back to, or where the address holds a token.
    pub(crate) fn here(&self) -> Option<&WayBack> {
        self.here.as_ref()
    }

    /// Whether this page stands at `path`, as a link to it says.
    pub fn is_at(&self, path: &str) -> bool {
        self.path == path
    }

    /// The whole address of something on this site, for those who read the page elsewhere.
    pub fn url(&self, path: &str) -> String {
        let origin = &self.site.people.settings.origin;
        origin.join(path).unwrap_or_else(|_| origin.clone()).into()
    }

    /// Whether there is a mailbox to link to.
    pub fn is_development(&self) -> bool {
        self.site.settings.is_development
    }

    /// What the person who looks is called, if they are signed in.
    pub fn signed_in_name(&self) -> Option<&str> {
        match &self.viewer {
            Viewer::SignedIn(holder) => Some(holder.name()),
            Viewer::Anonymous | Viewer::HalfSignedIn(_) | Viewer::Unknown => None,
        }
    }

    /// The token for a form on this page. Asked for by templates, so that only a page that holds a
    /// form gives a visitor a cookie.
    pub fn form_token(&self) -> String {
        match &self.owner {
            Some(owner) => self.site.form_tokens.issue(owner),
            None => self.site.form_tokens.issue(&FormOwner::Visit(self.visit.make_seed())),
        }
    }
}

/// A page, well.
pub(crate) fn show(template: &impl Template) -> Answer {
    answer(StatusCode::OK, template)
}

/// A page with another status.
pub(crate) fn answer(status: StatusCode, template: &impl Template) -> Answer {
    match template.render() {
        Ok(html) => Ok(HttpResponse::build(status).content_type(ContentType::html()).body(html)),
        Err(error) => {
            tracing::error!(%error, "a page could not be written");
            Err(ErrorKind::Internal.into())
        }
    }
}

/// The page of a form that was not acted upon, with what was typed and what is wrong.
pub(crate) fn again<F: Form, T: Template>(
    words: Words,
    trouble: Trouble,
    mut form: F,
    show: impl FnOnce(F) -> T,
) -> Answer {
    let (status, retry_after) = (trouble.status(), trouble.retry_after());
    if let Trouble::TooMany(wait) = trouble {
        form.errors().wait(whole_seconds(wait));
    }
    trouble.problems().show_on(&mut form, words);
    let mut again = answer(status, &show(form))?;
    if let Some(wait) = retry_after {
        again.headers_mut().insert(RETRY_AFTER, whole_seconds(wait).into());
    }
    Ok(again)
}
