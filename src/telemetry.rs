//! What the program tells about itself. Every request has an id, made here, and one line when it is
//! answered: method, matched route, status, duration. Never a path, a query string, a header, an
//! address or anything a visitor typed.

use std::io::{self, IsTerminal as _};
use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage as _};
use tracing::Instrument as _;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::util::{SubscriberInitExt as _, TryInitError};
use uuid::Uuid;

/// The header by which an answer carries its request's id, for bug reports.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The start of routes that are asked for all the time and tell nothing: their answers are logged
/// only when somebody asks for details.
const QUIET: &[&str] = &["/health/", "/static/"];

/// The name of one request, in the log and on error pages. Ids of visitors and proxies are never
/// taken over, so that nobody can write into the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestId(Uuid);

impl RequestId {
    fn new() -> Self {
        Self(Uuid::now_v7())
    }
}

impl std::fmt::Display for RequestId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(&self.0.simple(), f)
    }
}

/// Starts logging to standard output: lines for people, or one JSON object in each line.
pub fn start(filter: &str, as_json: bool) -> Result<(), TryInitError> {
    let builder = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::builder().parse_lossy(filter))
        // A log that cannot be written is no reason to write somewhere else.
        .log_internal_errors(false);
    if as_json {
        builder.json().flatten_event(true).with_current_span(true).with_span_list(false).finish().try_init()
    } else {
        let wants_colour = io::stdout().is_terminal();
        builder.with_ansi(wants_colour).with_target(false).finish().try_init()
    }
}

/// The outermost middleware: gives the request its id and a span, and logs its answer.
pub async fn request_span(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let id = RequestId::new();
    request.extensions_mut().insert(id);
    let span = tracing::info_span!("request", %id, method = %request.method());
    let began = Instant::now();
    async move {
        let mut response = next.call(request).await?;
        if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
            response.headers_mut().insert(REQUEST_ID, value);
        }
        log_answer(&response, began);
        Ok(response)
    }
    .instrument(span)
    .await
}

fn log_answer<B>(response: &ServiceResponse<B>, began: Instant) {
    let route = response.request().match_pattern();
    let route = route.as_deref().unwrap_or("(none)");
    let status = response.status().as_u16();
    let duration_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    if response.status().is_server_error() {
        tracing::warn!(route, status, duration_ms, "answered");
    } else if QUIET.iter().any(|start| route.starts_with(start)) {
        tracing::debug!(route, status, duration_ms, "answered");
    } else {
        tracing::info!(route, status, duration_ms, "answered");
    }
}
