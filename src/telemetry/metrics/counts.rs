//! Everything that is counted where it happens, and the text of it all.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use actix_web::http::{Method, StatusCode};
use prometheus_client::collector::Collector;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Metric, Registry};

use super::durations::Durations;
use super::labels;
use super::labels::{Answers, Build, Deleted, Requests, Rows, RunOutcome, Runs};
use crate::clock::Timestamp;

/// The numbers of one site. Cloning gives another handle to the same ones.
#[derive(Clone, Debug)]
pub struct Metrics(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    registry: Mutex<Registry>,
    requests: Family<Answers, Counter>,
    request_durations: Family<Requests, Durations>,
    housekeeping_runs: Family<Runs, Counter>,
    housekeeping_deleted: Family<Deleted, Counter>,
    housekeeping_succeeded_at: Gauge,
}

impl Metrics {
    /// Numbers that begin at nought, of a process that began at this moment.
    pub fn new(began: Timestamp) -> Self {
        let mut registry = Registry::default();
        let started = Gauge::<i64>::default();
        started.set(began.as_seconds());
        let build = Info::new(Build { version: env!("CARGO_PKG_VERSION") });
        registry.register("doorward_build", "Which version this is", build);
        registry.register(
            "process_start_time_seconds",
            "When the process began, in seconds since 1970",
            started,
        );
        let inner = Inner {
            requests: made(
                &mut registry,
                "doorward_http_requests",
                "Requests by the pattern of their route, and how they were answered",
            ),
            request_durations: made(
                &mut registry,
                "doorward_http_request_duration_seconds",
                "How long answers took to begin",
            ),
            housekeeping_runs: made(
                &mut registry,
                "doorward_housekeeping_runs",
                "Runs of housekeeping on this machine, and how they ended",
            ),
            housekeeping_deleted: made(
                &mut registry,
                "doorward_housekeeping_deleted_rows",
                "Rows that housekeeping on this machine has deleted",
            ),
            housekeeping_succeeded_at: made(
                &mut registry,
                "doorward_housekeeping_last_success_timestamp_seconds",
                "When housekeeping on this machine last ended well, in seconds since 1970; 0 before that",
            ),
            registry: Mutex::new(registry),
        };
        for outcome in RunOutcome::ALL {
            drop(inner.housekeeping_runs.get_or_create(&Runs { outcome: *outcome }));
        }
        for rows in Rows::ALL {
            drop(inner.housekeeping_deleted.get_or_create(&Deleted { rows: *rows }));
        }
        Self(Arc::new(inner))
    }

    /// Adds numbers that are asked for when somebody looks.
    pub fn add(&self, collector: impl Collector) {
        self.registry().register_collector(Box::new(collector));
    }

    /// All numbers, in the `OpenMetrics` text format 1.0.
    pub fn text(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        encode(&mut text, &self.registry())?;
        Ok(text)
    }

    /// A request was answered. `route` is a pattern that this program declares, or one word for all
    /// paths that match none.
    pub fn answered(&self, method: &Method, route: String, status: StatusCode, took: Duration) {
        let requests = Requests { method: labels::Method::of(method), route };
        self.0.request_durations.get_or_create(&requests).observe(took);
        self.0.requests.get_or_create(&Answers { requests, status: status.as_u16() }).inc();
    }

    /// Housekeeping deleted rows.
    pub fn deleted(&self, rows: Rows, number: u64) {
        self.0.housekeeping_deleted.get_or_create(&Deleted { rows }).inc_by(number);
    }

    /// A run of housekeeping ended at this moment.
    pub fn housekeeping_ended(&self, outcome: RunOutcome, now: Timestamp) {
        self.0.housekeeping_runs.get_or_create(&Runs { outcome }).inc();
        if outcome != RunOutcome::Failed {
            self.0.housekeeping_succeeded_at.set(now.as_seconds());
        }
    }

    /// A thread that panicked while it wrote the text left nothing half done.
    fn registry(&self) -> std::sync::MutexGuard<'_, Registry> {
        self.0.registry.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A metric in the registry.
fn made<M: Metric + Clone + Default>(registry: &mut Registry, name: &str, help: &str) -> M {
    let metric = M::default();
    registry.register(name, help, metric.clone());
    metric
}
