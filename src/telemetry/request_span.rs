//! Every request has an id, made here, and one line when it is answered: method, matched route, status,
//! duration. The same is counted.

use std::time::{Duration, Instant};

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage as _};
use tracing::Instrument as _;

use super::{Metrics, RequestId};

/// The header by which an answer carries its request's id, for bug reports.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What a path that no route matches is called.
const NO_ROUTE: &str = "(none)";

/// The start of routes that are asked for all the time and tell nothing: their answers are logged
/// only when somebody asks for details.
const QUIET: &[&str] = &["/health/", "/metrics", "/static/"];

/// The outermost middleware: gives the request its id and a span, logs its answer, and counts it
/// where the listener has [`Metrics`] in its data.
pub async fn request_span(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let id = RequestId::new();
    request.extensions_mut().insert(id);
    let metrics = request.app_data::<Data<Metrics>>().cloned();
    let span = tracing::info_span!("request", %id, method = %request.method());
    let began = Instant::now();
    async move {
        let mut response = next.call(request).await?;
        if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
            response.headers_mut().insert(REQUEST_ID, value);
        }
        let took = began.elapsed();
        let route = response.request().match_pattern().unwrap_or_else(|| NO_ROUTE.to_owned());
        log_answer(&response, &route, took);
        if let Some(metrics) = metrics {
            metrics.answered(response.request().method(), route, response.status(), took);
        }
        Ok(response)
    }
    .instrument(span)
    .await
}

fn log_answer<B>(response: &ServiceResponse<B>, route: &str, took: Duration) {
    // OpenTelemetry has no other whole numbers.
    let status = i64::from(response.status().as_u16());
    let duration_ms = i64::try_from(took.as_millis()).unwrap_or(i64::MAX);
    if response.status().is_server_error() {
        tracing::warn!(route, status, duration_ms, "answered");
    } else if QUIET.iter().any(|start| route.starts_with(start)) {
        tracing::debug!(route, status, duration_ms, "answered");
    } else {
        tracing::info!(route, status, duration_ms, "answered");
    }
}
