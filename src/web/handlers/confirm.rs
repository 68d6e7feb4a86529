//! Where mailed links lead: a page with a button. Only the button spends the link, since scanners and
//! previews follow links too.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::web::Data;
use askama::Template;

use crate::mail::Support;
use crate::people::MailProof;
use crate::web::Site;
use crate::web::extract::{Query, Submitted};
use crate::web::forms::{FormErrors, Trouble};
use crate::web::mail_link::{Landing, LinkForm, LinkInput, LinkOutcome, MailLink};
use crate::web::page::{self, Answer, Page};
use crate::web::proof::{Proved, take_proof};
use crate::web::visitor::Visitor;

#[derive(Template)]
#[template(path = "pages/confirm.html")]
pub(crate) struct ConfirmPage<'a> {
    pub(crate) page: &'a Page,
    pub(crate) link: &'a MailLink,
    /// Why an earlier press came to nothing.
    pub(crate) errors: FormErrors,
}

#[derive(Template)]
#[template(path = "pages/confirm_outcome.html")]
pub(crate) struct OutcomePage<'a> {
    pub(crate) page: &'a Page,
    pub(crate) outcome: LinkOutcome,
    pub(crate) support: Option<&'a Support>,
}

pub(crate) async fn show(page: Page, Query(landing): Query<Landing>) -> Answer {
    match landing.read() {
        Ok(link) => page::show(&ConfirmPage { page: &page, link: &link, errors: FormErrors::none() }),
        Err(outcome) => tell(&page, StatusCode::OK, outcome),
    }
}

pub(crate) async fn submit(
    visitor: Visitor,
    page: Page,
    site: Data<Site>,
    form: Submitted<LinkInput>,
) -> Answer {
    let Some(link) = form.typed().link else {
        return tell(&page, StatusCode::UNPROCESSABLE_ENTITY, LinkOutcome::Spent);
    };
    match spend(&site, &visitor, &form, &link).await {
        Ok(Spent::Proved(Proved::Entered(entered))) => Ok(visitor.enters(&site, *entered)),
        Ok(Spent::Proved(Proved::OneOfTwo)) => tell(&page, StatusCode::OK, LinkOutcome::OneOfTwo),
        Ok(Spent::Nothing(outcome)) => tell(&page, StatusCode::UNPROCESSABLE_ENTITY, outcome),
        // The link is not spent: the same page once more, with a token of this visit.
        Err(trouble) => {
            let show = |form: LinkForm| ConfirmPage { page: &page, link: &link, errors: form.errors };
            page::again(page.words, trouble, form.typed(), show)
        }
    }
}

/// What a press of the button came to.
enum Spent {
    /// The link proved something.
    Proved(Proved),
    /// It proves nothing any more.
    Nothing(LinkOutcome),
}

async fn spend(
    site: &Arc<Site>,
    visitor: &Visitor,
    form: &Submitted<LinkInput>,
    link: &MailLink,
) -> Result<Spent, Trouble> {
    form.genuine()?;
    match site.people.spend_link(&visitor.caller, link.kind, &link.token_hash).await? {
        MailProof::Good(verified) => {
            let proved = take_proof(site, visitor, verified, link.kind, link.next.clone()).await?;
            Ok(Spent::Proved(proved))
        }
        MailProof::Locked => Ok(Spent::Nothing(LinkOutcome::Locked)),
        MailProof::Wrong => Ok(Spent::Nothing(LinkOutcome::Spent)),
    }
}

fn tell(page: &Page, status: StatusCode, outcome: LinkOutcome) -> Answer {
    page::answer(status, &OutcomePage { page, outcome, support: page.support() })
}
