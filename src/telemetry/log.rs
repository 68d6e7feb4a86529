//! The log: lines for people, or one JSON object in each line; and the same as traces, if wanted.

use std::io::{self, IsTerminal as _};

use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::{SubscriberInitExt as _, TryInitError};
use tracing_subscriber::{EnvFilter, Layer as _, Registry, fmt};

use super::traces::Traces;

/// Starts logging to standard output: lines for people, or one JSON object in each line.
pub fn start(filter: &str, as_json: bool, traces: Option<&Traces>) -> Result<(), TryInitError> {
    let filter = EnvFilter::builder().parse_lossy(filter);
    // A log that cannot be written is no reason to write somewhere else.
    let lines = fmt::layer::<Registry>().log_internal_errors(false);
    let lines = if as_json {
        lines.json().flatten_event(true).with_current_span(true).with_span_list(false).boxed()
    } else {
        lines.with_ansi(io::stdout().is_terminal()).with_target(false).boxed()
    };
    tracing_subscriber::registry().with(lines.with_filter(filter)).with(traces.map(Traces::layer)).try_init()
}
