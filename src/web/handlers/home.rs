//! The start page.

use askama::Template;

use crate::web::page::{self, Answer, Page};

#[derive(Template)]
#[template(path = "pages/home.html")]
pub(crate) struct HomePage<'a> {
    pub(crate) page: &'a Page,
}

pub(crate) async fn show(page: Page) -> Answer {
    page::show(&HomePage { page: &page })
}
