//! One span, and how OTLP writes it in JSON (opentelemetry-proto, "JSON Protobuf Encoding").

use std::fmt;

use serde_json::{Map, Value, json};
use tracing::field::{Field, Visit};
use uuid::Uuid;

use crate::clock::Timestamp;

/// The number of an internal span, of one that answers, and of one that asks (`SpanKind`).
const INTERNAL: u8 = 1;
const SERVER: u8 = 2;
const CLIENT: u8 = 3;

/// The number of a span that failed (`StatusCode`).
const ERROR: u8 = 2;

/// Events kept of one span.
const MOST_EVENTS: usize = 32;

/// By what a span is known to others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Identity {
    trace: Uuid,
    /// The second half of a random UUID.
    span: u64,
}

/// What was said of a span or an event: its fields, in the words of the conventions.
#[derive(Debug, Default)]
pub(super) struct Fields {
    message: String,
    values: Vec<(&'static str, Value)>,
}

/// A span that goes on.
#[derive(Debug)]
pub(super) struct OpenSpan {
    pub(super) identity: Identity,
    parent: Option<Identity>,
    name: &'static str,
    began: Timestamp,
    fields: Fields,
    events: Vec<Value>,
    has_failed: bool,
}

/// A span that is over, as JSON.
#[derive(Debug)]
pub(super) struct EndedSpan(pub(super) Value);

impl OpenSpan {
    pub(super) fn begin(
        name: &'static str,
        parent: Option<Identity>,
        fields: Fields,
        now: Timestamp,
    ) -> Self {
        let identity = Identity::new(parent);
        Self { identity, parent, name, began: now, fields, events: Vec::new(), has_failed: false }
    }

    /// Something was logged in it. The line about the answer tells of the span itself.
    pub(super) fn note(&mut self, event: Fields, is_error: bool, now: Timestamp) {
        if event.message == "answered" {
            self.has_failed |= is_error;
            self.fields.values.extend(event.values);
        } else if self.events.len() < MOST_EVENTS {
            let Fields { message, values } = event;
            self.events.push(json!({
                "timeUnixNano": nanoseconds(now), "name": message, "attributes": attributes(&values),
            }));
        }
    }

    /// Requests that the log leaves out are left out here too; they have no status.
    pub(super) fn is_worth_telling(&self) -> bool {
        self.name != "request" || self.fields.get("http.response.status_code").is_some()
    }

    pub(super) fn end(self, now: Timestamp) -> EndedSpan {
        let mut span = Map::new();
        span.insert("traceId".to_owned(), Value::from(self.identity.trace.simple().to_string()));
        span.insert("spanId".to_owned(), Value::from(hex(self.identity.span)));
        if let Some(parent) = self.parent {
            span.insert("parentSpanId".to_owned(), Value::from(hex(parent.span)));
        }
        span.insert("name".to_owned(), Value::from(self.title()));
        span.insert("kind".to_owned(), Value::from(self.kind()));
        span.insert("startTimeUnixNano".to_owned(), Value::from(nanoseconds(self.began)));
        span.insert("endTimeUnixNano".to_owned(), Value::from(nanoseconds(now)));
        span.insert("attributes".to_owned(), attributes(&self.fields.values));
        span.insert("events".to_owned(), Value::from(self.events));
        if self.has_failed {
            span.insert("status".to_owned(), json!({ "code": ERROR }));
        }
        EndedSpan(Value::Object(span))
    }

    /// Method and route, or what is asked of the auth server.
    fn title(&self) -> String {
        let text = |name| self.fields.get(name).and_then(Value::as_str);
        match (text("http.request.method"), text("http.route"), text("call")) {
            (Some(method), Some(route), _) => format!("{method} {route}"),
            (_, _, Some(call)) => format!("auth {call}"),
            _ => self.name.to_owned(),
        }
    }

    fn kind(&self) -> u8 {
        match self.name {
            "request" => SERVER,
            "auth_call" => CLIENT,
            _ => INTERNAL,
        }
    }
}

impl Identity {
    fn new(parent: Option<Self>) -> Self {
        let (_, span) = Uuid::new_v4().as_u64_pair();
        Self { trace: parent.map_or_else(Uuid::new_v4, |parent| parent.trace), span }
    }
}

impl Fields {
    fn get(&self, name: &str) -> Option<&Value> {
        self.values.iter().find(|(own, _)| *own == name).map(|(_, value)| value)
    }

    fn put(&mut self, field: &Field, value: Value) {
        let name = match field.name() {
            "id" => "request.id",
            "method" => "http.request.method",
            "route" => "http.route",
            "status" => "http.response.status_code",
            name => name,
        };
        self.values.push((name, value));
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "message" {
            self.message = format!("{value:?}");
        } else {
            self.put(field, Value::from(format!("{value:?}")));
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "message" {
            value.clone_into(&mut self.message);
        } else {
            self.put(field, Value::from(value));
        }
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, Value::from(value));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, Value::from(value));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, Value::from(value));
    }
}

/// Pairs as OTLP has them; whole numbers are texts there.
pub(super) fn attributes(values: &[(&'static str, Value)]) -> Value {
    let pair = |(name, value): &(&'static str, Value)| {
        let value = match value {
            Value::Bool(truth) => json!({ "boolValue": truth }),
            Value::Number(number) => json!({ "intValue": number.to_string() }),
            Value::String(text) => json!({ "stringValue": text }),
            other => json!({ "stringValue": other.to_string() }),
        };
        json!({ "key": name, "value": value })
    };
    values.iter().map(pair).collect()
}

fn nanoseconds(moment: Timestamp) -> String {
    format!("{}000", moment.as_micros())
}

fn hex(span: u64) -> String {
    format!("{span:016x}")
}
