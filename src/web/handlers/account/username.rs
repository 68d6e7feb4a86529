//! Changing one's username. It is what people sign in with, so it asks for a recent proof.

use actix_web::web::Data;
use askama::Template;

use crate::accounts::Choice;
use crate::web::Site;
use crate::web::extract::{RecentUser, Submitted};
use crate::web::forms::{Trouble, UsernameForm, UsernameInput};
use crate::web::notice::Notice;
use crate::web::page::{self, Answer, Page};
use crate::web::see_other::see_other;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "pages/account/username.html")]
pub(crate) struct UsernamePage<'a> {
    pub(crate) page: &'a Page,
    pub(crate) form: UsernameForm,
}

pub(crate) async fn show(user: RecentUser, page: Page) -> Answer {
    page::show(&UsernamePage { page: &page, form: UsernameForm::with(user.user.username.as_ref()) })
}

pub(crate) async fn submit(
    user: RecentUser,
    visitor: Visitor,
    page: Page,
    site: Data<Site>,
    form: Submitted<UsernameInput>,
) -> Answer {
    match change(&site, &visitor, &user, &form).await {
        Ok(()) => {
            visitor.visit.announce(Notice::UsernameSaved);
            Ok(see_other("/account"))
        }
        Err(trouble) => {
            page::again(page.words, trouble, form.typed(), |form| UsernamePage { page: &page, form })
        }
    }
}

async fn change(
    site: &Site,
    visitor: &Visitor,
    user: &RecentUser,
    form: &Submitted<UsernameInput>,
) -> Result<(), Trouble> {
    let name = form.genuine()?.parse()?;
    match site.people.choose_username(&visitor.caller, user, &name).await? {
        Choice::Chosen => Ok(()),
        Choice::Taken => Err(UsernameInput::taken().into()),
    }
}
