//! The document for people: a page that shows it and tries it out.

use actix_web::HttpResponse;
use actix_web::http::header::ContentType;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, HeaderValue, LOCATION};
use askama::Template;

use crate::api::Problem;

/// The policy of the site, with pictures that stand in the viewer's style sheet.
const CONTENT_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
     trusted-types default dompurify",
);

#[derive(Template)]
#[template(path = "api_docs.html")]
struct Docs;

pub(crate) async fn show() -> Result<HttpResponse, Problem> {
    let html = Docs.render().map_err(|error| {
        tracing::error!(%error, "the page of the document could not be written");
        Problem::internal()
    })?;
    let mut response = HttpResponse::Ok();
    response.insert_header((CONTENT_SECURITY_POLICY, CONTENT_POLICY));
    Ok(response.content_type(ContentType::html()).body(html))
}

/// Leads from the plain path to the page.
pub(crate) async fn lead() -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, "/api/docs")).finish()
}
