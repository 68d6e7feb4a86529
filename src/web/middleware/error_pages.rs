//! Gives every error its page: a heading, the next step and the reference for support. Headers that
//! the answer has already, cookies among them, stay.

use actix_web::Error;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{
    CONTENT_LENGTH, CONTENT_TYPE, ContentType, HeaderValue, TryIntoHeaderValue as _,
};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{HttpMessage as _, HttpRequest};
use askama::Template;

use crate::telemetry::RequestId;
use crate::web::page::Page;
use crate::web::preferences::Preferred;
use crate::web::{ErrorKind, Site};
use crate::words::{Language, Words};

#[derive(Template)]
#[template(path = "error.html")]
pub(crate) struct ErrorPage<'a> {
    page: &'a Page,
    error: Said,
}

/// What the page says.
struct Said {
    words: Words,
    heading: &'static str,
    explanation: &'static str,
    request_id: String,
}

impl<'a> ErrorPage<'a> {
    pub(crate) fn new(page: &'a Page, kind: ErrorKind, request_id: String) -> Self {
        Self { page, error: Said::of(kind, page.words, request_id) }
    }
}

pub(crate) async fn error_pages(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    // Remembered here: after a panic the answer no longer knows its request.
    let site = request.app_data::<Data<Site>>().cloned();
    let id = request.extensions().get::<RequestId>().copied();
    let preferred = Preferred::of(request.request());
    let response = next.call(request).await?.map_into_boxed_body();
    let Some(kind) = unwritten_error(&response) else { return Ok(response) };
    response.request().extensions_mut().insert(preferred);
    let html = write_page(response.request(), site, id, kind);
    let mut response = response.map_body(|_, _| BoxBody::new(html));
    let headers = response.headers_mut();
    headers.remove(CONTENT_LENGTH);
    let html = ContentType::html().try_into_value();
    headers.insert(CONTENT_TYPE, html.unwrap_or(HeaderValue::from_static("text/html; charset=utf-8")));
    Ok(response)
}

/// The kind of an error that has no page yet. Forms that come back with a mistake are pages.
fn unwritten_error(response: &ServiceResponse<BoxBody>) -> Option<ErrorKind> {
    let marked = response.response().extensions().get::<ErrorKind>().copied();
    let is_page =
        response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    marked.or_else(|| ErrorKind::from_status(response.status()).filter(|_| !is_page))
}

fn write_page(
    request: &HttpRequest,
    site: Option<Data<Site>>,
    id: Option<RequestId>,
    kind: ErrorKind,
) -> String {
    let request_id = id.as_ref().map(ToString::to_string).unwrap_or_default();
    let Some(site) = site else { return Said::of(kind, Words::of(Language::default()), request_id).plain() };
    let mut page = Page::of(request, site);
    // The visit is sealed already: what it has to say would be said once more on the next page.
    page.notice = None;
    let words = page.words;
    match ErrorPage::new(&page, kind, request_id).render() {
        Ok(html) => html,
        Err(error) => {
            tracing::error!(%error, "an error page could not be written");
            Said::of(kind, words, String::new()).plain()
        }
    }
}

impl Said {
    fn of(kind: ErrorKind, words: Words, request_id: String) -> Self {
        Self { words, heading: kind.heading(&words), explanation: kind.explanation(&words), request_id }
    }

    /// Without the frame, when even that is not to be had.
    fn plain(&self) -> String {
        let Self { words, heading, explanation, request_id } = self;
        let language = words.language();
        format!(
            "<!DOCTYPE html>\n<html lang=\"{language}\">\n<meta charset=\"utf-8\">\n<title>{heading}</title>\n<h1>{heading}</h1>\n\
             <p>{explanation}</p>\n<p><code>{request_id}</code></p>\n</html>\n"
        )
    }
}
