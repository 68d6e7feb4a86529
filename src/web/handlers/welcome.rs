//! Asking a person without a username for one, once.

use actix_web::web::Data;
use askama::Template;

use crate::accounts::Choice;
use crate::web::Site;
use crate::web::extract::{CurrentUser, Query, Submitted};
use crate::web::forms::{Trouble, UsernameForm, UsernameInput};
use crate::web::page::{self, Answer, Page};
use crate::web::see_other::see_other;

use super::Going;

#[derive(Template)]
#[template(path = "pages/welcome_username.html")]
pub(crate) struct WelcomePage<'a> {
    pub(crate) page: &'a Page,
    pub(crate) form: UsernameForm,
}

pub(crate) async fn show(user: CurrentUser, page: Page, Query(going): Query<Going>) -> Answer {
    if user.user.username.is_some() {
        return Ok(see_other(going.way()));
    }
    page::show(&WelcomePage { page: &page, form: UsernameForm::empty(going.next()) })
}

pub(crate) async fn submit(
    user: CurrentUser,
    page: Page,
    site: Data<Site>,
    form: Submitted<UsernameInput>,
) -> Answer {
    match choose(&site, &user, &form).await {
        Ok(next) => Ok(see_other(next)),
        Err(trouble) => {
            page::again(page.words, trouble, form.typed(), |form| WelcomePage { page: &page, form })
        }
    }
}

async fn choose(site: &Site, user: &CurrentUser, form: &Submitted<UsernameInput>) -> Result<String, Trouble> {
    let input = form.genuine()?;
    if input.declines() {
        site.people.accounts.decline_username(user.user.id).await?;
    } else if site.people.accounts.choose_username(user.user.id, &input.parse()?).await? == Choice::Taken {
        return Err(UsernameInput::taken().into());
    }
    Ok(input.next().map_or_else(|| "/".to_owned(), String::from))
}
