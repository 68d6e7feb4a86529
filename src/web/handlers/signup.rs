//! Creating an account. The answer is the same whether the address is known or not.

use std::sync::Arc;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::web::Data;
use askama::Template;
use serde_json::{Map, Value};

use crate::accounts::{Limit, Reservation, SessionPurpose};
use crate::gotrue::{ErrorCode, GoTrueError, SignUp, SignUpReply};
use crate::web::Site;
use crate::web::account_exists::tell_owner;
use crate::web::entry::{Entered, Entry, enter};
use crate::web::extract::{Guest, Query, Submitted};
use crate::web::forms::{
    NAME_TAKEN, NEW_EMAIL, NEW_PASSWORD, NEW_PASSWORD_HINT, NEW_USERNAME, NewAccount, Problems, SignUpForm,
    SignUpInput, Trouble, UNUSABLE_EMAIL, USERNAME_HINT,
};
use crate::web::pace::Pace;
use crate::web::page::{self, Answer, Page};
use crate::web::pending::{Pending, Purpose};
use crate::web::see_other::see_other;
use crate::web::visitor::Visitor;

use super::Going;

/// How long a name is kept for whoever has still to confirm: as long as the link works
/// (gotrue-contract §4.3).
const RESERVED_FOR: Duration = Duration::from_hours(24);

#[derive(Template)]
#[template(path = "pages/signup.html")]
struct SignUpPage<'a> {
    page: &'a Page,
    form: SignUpForm,
}

#[derive(Template)]
#[template(path = "pages/signup_closed.html")]
struct ClosedPage<'a> {
    page: &'a Page,
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
        Ok(NewcomerOutcome::MustConfirm(pending)) => {
            visitor.visit.await_mail(&pending);
            Ok(see_other("/check-inbox"))
        }
        Ok(NewcomerOutcome::Entered(entered)) => Ok(visitor.enters(&site, *entered)),
        Ok(NewcomerOutcome::Closed) => page::answer(StatusCode::FORBIDDEN, &ClosedPage { page: &page }),
        Err(trouble) => page::again(trouble, form.typed(), |form| SignUpPage { page: &page, form }),
    }
}

/// What became of somebody who wants an account.
enum NewcomerOutcome {
    /// A mail is on its way: to them, or to whoever has the address already.
    MustConfirm(Pending),
    /// The auth server asks for no confirmation.
    Entered(Box<Entered>),
    /// There are no new accounts at the moment.
    Closed,
}

/// The name is kept for them before the auth server is asked, and given up only after a definite
/// refusal: so two people never get one name, and whoever tries again finds it theirs.
async fn sign_up(
    site: &Arc<Site>,
    visitor: &Visitor,
    form: &Submitted<SignUpInput>,
) -> Result<NewcomerOutcome, Trouble> {
    let wanted = form.genuine()?.parse(&site.settings.product)?;
    Trouble::unless_allowed(site.limits.take(Limit::SignUpByAddress, &visitor.address_key()).await?)?;
    let until = site.clock.now().plus(RESERVED_FOR);
    if site.accounts.reserve_username(&wanted.username, &wanted.email, until).await? == Reservation::Taken {
        return Err(Problems::at(NEW_USERNAME, NAME_TAKEN).into());
    }
    // Counted once there will be a mail: who looks for a free name has asked for none.
    Trouble::unless_allowed(site.limits.take(Limit::MailByAccount, wanted.email.as_str()).await?)?;
    let pace = Pace::begin(site);
    let answer = ask(site, visitor, &wanted).await;
    pace.keep().await;
    match answer {
        Ok(SignUpReply::Pending(user)) => {
            if user.is_look_alike() {
                // Out of the way of the answer, which takes as long for an address that nobody has.
                tell_owner(site, visitor, &wanted);
            }
            Ok(must_confirm(wanted))
        }
        Ok(SignUpReply::Session(reply)) => {
            let entry = Entry { purpose: SessionPurpose::Ordinary, is_kept: false, next: wanted.next };
            Ok(NewcomerOutcome::Entered(Box::new(enter(site, &visitor.caller, *reply, entry).await?)))
        }
        // Sent a moment ago: it is on its way. An address that nobody has is answered like this too.
        Err(GoTrueError::RateLimited { code, .. }) if code == ErrorCode::OVER_EMAIL_SEND_RATE_LIMIT => {
            Ok(must_confirm(wanted))
        }
        Err(GoTrueError::Rejected(no)) => {
            site.accounts.release_username(&wanted.username, &wanted.email).await?;
            refused(&no.code)
        }
        Err(error) => Err(error.into()),
    }
}

async fn ask(site: &Site, visitor: &Visitor, wanted: &NewAccount) -> Result<SignUpReply, GoTrueError> {
    let mut data = Map::new();
    data.insert("username".to_owned(), Value::from(wanted.username.as_str()));
    let password = wanted.password.clone().password();
    let landing = site.landing(wanted.next.as_ref());
    let new = SignUp { email: &wanted.email, password: &password, data: &data, redirect_to: Some(&landing) };
    site.gotrue().sign_up(&visitor.caller, &new).await
}

fn must_confirm(wanted: NewAccount) -> NewcomerOutcome {
    let NewAccount { email, next, .. } = wanted;
    NewcomerOutcome::MustConfirm(Pending { email, purpose: Purpose::SignUp, next })
}

/// Refusals that the auth server decides before it looks for an account.
fn refused(code: &ErrorCode) -> Result<NewcomerOutcome, Trouble> {
    if [ErrorCode::SIGNUP_DISABLED, ErrorCode::EMAIL_PROVIDER_DISABLED].contains(code) {
        return Ok(NewcomerOutcome::Closed);
    }
    let problems = if *code == ErrorCode::WEAK_PASSWORD {
        Problems::at(NEW_PASSWORD, "This password is too easy to guess. Choose a different one")
    } else if [ErrorCode::USER_ALREADY_EXISTS, ErrorCode::EMAIL_EXISTS].contains(code) {
        // Only where addresses are not confirmed, so that there is no inbox to say it in.
        Problems::at(NEW_EMAIL, "That e-mail address has an account already. Sign in with it")
    } else if *code == ErrorCode::EMAIL_ADDRESS_NOT_AUTHORIZED {
        Problems::at(NEW_EMAIL, "This site can’t send e-mails to that address yet")
    } else if [ErrorCode::EMAIL_ADDRESS_INVALID, ErrorCode::VALIDATION_FAILED].contains(code) {
        Problems::at(NEW_EMAIL, UNUSABLE_EMAIL)
    } else {
        tracing::warn!(%code, "a sign-up was refused for a reason that nobody expected");
        return Err(Trouble::Away);
    };
    Err(problems.into())
}
