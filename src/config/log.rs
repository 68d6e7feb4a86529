//! What is logged, and for whom it is written.

use tracing_subscriber::EnvFilter;

use super::origin::Origin;
use super::reader::Findings;
use super::settings::Values;

/// What is logged without a setting. What the HTTP server says about its threads helps nobody.
const DEFAULT_FILTER: &str = "info,actix_server=warn";

/// For whom the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people.
    Human,
    /// One JSON object in each line.
    Json,
}

/// How to log.
#[derive(Clone, Debug)]
pub struct LogSettings {
    /// For whom.
    pub format: LogFormat,
    /// What, in the syntax of `RUST_LOG`; checked.
    pub filter: String,
}

impl LogSettings {
    pub(super) fn read(values: &Values, origin: &Origin, findings: &mut Findings) -> Self {
        let default = if origin.is_loopback() { LogFormat::Human } else { LogFormat::Json };
        let format = match values.log_format.as_deref() {
            None => default,
            Some("human") => LogFormat::Human,
            Some("json") => LogFormat::Json,
            Some(_) => {
                findings.fault("DOORWARD_LOG_FORMAT", "must be human or json");
                default
            }
        };
        let filter = values.log_filter.clone().unwrap_or_else(|| DEFAULT_FILTER.to_owned());
        if EnvFilter::builder().parse(&filter).is_err() {
            findings.fault("RUST_LOG", "must be levels and targets, such as info,doorward=debug");
        }
        Self { format, filter }
    }
}
