//! Creating an account. The answer is the same whether the address is known or not.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::web::Data;
use askama::Template;

use crate::people::{SignUpOutcome, SignUpRefusal};
use crate::web::Site;
use crate::web::entry::Entry;
use crate::web::extract::{Guest, Query, Submitted};
use crate::web::forms::{
    NEW_EMAIL, NEW_PASSWORD, Problems, SignUp, SignUpForm, SignUpInput, Trouble, UsernameInput,
};
use crate::web::page::{self, Answer, Page};
use crate::web::pending::{Pending, Purpose};
use crate::web::see_other::see_other;
use crate::web::visitor::Visitor;
use crate::words::Words;

use super::Going;

#[derive(Template)]
#[template(path = "pages/signup.html")]
pub(crate) struct SignUpPage<'a> {
    pub(crate) page: &'a Page,
    pub(crate) form: SignUpForm,
}

/// What sign-up answers while there are no new accounts.
pub(crate) const CLOSED: StatusCode = StatusCode::FORBIDDEN;

#[derive(Template)]
#[template(path = "pages/signup_closed.html")]
pub(crate) struct ClosedPage<'a> {
    pub(crate) page: &'a Page,
}

pub(crate) async fn show(_: Guest, page: Page, Query(going): Query<Going>) -> Answer {
    page::show(&SignUpPage { page: &page, form: SignUpForm::empty(going.next()) })
}

pub(crate) async fn submit(
    _: Guest,
    visitor: Visitor,
    page: Page,
    site: Data<Site>,
    form: Submitted<SignUpInput>,
) -> Answer {
    match sign_up(&site, &visitor, &form).await {
        Ok(Newcomer::MustConfirm(pending)) => {
            visitor.visit.await_mail(&pending);
            Ok(see_other("/check-inbox"))
        }
        Ok(Newcomer::Entered(entry)) => Ok(visitor.enters(&site, *entry)),
        Ok(Newcomer::Closed) => page::answer(CLOSED, &ClosedPage { page: &page }),
        Err(trouble) => {
            page::again(page.words, trouble, form.typed(), |form| SignUpPage { page: &page, form })
        }
    }
}

/// What became of somebody who wants an account.
enum Newcomer {
    /// A mail is on its way: to them, or to whoever has the address already.
    MustConfirm(Pending),
    /// The auth server asks for no confirmation.
    Entered(Box<Entry>),
    /// There are no new accounts at the moment.
    Closed,
}

async fn sign_up(
    site: &Arc<Site>,
    visitor: &Visitor,
    form: &Submitted<SignUpInput>,
) -> Result<Newcomer, Trouble> {
    let SignUp { account, next } = form.genuine()?.parse(&site.people.settings.product)?;
    let landing = site.landing(next.as_ref());
    match site.people.sign_up(&visitor.caller, &account, &landing).await? {
        SignUpOutcome::MustConfirm => {
            Ok(Newcomer::MustConfirm(Pending { email: account.email, purpose: Purpose::SignUp, next }))
        }
        SignUpOutcome::Entered(entered) => {
            Ok(Newcomer::Entered(Box::new(Entry::seal(site, *entered, false, next)?)))
        }
        SignUpOutcome::NameTaken => Err(UsernameInput::taken().into()),
        SignUpOutcome::Refused(refusal) => Err(said_of(refusal).into()),
        SignUpOutcome::Closed => Ok(Newcomer::Closed),
    }
}

/// What the form says when the auth server takes no such account.
pub(crate) fn said_of(refusal: SignUpRefusal) -> Problems {
    match refusal {
        SignUpRefusal::WeakPassword => Problems::at(NEW_PASSWORD, Words::error_password_weak),
        SignUpRefusal::LeakedPassword => Problems::at(NEW_PASSWORD, Words::error_password_leaked),
        SignUpRefusal::AddressTaken => Problems::at(NEW_EMAIL, Words::error_email_has_account),
        SignUpRefusal::AddressNotServed => Problems::at(NEW_EMAIL, Words::error_email_unreachable),
        SignUpRefusal::AddressUnusable => Problems::at(NEW_EMAIL, Words::error_email_malformed),
    }
}
