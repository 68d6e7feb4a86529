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
use crate::web::{ErrorKind, Site};

#[derive(Template)]
#[template(path = "error.html")]
pub(crate) struct ErrorPage<'a> {
    page: &'a Page,
    error: Words,
}

/// What the page says.
struct Words {
    heading: &'static str,
    explanation: &'static str,
    request_id: String,
}

impl<'a> ErrorPage<'a> {
    pub(crate) const fn new(page: &'a Page, kind: ErrorKind, request_id: String) -> Self {
        Self { page, error: Words::of(kind, request_id) }
    }
}

pub(crate) async fn error_pages(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    // Remembered here: after a panic the answer no longer knows its request.
    let site = request.app_data::<Data<Site>>().cloned();
    let id = request.extensions().get::<RequestId>().copied();
    let response = next.call(request).await?.map_into_boxed_body();
    let Some(kind) = unwritten_error(&response) else { return Ok(response) };
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
    let Some(site) = site else { return Words::of(kind, request_id).plain() };
    let page = Page::of(request, site);
    match ErrorPage::new(&page, kind, request_id).render() {
        Ok(html) => html,
        Err(error) => {
            tracing::error!(%error, "an error page could not be written");
            Words::of(kind, String::new()).plain()
        }
    }
}

impl Words {
    const fn of(kind: ErrorKind, request_id: String) -> Self {
        Self { heading: kind.heading(), explanation: kind.explanation(), request_id }
    }

    /// Without the frame, when even that is not to be had.
    fn plain(&self) -> String {
        let Self { heading, explanation, request_id } = self;
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<title>{heading}</title>\n<h1>{heading}</h1>\n\
             <p>{explanation}</p>\n<p>Reference for support: {request_id}</p>\n</html>\n"
        )
    }
}
