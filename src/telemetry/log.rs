//! The log: lines for people, or one JSON object in each line.

use std::io::{self, IsTerminal as _};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::util::{SubscriberInitExt as _, TryInitError};

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
