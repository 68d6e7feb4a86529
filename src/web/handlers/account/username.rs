//! Changing one's username. It is what people sign in with, so it asks for a recent proof.

use actix_web::web::Data;
use askama::Template;
use serde_json::{Map, Value};

use crate::accounts::{Choice, Username};
use crate::gotrue::UserUpdate;
use crate::web::Site;
use crate::web::extract::{RecentUser, Submitted};
use crate::web::forms::{
    NAME_TAKEN, NEW_USERNAME, Problems, Trouble, USERNAME_HINT, UsernameForm, UsernameInput,
};
use crate::web::notice::Notice;
use crate::web::page::{self, Answer, Page};
use crate::web::see_other::see_other;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "pages/account/username.html")]
struct UsernamePage<'a> {
    page: &'a Page,
    form: UsernameForm,
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
    match change(&site, &user, &form).await {
        Ok(name) => {
            tell_auth_server(&site, &visitor, &user, &name).await;
            visitor.visit.announce(Notice::UsernameSaved);
            Ok(see_other("/account"))
        }
        Err(trouble) => page::again(trouble, form.typed(), |form| UsernamePage { page: &page, form }),
    }
}

async fn change(
    site: &Site,
    user: &RecentUser,
    form: &Submitted<UsernameInput>,
) -> Result<Username, Trouble> {
    let name = form.genuine()?.parse()?;
    match site.accounts.choose_username(user.user.id, &name).await? {
        Choice::Chosen => Ok(name),
        Choice::Taken => Err(Problems::at(NEW_USERNAME, NAME_TAKEN).into()),
    }
}

/// So that other programs at the same auth server see it too. What counts is our own row.
async fn tell_auth_server(site: &Site, visitor: &Visitor, user: &RecentUser, name: &Username) {
    let mut data = Map::new();
    data.insert("username".to_owned(), Value::from(name.as_str()));
    let update = UserUpdate { data: Some(&data), ..UserUpdate::default() };
    if let Err(error) = site.gotrue().update_user(&visitor.caller, user.access_token(), &update).await {
        tracing::warn!(%error, "the auth server was not told of a new username");
    }
}
