//! The document, for programs that write programs.

use std::sync::LazyLock;

use actix_web::HttpResponse;
use actix_web::web::Bytes;

use crate::api::{Problem, openapi};

/// The text, written once.
static TEXT: LazyLock<Option<Bytes>> = LazyLock::new(|| {
    let text = serde_json::to_vec(&openapi::document());
    text.inspect_err(|error| tracing::error!(%error, "the document could not be written"))
        .ok()
        .map(Bytes::from)
});

pub(crate) async fn show() -> Result<HttpResponse, Problem> {
    let text = TEXT.as_ref().ok_or_else(Problem::internal)?;
    Ok(HttpResponse::Ok().content_type("application/json").body(text.clone()))
}
