//! Numbers for Prometheus. Each label is an enum, a status code or the pattern of a route that this
//! program declares: no visitor can make a new series.
//!
//! The registry is handed in, never global: several sites run in one process of the tests.

mod counts;
mod durations;
mod labels;
mod registry;
mod sampled;
mod series;

pub use counts::Metrics;
pub use labels::{RefreshEnd, Rows, RunOutcome, SignInEnd, SignInMethod, SignUpEnd};
pub use sampled::{Kind, Reading};
