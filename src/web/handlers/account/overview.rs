//! Who I am, and the ways out.

use askama::Template;

use crate::accounts::{Session, User};
use crate::web::extract::CurrentUser;
use crate::web::page::{self, Answer, Page};

#[derive(Template)]
#[template(path = "pages/account/index.html")]
pub(crate) struct AccountPage<'a> {
    pub(crate) page: &'a Page,
    pub(crate) user: &'a User,
    pub(crate) session: &'a Session,
}

pub(crate) async fn show(user: CurrentUser, page: Page) -> Answer {
    page::show(&AccountPage { page: &page, user: &user.user, session: &user.session })
}
