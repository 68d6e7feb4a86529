//! What the program tells about itself: a log for reading, numbers for counting, traces for looking at
//! single requests. None of them holds a path, a query string, a header, an address or anything a
//! visitor typed.

mod log;
pub mod metrics;
mod request_id;
mod request_span;
mod traces;

pub use log::{LogTo, start};
pub use metrics::Metrics;
pub use request_id::RequestId;
pub use request_span::request_span;
pub use traces::{TRACES_DEADLINE, Traces, TracesError, TracesSettings};
