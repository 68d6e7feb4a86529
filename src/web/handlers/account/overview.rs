//! Who I am, and the ways out.

use askama::Template;

use crate::accounts::{Session, User};
use crate::web::extract::CurrentUser;
use crate::web::page::{self, Answer, Page};

#[derive(Template)]
#[template(path = "pages/account/index.html")]
struct AccountPage<'a> {
    page: &'a Page,
    user: &'a User,
    session: &'a Session,
}

pub(crate) async fn show(user: CurrentUser, page: Page) -> Answer {
    page::show(&AccountPage { page: &page, user: &user.user, session: &user.session })
}
