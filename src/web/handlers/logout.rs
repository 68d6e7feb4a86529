//! Signing out, here or everywhere. Neither asks for a form token: a page that was open for long must
//! still be able to, and the cookies that say who it is are not sent along from other sites.

use actix_web::HttpResponse;
use actix_web::http::header::HeaderValue;
use actix_web::web::Data;
use askama::Template;

use crate::web::extract::CurrentUser;
use crate::web::forms::Trouble;
use crate::web::notice::Notice;
use crate::web::page::{self, Answer, Page};
use crate::web::see_other::see_other;
use crate::web::visitor::Visitor;
use crate::web::{ErrorKind, Site};

/// What the browser is to forget (W3C Clear Site Data): what was cached and stored; the cookies are
/// removed by themselves.
const FORGET: HeaderValue = HeaderValue::from_static("\"cache\", \"storage\"");

pub(crate) async fn here(visitor: Visitor, site: Data<Site>) -> Answer {
    visitor.leaves(&site).await.map_err(away)?;
    Ok(outside(&visitor, Notice::SignedOut))
}

#[derive(Template)]
#[template(path = "pages/logout_everywhere.html")]
pub(crate) struct EverywherePage<'a> {
    pub(crate) page: &'a Page,
}

/// Asks first: whoever presses it by mistake has to sign in again on each device.
pub(crate) async fn ask(_: CurrentUser, page: Page) -> Answer {
    page::show(&EverywherePage { page: &page })
}

pub(crate) async fn everywhere(user: CurrentUser, visitor: Visitor, site: Data<Site>) -> Answer {
    site.people.sign_out_everywhere(&visitor.caller, &user).await.map_err(|error| away(error.into()))?;
    visitor.forget();
    Ok(outside(&visitor, Notice::SignedOutEverywhere))
}

fn outside(visitor: &Visitor, notice: Notice) -> HttpResponse {
    visitor.visit.announce(notice);
    let mut answer = see_other("/login");
    answer.headers_mut().insert(actix_web::http::header::HeaderName::from_static("clear-site-data"), FORGET);
    answer
}

/// A session whose end could not be written is not over, and nobody is told that it is.
fn away(_: Trouble) -> crate::web::WebError {
    ErrorKind::Unavailable.into()
}
