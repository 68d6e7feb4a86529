//! A protected page, to copy: whoever is not signed in never gets here.

use askama::Template;

use crate::web::extract::CurrentUser;
use crate::web::page::{self, Answer, Page};

#[derive(Template)]
#[template(path = "pages/notes.html")]
pub(crate) struct NotesPage<'a> {
    pub(crate) page: &'a Page,
    pub(crate) name: &'a str,
}

pub(crate) async fn show(user: CurrentUser, page: Page) -> Answer {
    page::show(&NotesPage { page: &page, name: user.name() })
}
