//! The start page.

use askama::Template;

use crate::web::page::{self, Answer, Page};

#[derive(Template)]
#[template(path = "pages/home.html")]
struct HomePage<'a> {
    page: &'a Page,
}

pub(crate) async fn show(page: Page) -> Answer {
    page::show(&HomePage { page: &page })
}
