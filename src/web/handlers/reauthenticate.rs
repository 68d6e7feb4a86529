//! Proving once more who one is, before something that matters.

use actix_web::web::Data;
use askama::Template;

use crate::people::PasswordProof;
use crate::web::Site;
use crate::web::extract::{CurrentUser, Query, Submitted};
use crate::web::forms::{ReauthenticateForm, ReauthenticateInput, Trouble};
use crate::web::page::{self, Answer, Page};
use crate::web::see_other::see_other;
use crate::web::visitor::Visitor;

use super::Going;

#[derive(Template)]
#[template(path = "pages/reauthenticate.html")]
pub(crate) struct ReauthenticatePage<'a> {
    pub(crate) page: &'a Page,
    pub(crate) email: &'a str,
    pub(crate) form: ReauthenticateForm,
}

pub(crate) async fn show(user: CurrentUser, page: Page, Query(going): Query<Going>) -> Answer {
    let form = ReauthenticateForm::empty(going.next());
    page::show(&ReauthenticatePage { page: &page, email: &user.user.email, form })
}

pub(crate) async fn submit(
    user: CurrentUser,
    visitor: Visitor,
    page: Page,
    site: Data<Site>,
    form: Submitted<ReauthenticateInput>,
) -> Answer {
    match prove(&site, &visitor, &user, &form).await {
        Ok(next) => Ok(see_other(next)),
        Err(trouble) => page::again(page.words, trouble, form.typed(), |form| ReauthenticatePage {
            page: &page,
            email: &user.user.email,
            form,
        }),
    }
}

async fn prove(
    site: &Site,
    visitor: &Visitor,
    user: &CurrentUser,
    form: &Submitted<ReauthenticateInput>,
) -> Result<String, Trouble> {
    let input = form.genuine()?;
    let password = input.parse()?;
    let device = visitor.device.as_deref();
    match site.people.prove_password(&visitor.caller, user, &password, device).await? {
        PasswordProof::Right => Ok(input.next().map_or_else(|| "/account".to_owned(), String::from)),
        PasswordProof::Wrong => Err(ReauthenticateInput::mismatch().into()),
    }
}
