//! Choosing a new password after the address was proved.

use std::sync::Arc;

use actix_web::web::Data;
use askama::Template;

use crate::accounts::{EndReason, PasswordContext};
use crate::gotrue::{EmailAddress, ErrorCode, GoTrueError, UserUpdate};
use crate::web::Site;
use crate::web::extract::{RecoveryUser, Submitted};
use crate::web::forms::{
    NEW_PASSWORD, NEW_PASSWORD_HINT, NewPasswordForm, NewPasswordInput, Problems, Trouble,
};
use crate::web::notice::Notice;
use crate::web::page::{self, Answer, Page};
use crate::web::password_changed::tell_owner;
use crate::web::see_other::see_other;
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "pages/new_password.html")]
struct NewPasswordPage<'a> {
    page: &'a Page,
    email: &'a str,
    form: NewPasswordForm,
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
            tell_owner(&site, &visitor, &user.user.email);
            visitor.renews_tokens(&site).await;
            visitor.visit.announce(Notice::PasswordChanged);
            let next = visitor.visit.take_way();
            Ok(see_other(next.map_or_else(|| "/account".to_owned(), String::from)))
        }
        Err(trouble) => page::again(trouble, form.typed(), |form| NewPasswordPage {
            page: &page,
            email: &user.user.email,
            form,
        }),
    }
}

/// First the auth server, then the other sessions here, and last this session becomes a whole one:
/// whoever is cut off in between chooses once more.
async fn change(
    site: &Arc<Site>,
    visitor: &Visitor,
    user: &RecoveryUser,
    form: &Submitted<NewPasswordInput>,
) -> Result<(), Trouble> {
    let email = EmailAddress::parse(&user.user.email).ok();
    let about = PasswordContext {
        email: email.as_ref(),
        username: user.user.username.as_ref(),
        product: &site.settings.product,
    };
    let password = form.genuine()?.parse(&about)?.password();
    let update = UserUpdate { password: Some(&password), ..UserUpdate::default() };
    match site.gotrue().update_user(&visitor.caller, user.access_token(), &update).await {
        Ok(_) => {}
        // They remembered it after all, or were cut off after the auth server had taken it.
        Err(GoTrueError::Rejected(no)) if no.code == ErrorCode::SAME_PASSWORD => {}
        Err(GoTrueError::Rejected(no)) if no.code == ErrorCode::WEAK_PASSWORD => {
            let text = "This password is too easy to guess. Choose a different one";
            return Err(Problems::at(NEW_PASSWORD, text).into());
        }
        Err(error) => return Err(error.into()),
    }
    let this = Some(user.session.id);
    site.accounts.end_sessions_of(user.user.id, this, EndReason::PasswordChanged).await?;
    site.accounts.password_was_set(user.session.id).await?;
    Ok(())
}
