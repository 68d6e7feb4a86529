//! Changing one's password. `/.well-known/change-password` leads here, and with it the button of every
//! password manager.

use actix_web::web::Data;
use askama::Template;

use crate::people::{PasswordChange, PasswordProof};
use crate::web::Site;
use crate::web::extract::{CurrentUser, Submitted};
use crate::web::forms::{ChangePasswordForm, ChangePasswordInput, NewPasswordInput, Trouble};
use crate::web::notice::Notice;
use crate::web::page::{self, Answer, Page};
use crate::web::see_other::see_other;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "pages/account/password.html")]
pub(crate) struct PasswordPage<'a> {
    pub(crate) page: &'a Page,
    pub(crate) email: &'a str,
    pub(crate) form: ChangePasswordForm,
}

pub(crate) async fn show(user: CurrentUser, page: Page) -> Answer {
    let form = ChangePasswordForm::default();
    page::show(&PasswordPage { page: &page, email: &user.user.email, form })
}

pub(crate) async fn submit(
    user: CurrentUser,
    visitor: Visitor,
    page: Page,
    site: Data<Site>,
    form: Submitted<ChangePasswordInput>,
) -> Answer {
    match change(&site, &visitor, &user, &form).await {
        Ok(()) => {
            visitor.visit.announce(Notice::PasswordChanged);
            Ok(see_other("/account"))
        }
        Err(trouble) => page::again(page.words, trouble, form.typed(), |form| PasswordPage {
            page: &page,
            email: &user.user.email,
            form,
        }),
    }
}

async fn change(
    site: &Site,
    visitor: &Visitor,
    user: &CurrentUser,
    form: &Submitted<ChangePasswordInput>,
) -> Result<(), Trouble> {
    let input = form.genuine()?;
    let typed = site.people.about_password_of(user, |about| input.parse(about))?;
    let (people, caller, device) = (&site.people, &visitor.caller, visitor.device.as_deref());
    if people.prove_password(caller, user, &typed.current, device).await? == PasswordProof::Wrong {
        return Err(ChangePasswordInput::mismatch().into());
    }
    match people.change_password(caller, user, typed.new, Some(&typed.current)).await? {
        PasswordChange::Changed => Ok(()),
        PasswordChange::TooEasy => Err(NewPasswordInput::too_easy().into()),
        PasswordChange::Leaked => Err(NewPasswordInput::leaked().into()),
        PasswordChange::NeedsRecentSignIn => Err(ChangePasswordInput::sign_in_again().into()),
    }
}
