//! Traces: the same that the log holds, as spans for an OpenTelemetry collector (OTLP over HTTP, in
//! JSON). Only spans and events of this program are told of, never those of its libraries, and no
//! visitor's `traceparent` is believed: strangers would choose what belongs together.
//!
//! Written for the few spans there are: the usual crates would bring a second way of encoding and a
//! thread of their own, for more than two megabytes of program.

mod exporter;
mod layer;
mod span;

pub use exporter::{Traces, TracesSettings};
pub use layer::TraceLayer;
