//! Every number that is counted where it happens, with its name and what it means.

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Metric, Registry};

use super::durations::Durations;
use super::labels::{RefreshEnd, Rows, RunOutcome, SignInEnd, SignInMethod, SignUpEnd};
use super::series::{
    Answers, Build, Calls, Deleted, EndedCalls, Refreshes, Requests, Runs, SignIns, SignUps,
};
use crate::clock::Timestamp;

/// What is counted where it happens.
#[derive(Debug)]
pub(super) struct Counted {
    pub(super) requests: Family<Answers, Counter>,
    pub(super) request_durations: Family<Requests, Durations>,
    pub(super) sign_ins: Family<SignIns, Counter>,
    pub(super) sign_ups: Family<SignUps, Counter>,
    pub(super) refreshes: Family<Refreshes, Counter>,
    pub(super) calls: Family<EndedCalls, Counter>,
    pub(super) call_durations: Family<Calls, Durations>,
    pub(super) housekeeping_runs: Family<Runs, Counter>,
    pub(super) housekeeping_deleted: Family<Deleted, Counter>,
    pub(super) housekeeping_succeeded_at: Gauge,
}

impl Counted {
    /// Puts all of them into a registry. Series whose labels are few are there from the start, so that
    /// a rate of them tells of the first time too.
    pub(super) fn register(registry: &mut Registry, began: Timestamp) -> Self {
        let started = Gauge::<i64>::default();
        started.set(began.as_seconds());
        let build = Info::new(Build { version: env!("CARGO_PKG_VERSION") });
        registry.register("doorward_build", "Which version this is", build);
        registry.register(
            "process_start_time_seconds",
            "When the process began, in seconds since 1970",
            started,
        );
        let counted = Self {
            requests: made(
                registry,
                "doorward_http_requests",
                "Requests by the pattern of their route, and how they were answered",
            ),
            request_durations: made(
                registry,
                "doorward_http_request_duration_seconds",
                "How long answers took to begin",
            ),
            sign_ins: made(registry, "doorward_sign_ins", "Attempts to sign in, and how they ended"),
            sign_ups: made(
                registry,
                "doorward_sign_ups",
                "Attempts to create an account, and how they ended",
            ),
            refreshes: made(
                registry,
                "doorward_refreshes",
                "Attempts to refresh a session, and how they ended",
            ),
            calls: made(registry, "doorward_auth_calls", "Calls to the auth server, and how they ended"),
            call_durations: made(
                registry,
                "doorward_auth_call_duration_seconds",
                "How long calls to the auth server took",
            ),
            housekeeping_runs: made(
                registry,
                "doorward_housekeeping_runs",
                "Runs of housekeeping on this machine, and how they ended",
            ),
            housekeeping_deleted: made(
                registry,
                "doorward_housekeeping_deleted_rows",
                "Rows that housekeeping on this machine has deleted",
            ),
            housekeeping_succeeded_at: made(
                registry,
                "doorward_housekeeping_last_success_timestamp_seconds",
                "When housekeeping on this machine last ended well, in seconds since 1970; 0 before that",
            ),
        };
        counted.begin_at_nought();
        counted
    }

    fn begin_at_nought(&self) {
        for method in SignInMethod::ALL {
            for outcome in SignInEnd::ALL {
                drop(self.sign_ins.get_or_create(&SignIns { method: *method, outcome: *outcome }));
            }
        }
        for outcome in SignUpEnd::ALL {
            drop(self.sign_ups.get_or_create(&SignUps { outcome: *outcome }));
        }
        for outcome in RefreshEnd::ALL {
            drop(self.refreshes.get_or_create(&Refreshes { outcome: *outcome }));
        }
        for outcome in RunOutcome::ALL {
            drop(self.housekeeping_runs.get_or_create(&Runs { outcome: *outcome }));
        }
        for rows in Rows::ALL {
            drop(self.housekeeping_deleted.get_or_create(&Deleted { rows: *rows }));
        }
    }
}

/// A metric in the registry.
fn made<M: Metric + Clone + Default>(registry: &mut Registry, name: &str, help: &str) -> M {
    let metric = M::default();
    registry.register(name, help, metric.clone());
    metric
}
