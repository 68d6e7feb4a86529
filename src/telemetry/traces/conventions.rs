//! Spans in the words of the conventions (OpenTelemetry semantic conventions for HTTP): the log calls
//! things by shorter names.

use std::time::Duration;

use opentelemetry::trace::{Event, SpanKind, Status};
use opentelemetry::{Context, Key, KeyValue, Value};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{BatchSpanProcessor, Span, SpanData, SpanProcessor};

const METHOD: &str = "http.request.method";
const ROUTE: &str = "http.route";
const STATUS: &str = "http.response.status_code";

/// Hands spans on in the words of the conventions, and leaves out what tells nothing.
#[derive(Debug)]
pub(super) struct InConventions(pub(super) BatchSpanProcessor);

impl SpanProcessor for InConventions {
    fn on_start(&self, span: &mut Span, context: &Context) {
        self.0.on_start(span, context);
    }

    fn on_end(&self, span: SpanData) {
        if let Some(span) = in_conventions(span) {
            self.0.on_end(span);
        }
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.0.force_flush()
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.0.shutdown_with_timeout(timeout)
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.0.set_resource(resource);
    }
}

fn in_conventions(mut span: SpanData) -> Option<SpanData> {
    // The line about the answer tells of the span itself.
    if let Some(place) = span.events.events.iter().position(|event| event.name == "answered") {
        span.attributes.extend(fields(span.events.events.remove(place)));
    }
    for attribute in &mut span.attributes {
        if let Some(name) = name(attribute.key.as_str()) {
            attribute.key = Key::from_static_str(name);
        }
    }
    match &*span.name {
        "request" => as_server(span),
        "auth_call" => Some(as_client(span)),
        _ => Some(span),
    }
}

/// Requests that the log leaves out are left out here too; they have no status.
fn as_server(mut span: SpanData) -> Option<SpanData> {
    let Some(Value::I64(status)) = get(&span, STATUS) else { return None };
    if *status >= 500 {
        span.status = Status::error("");
    }
    if let (Some(method), Some(route)) = (get(&span, METHOD), get(&span, ROUTE)) {
        span.name = format!("{method} {route}").into();
    }
    span.span_kind = SpanKind::Server;
    Some(span)
}

fn as_client(mut span: SpanData) -> SpanData {
    if let Some(call) = get(&span, "call") {
        span.name = format!("auth {call}").into();
    }
    span.span_kind = SpanKind::Client;
    span
}

/// What was logged in an event, without where and how loud.
fn fields(event: Event) -> impl Iterator<Item = KeyValue> {
    event.attributes.into_iter().filter(|field| !["level", "target"].contains(&field.key.as_str()))
}

fn name(in_log: &str) -> Option<&'static str> {
    match in_log {
        "id" => Some("request.id"),
        "method" => Some(METHOD),
        "route" => Some(ROUTE),
        "status" => Some(STATUS),
        _ => None,
    }
}

fn get<'a>(span: &'a SpanData, name: &str) -> Option<&'a Value> {
    span.attributes.iter().find(|attribute| attribute.key.as_str() == name).map(|attribute| &attribute.value)
}
