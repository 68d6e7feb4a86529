//! Counting, and the text of everything that was counted.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use actix_web::http::{self, StatusCode};
use prometheus_client::encoding::text::encode;
use prometheus_client::registry::Registry;

use super::labels::{Method, RefreshEnd, Rows, RunOutcome, SignInEnd, SignInMethod, SignUpEnd};
use super::registry::Counted;
use super::sampled::{Kind, Reading, Sampled};
use super::series::{Answers, Calls, Deleted, EndedCalls, Refreshes, Requests, Runs, SignIns, SignUps};
use crate::clock::Timestamp;

/// The numbers of one site. Cloning gives another handle to the same ones.
#[derive(Clone, Debug)]
pub struct Metrics(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    registry: Mutex<Registry>,
    counted: Counted,
}

impl Metrics {
    /// Numbers that begin at nought, of a process that began at this moment.
    pub fn new(began: Timestamp) -> Self {
        let mut registry = Registry::default();
        let counted = Counted::register(&mut registry, began);
        Self(Arc::new(Inner { registry: Mutex::new(registry), counted }))
    }

    /// Adds a number that somebody else keeps; it is read whenever somebody looks, and may ask nobody.
    pub fn sample(
        &self,
        kind: Kind,
        name: &'static str,
        help: &'static str,
        read: impl Fn() -> Vec<Reading> + Send + Sync + 'static,
    ) {
        self.registry().register_collector(Box::new(Sampled { kind, name, help, read }));
    }

    /// All numbers, in the `OpenMetrics` text format 1.0.
    pub fn text(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        encode(&mut text, &self.registry())?;
        Ok(text)
    }

    /// A request was answered. `route` is a pattern that this program declares, or one word for all
    /// paths that match none.
    pub fn answered(&self, method: &http::Method, route: String, status: StatusCode, took: Duration) {
        let requests = Requests { method: Method::of(method), route };
        self.0.counted.request_durations.get_or_create(&requests).observe(took);
        self.0.counted.requests.get_or_create(&Answers { requests, status: status.as_u16() }).inc();
    }

    /// Somebody tried to sign in.
    pub fn signed_in(&self, method: SignInMethod, outcome: SignInEnd) {
        self.0.counted.sign_ins.get_or_create(&SignIns { method, outcome }).inc();
    }

    /// Somebody tried to create an account.
    pub fn signed_up(&self, outcome: SignUpEnd) {
        self.0.counted.sign_ups.get_or_create(&SignUps { outcome }).inc();
    }

    /// A session was to be refreshed.
    pub fn refreshed(&self, outcome: RefreshEnd) {
        self.0.counted.refreshes.get_or_create(&Refreshes { outcome }).inc();
    }

    /// A call to the auth server ended. Both words come from lists of the program.
    pub fn called(&self, call: &'static str, outcome: &'static str, took: Duration) {
        self.0.counted.call_durations.get_or_create(&Calls { call }).observe(took);
        self.0.counted.calls.get_or_create(&EndedCalls { call, outcome }).inc();
    }

    /// Housekeeping deleted rows.
    pub fn deleted(&self, rows: Rows, number: u64) {
        self.0.counted.housekeeping_deleted.get_or_create(&Deleted { rows }).inc_by(number);
    }

    /// A run of housekeeping ended at this moment.
    pub fn housekeeping_ended(&self, outcome: RunOutcome, now: Timestamp) {
        self.0.counted.housekeeping_runs.get_or_create(&Runs { outcome }).inc();
        if outcome != RunOutcome::Failed {
            self.0.counted.housekeeping_succeeded_at.set(now.as_seconds());
        }
    }

    /// A thread that panicked while it wrote the text left nothing half done.
    fn registry(&self) -> std::sync::MutexGuard<'_, Registry> {
        self.0.registry.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
