//! The log: lines for people, or one JSON object in each line; and the same as traces, if wanted.

use std::io::{self, IsTerminal as _};

use tracing_subscriber::fmt::writer::BoxMakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::{SubscriberInitExt as _, TryInitError};
use tracing_subscriber::{EnvFilter, Layer as _, Registry, fmt};

use super::traces::Traces;

/// Where the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogTo {
    /// Standard output.
    Output,
    /// Standard error, where the output is for a program.
    Error,
}

/// Starts logging: lines for people, or one JSON object in each line.
pub fn start(filter: &str, as_json: bool, to: LogTo, traces: Option<&Traces>) -> Result<(), TryInitError> {
    let filter = EnvFilter::builder().parse_lossy(filter);
    // A log that cannot be written is no reason to write somewhere else.
    let (writer, is_terminal) = match to {
        LogTo::Output => (BoxMakeWriter::new(io::stdout), io::stdout().is_terminal()),
        LogTo::Error => (BoxMakeWriter::new(io::stderr), io::stderr().is_terminal()),
    };
    let lines = fmt::layer::<Registry>().log_internal_errors(false).with_writer(writer);
    let lines = if as_json {
        lines.json().flatten_event(true).with_current_span(true).with_span_list(false).boxed()
    } else {
        lines.with_ansi(is_terminal).with_target(false).boxed()
    };
    tracing_subscriber::registry().with(lines.with_filter(filter)).with(traces.map(Traces::layer)).try_init()
}
