//! Where mails about a change to an account lead whoever did not make it: a page with a button. Only the
//! button does something, since scanners and previews follow links too.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use askama::Template;
use serde::Deserialize;

use crate::gotrue::EmailAddress;
use crate::people::{SecureOffer, Securing};
use crate::web::Site;
use crate::web::extract::{Query, Submitted};
use crate::web::forms::{SecureForm, SecureInput, Trouble};
use crate::web::page::{self, Answer, Page};
use crate::web::pending::{Pending, Purpose};
use crate::web::see_other::see_other;
use crate::web::visitor::Visitor;
use crate::web::{ErrorKind, WebError};
use crate::words::Words;

#[derive(Template)]
#[template(path = "pages/secure.html")]
pub(crate) struct SecurePage<'a> {
    pub(crate) page: &'a Page,
    /// The address of the account, its middle hidden.
    pub(crate) whose: String,
    pub(crate) form: SecureForm,
}

#[derive(Template)]
#[template(path = "pages/secure_outcome.html")]
pub(crate) struct SecureOutcomePage<'a> {
    pub(crate) page: &'a Page,
    pub(crate) outcome: SecureOutcome,
}

/// Why there is nothing to press, or what a press came to where it leads nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SecureOutcome {
    /// The account was secured before.
    Done,
    /// It is secured, but no mail could be sent now.
    WithoutMail,
    /// The link is forged or too old, or the account is gone.
    Nothing,
}

impl SecureOutcome {
    /// What the page is called.
    const fn heading(self, words: &Words) -> &'static str {
        match self {
            Self::Done => words.secure_done_heading(),
            Self::WithoutMail => words.secure_without_mail_heading(),
            Self::Nothing => words.secure_nothing_heading(),
        }
    }

    /// What happened, and what to do next.
    const fn explanation(self, words: &Words) -> &'static str {
        match self {
            Self::Done => words.secure_done_text(),
            Self::WithoutMail => words.secure_without_mail_text(),
            Self::Nothing => words.secure_nothing_text(),
        }
    }
}

/// The query of the page.
#[derive(Deserialize)]
pub(crate) struct Link {
    #[serde(default)]
    token: String,
}

pub(crate) async fn show(page: Page, site: Data<Site>, Query(link): Query<Link>) -> Answer {
    offer(&site, &page, SecureForm::of(&link.token), None).await
}

pub(crate) async fn submit(
    visitor: Visitor,
    page: Page,
    site: Data<Site>,
    form: Submitted<SecureInput>,
) -> Answer {
    match secure(&site, &visitor, &form).await {
        Ok(Securing::Secured(email)) => {
            visitor.visit.await_mail(&Pending { email, purpose: Purpose::Recovery, next: None });
            Ok(see_other("/check-inbox"))
        }
        // The second press of two.
        Ok(Securing::DoneBefore(email)) if is_awaited(&visitor, &email) => Ok(see_other("/check-inbox")),
        Ok(Securing::DoneBefore(_)) => tell(&page, StatusCode::OK, SecureOutcome::Done),
        Ok(Securing::WithoutMail) => tell(&page, StatusCode::OK, SecureOutcome::WithoutMail),
        Ok(Securing::Nothing) => tell(&page, StatusCode::UNPROCESSABLE_ENTITY, SecureOutcome::Nothing),
        Err(trouble) => offer(&site, &page, form.typed(), Some(trouble)).await,
    }
}

async fn secure(site: &Site, visitor: &Visitor, form: &Submitted<SecureInput>) -> Result<Securing, Trouble> {
    let token = form.genuine()?.token();
    Ok(site.people.secure_account(&visitor.caller, token, &site.landing(None)).await?)
}

/// The page with the button, as long as there is something to press it for.
async fn offer(site: &Site, page: &Page, form: SecureForm, trouble: Option<Trouble>) -> Answer {
    let status = trouble.as_ref().map_or(StatusCode::OK, Trouble::status);
    let offer = site.people.secure_offer(&form.token).await;
    match offer.map_err(|_| WebError::new(ErrorKind::Unavailable))? {
        SecureOffer::Open(email) => {
            let show = |form| SecurePage { page, whose: email.masked(), form };
            match trouble {
                Some(trouble) => page::again(page.words, trouble, form, show),
                None => page::show(&show(form)),
            }
        }
        SecureOffer::Done => tell(page, status, SecureOutcome::Done),
        SecureOffer::Nothing => tell(page, status, SecureOutcome::Nothing),
    }
}

fn is_awaited(visitor: &Visitor, email: &EmailAddress) -> bool {
    visitor.visit.pending().is_some_and(|mail| mail.purpose == Purpose::Recovery && mail.email == *email)
}

fn tell(page: &Page, status: StatusCode, outcome: SecureOutcome) -> Answer {
    page::answer(status, &SecureOutcomePage { page, outcome })
}
