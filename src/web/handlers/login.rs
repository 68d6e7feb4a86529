//! Signing in with a password.

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;

use crate::people::SignInOutcome;
use crate::web::Site;
use crate::web::entry::Entry;
use crate::web::extract::{Guest, Query, Submitted};
use crate::web::forms::{Login, LoginForm, LoginInput, Trouble};
use crate::web::notice::Notice;
use crate::web::page::{self, Answer, Page};
use crate::web::pending::{Pending, Purpose};
use crate::web::see_other::see_other;
use crate::web::visitor::Visitor;

use super::Going;

#[derive(Template)]
#[template(path = "pages/login.html")]
pub(crate) struct LoginPage<'a> {
    pub(crate) page: &'a Page,
    pub(crate) form: LoginForm,
}

pub(crate) async fn show(_: Guest, page: Page, Query(going): Query<Going>) -> Answer {
    page::show(&LoginPage { page: &page, form: LoginForm::empty(going.next()) })
}

pub(crate) async fn submit(
    _: Guest,
    visitor: Visitor,
    page: Page,
    site: Data<Site>,
    form: Submitted<LoginInput>,
) -> Answer {
    match sign_in(&site, &visitor, &form).await {
        Ok(SignIn::Entered(entry)) => Ok(visitor.enters(&site, *entry)),
        Ok(SignIn::Unconfirmed(pending)) => Ok(sent_to_inbox(&visitor, &pending)),
        Err(trouble) => {
            page::again(page.words, trouble, form.typed(), |form| LoginPage { page: &page, form })
        }
    }
}

/// What a right password leads to.
enum SignIn {
    /// Inside.
    Entered(Box<Entry>),
    /// To the inbox: the address waits for its confirmation.
    Unconfirmed(Pending),
}

async fn sign_in(site: &Site, visitor: &Visitor, form: &Submitted<LoginInput>) -> Result<SignIn, Trouble> {
    let Login { credentials, is_kept, next } = form.genuine()?.parse()?;
    match site.people.sign_in(&visitor.caller, &credentials, visitor.device.as_deref()).await? {
        SignInOutcome::Entered(entered) => {
            Ok(SignIn::Entered(Box::new(Entry::seal(site, *entered, is_kept, next)?)))
        }
        SignInOutcome::Unconfirmed(email) => {
            Ok(SignIn::Unconfirmed(Pending { email, purpose: Purpose::SignUp, next }))
        }
        SignInOutcome::NoMatch => Err(LoginInput::mismatch(visitor.visit.count_miss()).into()),
    }
}

fn sent_to_inbox(visitor: &Visitor, pending: &Pending) -> HttpResponse {
    visitor.visit.await_mail(pending);
    visitor.visit.announce(Notice::ConfirmFirst);
    see_other("/check-inbox")
}
