//! Choosing a new password after the address was proved.

use actix_web::web::Data;
use askama::Template;

use crate::people::PasswordChange;
use crate::web::Site;
use crate::web::extract::{RecoveryUser, Submitted};
use crate::web::forms::{NewPasswordForm, NewPasswordInput, Trouble};
use crate::web::notice::Notice;
use crate::web::page::{self, Answer, Page};
use crate::web::see_other::see_other;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "pages/new_password.html")]
pub(crate) struct NewPasswordPage<'a> {
    pub(crate) page: &'a Page,
    pub(crate) email: &'a str,
    pub(crate) form: NewPasswordForm,
}

pub(crate) async fn show(user: RecoveryUser, page: Page) -> Answer {
    page::show(&NewPasswordPage { page: &page, email: &user.user.email, form: NewPasswordForm::default() })
}

pub(crate) async fn submit(
    user: RecoveryUser,
    visitor: Visitor,
    page: Page,
    site: Data<Site>,
    form: Submitted<NewPasswordInput>,
) -> Answer {
    match change(&site, &visitor, &user, &form).await {
        Ok(()) => {
            visitor.renews_tokens(&site).await;
            visitor.visit.announce(Notice::PasswordChanged);
            let next = visitor.visit.take_way();
            Ok(see_other(next.map_or_else(|| "/account".to_owned(), String::from)))
        }
        Err(trouble) => page::again(page.words, trouble, form.typed(), |form| NewPasswordPage {
            page: &page,
            email: &user.user.email,
            form,
        }),
    }
}

async fn change(
    site: &Site,
    visitor: &Visitor,
    user: &RecoveryUser,
    form: &Submitted<NewPasswordInput>,
) -> Result<(), Trouble> {
    let input = form.genuine()?;
    let password = site.people.about_password_of(user, |about| input.parse(about))?;
    match site.people.change_password(&visitor.caller, user, password, None).await? {
        PasswordChange::Changed => Ok(()),
        PasswordChange::TooEasy => Err(NewPasswordInput::too_easy().into()),
        PasswordChange::Leaked => Err(NewPasswordInput::leaked().into()),
        // Not of somebody who has just proved the address.
        PasswordChange::NeedsRecentSignIn => Err(Trouble::Away),
    }
}
