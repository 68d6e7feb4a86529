//! Waiting for a mail: typing its code, asking for another.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;

use crate::accounts::Limit;
use crate::gotrue::ResendKind;
use crate::people::MailProof;
use crate::web::extract::Submitted;
use crate::web::forms::{CodeForm, CodeInput, Trouble};
use crate::web::notice::Notice;
use crate::web::page::{self, Answer, Page};
use crate::web::pending::{Pending, Purpose};
use crate::web::proof::{Proved, take_proof};
use crate::web::see_other::see_other;
use crate::web::visitor::Visitor;
use crate::web::{Inbox, Site};

#[derive(Template)]
#[template(path = "pages/check_inbox.html")]
pub(crate) struct InboxPage<'a> {
    pub(crate) page: &'a Page,
    pub(crate) pending: &'a Pending,
    pub(crate) inbox: Option<Inbox>,
    pub(crate) form: CodeForm,
}

impl<'a> InboxPage<'a> {
    pub(crate) fn new(page: &'a Page, pending: &'a Pending, form: CodeForm) -> Self {
        Self { page, pending, inbox: Inbox::of(&pending.email), form }
    }
}

pub(crate) async fn show(visitor: Visitor, page: Page) -> Answer {
    match visitor.visit.pending() {
        Some(pending) => page::show(&InboxPage::new(&page, &pending, CodeForm::default())),
        None => Ok(nothing_awaited()),
    }
}

pub(crate) async fn submit(
    visitor: Visitor,
    page: Page,
    site: Data<Site>,
    form: Submitted<CodeInput>,
) -> Answer {
    let Some(pending) = visitor.visit.pending() else { return Ok(nothing_awaited()) };
    match type_code(&site, &visitor, &form, &pending).await {
        Ok(Proved::Entered(entered)) => Ok(visitor.enters(&site, *entered)),
        Ok(Proved::OneOfTwo) => Ok(see_other("/account")),
        Err(trouble) => {
            page::again(page.words, trouble, form.typed(), |form| InboxPage::new(&page, &pending, form))
        }
    }
}

pub(crate) async fn resend(
    visitor: Visitor,
    page: Page,
    site: Data<Site>,
    form: Submitted<CodeInput>,
) -> Answer {
    let Some(pending) = visitor.visit.pending() else { return Ok(nothing_awaited()) };
    match send_again(&site, &visitor, &form, &pending).await {
        Ok(()) => {
            visitor.visit.announce(Notice::MailSentAgain);
            Ok(see_other("/check-inbox"))
        }
        Err(trouble) => {
            page::again(page.words, trouble, form.typed(), |form| InboxPage::new(&page, &pending, form))
        }
    }
}

async fn type_code(
    site: &Arc<Site>,
    visitor: &Visitor,
    form: &Submitted<CodeInput>,
    pending: &Pending,
) -> Result<Proved, Trouble> {
    let code = form.genuine()?.parse()?;
    let kind = pending.purpose.code_kind();
    match site.people.try_code(&visitor.caller, kind, &pending.email, &code).await? {
        MailProof::Good(verified) => take_proof(site, visitor, verified, kind, pending.next.clone()).await,
        MailProof::Locked | MailProof::Wrong => Err(CodeInput::mismatch().into()),
    }
}

async fn send_again(
    site: &Site,
    visitor: &Visitor,
    form: &Submitted<CodeInput>,
    pending: &Pending,
) -> Result<(), Trouble> {
    form.genuine()?;
    let people = &site.people;
    people.take(Limit::MailByAddress, &visitor.address_key()).await?;
    people.take(Limit::MailByAccount, pending.email.as_str()).await?;
    let pace = people.pace();
    let landing = site.landing(pending.next.as_ref());
    let (caller, email) = (&visitor.caller, &pending.email);
    let asked = match pending.purpose {
        Purpose::SignUp => people.gotrue().resend(caller, ResendKind::Signup, email, Some(&landing)).await,
        Purpose::Recovery => people.gotrue().recover(caller, email, Some(&landing)).await,
    };
    pace.keep().await;
    super::unless_it_tells(asked)
}

/// Without a mail that is waited for there is nothing to type.
fn nothing_awaited() -> HttpResponse {
    see_other("/login")
}
