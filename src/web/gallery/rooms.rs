//! All exhibits, page by page.

use actix_web::http::StatusCode;
use uuid::Uuid;

use super::exhibit::Exhibit;
use super::person::Person;
use super::{
    account, awaited, change_password, errors, home, links, mailbox, notes, preferences, reauthentication,
    recovery, secure, sign_in, sign_up, welcome,
};
use crate::web::WebError;
use crate::web::form_token::FormOwner;
use crate::web::page::{Answer, Page};

/// One page in all its states.
pub(crate) struct Room {
    /// What the page is called: one segment of a path.
    pub(crate) page: &'static str,
    /// Where it stands on the site.
    pub(crate) path: &'static str,
    /// What it is for, in a line.
    pub(crate) about: &'static str,
    /// Its states.
    pub(crate) exhibits: Vec<Exhibit>,
}

impl Room {
    /// What the site would answer for one of them, status included.
    pub(crate) fn show(&self, exhibit: &Exhibit, mut page: Page) -> Answer {
        self.path.clone_into(&mut page.path);
        exhibit.show(page)
    }

    /// The status of that. The visitor is given no form for it, and so no cookie.
    pub(crate) fn status(&self, exhibit: &Exhibit, page: &Page) -> Result<StatusCode, WebError> {
        let mut page = page.clone();
        page.owner = Some(FormOwner::Session(Uuid::nil()));
        self.show(exhibit, page).map(|answer| answer.status()).inspect_err(|error| {
            tracing::error!(%error, path = self.path_of(exhibit), "an exhibit cannot be shown");
        })
    }

    /// Where one of them hangs.
    pub(crate) fn path_of(&self, exhibit: &Exhibit) -> String {
        format!("/dev/pages/{}/{}", self.page, exhibit.state)
    }

    /// All of it is seen by somebody, unless an exhibit says by whom.
    pub(super) fn seen_by(mut self, person: Person) -> Self {
        let exhibits = self.exhibits.into_iter();
        self.exhibits = exhibits.map(|exhibit| exhibit.usually_seen_by(person)).collect();
        self
    }
}

/// The whole gallery, in the order in which people come by.
pub(crate) fn rooms() -> Vec<Room> {
    vec![
        home::room(),
        sign_up::room(),
        awaited::room(),
        links::pressing(),
        links::outcomes(),
        secure::pressing(),
        secure::outcomes(),
        sign_in::room(),
        recovery::asking(),
        recovery::choosing(),
        welcome::room(),
        notes::room(),
        account::overview(),
        account::username(),
        change_password::room(),
        account::leaving_everywhere(),
        reauthentication::room(),
        preferences::room(),
        errors::room(),
        mailbox::list(),
        mailbox::mail(),
    ]
}
