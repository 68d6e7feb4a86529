//! Traces: the same that the log holds, as spans for an OpenTelemetry collector (OTLP over HTTP, in
//! protobuf). Only spans and events of this program are told of, never those of its libraries, and no
//! visitor's `traceparent` is believed: strangers would choose what belongs together. Our own calls to
//! the auth server carry one.

mod collector;
mod conventions;
mod pipeline;

pub use pipeline::{TRACES_DEADLINE, Traces, TracesError, TracesSettings};
