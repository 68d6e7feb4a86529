//! Forgotten password: asking for a mail.

use actix_web::web::Data;
use askama::Template;

use crate::accounts::Limit;
use crate::web::Site;
use crate::web::extract::{Query, Submitted};
use crate::web::forms::{RecoveryForm, RecoveryInput, Trouble};
use crate::web::page::{self, Answer, Page};
use crate::web::pending::{Pending, Purpose};
use crate::web::see_other::see_other;
use crate::web::visitor::Visitor;

use super::Going;

#[derive(Template)]
#[template(path = "pages/recovery.html")]
pub(crate) struct RecoveryPage<'a> {
    pub(crate) page: &'a Page,
    pub(crate) form: RecoveryForm,
}

pub(crate) async fn show(page: Page, Query(going): Query<Going>) -> Answer {
    page::show(&RecoveryPage { page: &page, form: RecoveryForm::empty(going.next()) })
}

pub(crate) async fn submit(
    visitor: Visitor,
    page: Page,
    site: Data<Site>,
    form: Submitted<RecoveryInput>,
) -> Answer {
    match ask(&site, &visitor, &form).await {
        Ok(pending) => {
            visitor.visit.await_mail(&pending);
            Ok(see_other("/check-inbox"))
        }
        Err(trouble) => {
            page::again(page.words, trouble, form.typed(), |form| RecoveryPage { page: &page, form })
        }
    }
}

async fn ask(site: &Site, visitor: &Visitor, form: &Submitted<RecoveryInput>) -> Result<Pending, Trouble> {
    let input = form.genuine()?;
    let pending = Pending { email: input.parse()?, purpose: Purpose::Recovery, next: input.next() };
    site.people.take(Limit::MailByAddress, &visitor.address_key()).await?;
    site.people.take(Limit::MailByAccount, pending.email.as_str()).await?;
    let pace = site.people.pace();
    let landing = site.landing(pending.next.as_ref());
    let asked = site.people.gotrue().recover(&visitor.caller, &pending.email, Some(&landing)).await;
    pace.keep().await;
    super::unless_it_tells(asked)?;
    Ok(pending)
}
