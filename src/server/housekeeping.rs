//! Deletes what is good for nothing any more: bounded work in each run, one machine at a time, and only
//! while there is other work, so that a database which sleeps is let sleep. The deletions stand with the
//! owners of the tables.

use std::sync::Arc;
use std::time::Duration;

use super::Parts;
use super::activity::Activity;
use super::inside::Tidier;
use crate::clock::Timestamp;
use crate::telemetry::metrics::{Rows, RunOutcome};

/// The name of the lease.
const WORK: &str = "housekeeping";

/// How long after a start nothing is done: a start has other things to do.
const AFTER_START: Duration = Duration::from_mins(1);

/// The pause between two runs, of all machines together: counts of tries, which strangers make, are
/// the most there is to delete, and live for minutes.
const PAUSE: Duration = Duration::from_mins(10);

/// The pause after a run that could not finish.
const SHORT_PAUSE: Duration = Duration::from_mins(1);

/// How long one machine may be at it: far longer than a run takes. If it dies, another goes on then.
const LEASE: Duration = Duration::from_mins(5);

/// Rows deleted by one statement: `SQLite`'s only writer is back after milliseconds.
const BATCH: i64 = 500;

/// Statements of one run for each kind of rows.
const MOST_BATCHES: usize = 20;

/// How long the empty row of somebody who was deleted is kept: as long as the tombstones of their
/// sessions, which are gone then for all tokens that can still turn up.
const DELETED_KEPT_FOR: Duration = Duration::from_hours(90 * 24);

/// Everything it takes to tidy up.
#[derive(Clone)]
pub(super) struct Housekeeping {
    parts: Parts,
    tidier: Option<Tidier>,
}

/// What became of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Run {
    /// Another machine is at it, or was a moment ago.
    NotOurs,
    /// This machine did it.
    Ended(RunOutcome),
}

/// Why a run broke off, in words.
type Failure = Box<dyn std::error::Error + Send + Sync>;

impl Housekeeping {
    /// `tidier` is the auth server inside, where there is one.
    pub(super) fn new(parts: Parts, tidier: Option<Tidier>) -> Self {
        Self { parts, tidier }
    }

    /// The worker: runs while there is work, at most once in a pause. Runs until it is dropped.
    pub(super) async fn keep(self, activity: Arc<Activity>) {
        let mut pause = AFTER_START;
        loop {
            self.parts.clock.sleep(pause).await;
            // The database is awake then, or is being woken by whoever came.
            activity.next_request().await;
            pause = match self.run().await {
                Run::Ended(RunOutcome::Unfinished) => SHORT_PAUSE,
                // What was taken on before it broke off is free again then.
                Run::Ended(RunOutcome::Failed) => LEASE,
                Run::NotOurs | Run::Ended(RunOutcome::Done) => PAUSE,
            };
        }
    }

    /// One run, if it is due and no other machine is at it.
    async fn run(&self) -> Run {
        let now = self.parts.clock.now();
        let until = now.plus(LEASE);
        // No lease is longer than a pause.
        let latest = now.plus(PAUSE).plus(LEASE);
        let outcome = match self.parts.database.take_lease(WORK, now, until, latest).await {
            Ok(false) => return Run::NotOurs,
            Ok(true) => self.tidy(until).await,
            Err(error) => Err(error.into()),
        };
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(error) => {
                tracing::warn!(%error, "housekeeping broke off");
                RunOutcome::Failed
            }
        };
        self.parts.metrics.housekeeping_ended(outcome, self.parts.clock.now());
        Run::Ended(outcome)
    }

    /// A failure breaks the run off: a database that fails one statement is not asked the others. The
    /// lease then ends by itself.
    async fn tidy(&self, until: Timestamp) -> Result<RunOutcome, Failure> {
        let mut is_done = true;
        for rows in Rows::ALL {
            is_done &= self.delete_all(*rows, until).await?;
        }
        let now = self.parts.clock.now();
        let (outcome, free_at) =
            if is_done { (RunOutcome::Done, now.plus(PAUSE)) } else { (RunOutcome::Unfinished, now) };
        self.parts.database.move_lease(WORK, until, free_at).await?;
        Ok(outcome)
    }

    /// Whether none of these rows are left; else as many are gone as one run deletes.
    async fn delete_all(&self, rows: Rows, until: Timestamp) -> Result<bool, Failure> {
        for _ in 0..MOST_BATCHES {
            if self.parts.clock.now() >= until {
                return Ok(false);
            }
            let deleted = self.delete(rows, BATCH).await?;
            self.parts.metrics.deleted(rows, deleted);
            if deleted < BATCH.unsigned_abs() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn delete(&self, rows: Rows, most: i64) -> Result<u64, Failure> {
        let Parts { clock, accounts, limits, outbox, .. } = &self.parts;
        Ok(match (rows, &self.tidier) {
            (Rows::Sessions, _) => accounts.forget_sessions(most).await?,
            (Rows::DeletedPeople, _) => {
                let before = clock.now().minus(DELETED_KEPT_FOR);
                accounts.forget_deleted_people(before, most).await?
            }
            (Rows::Reservations, _) => accounts.forget_reservations(most).await?,
            (Rows::Limits, _) => limits.forget_past(most).await?,
            (Rows::Mails, _) => outbox.forget_finished(most).await?,
            (rows, Some(tidier)) => tidier.delete(rows, most).await?,
            (
                Rows::AuthSessions
                | Rows::OneTimeTokens
                | Rows::FlowStates
                | Rows::UnprovedFactors
                | Rows::Challenges
                | Rows::UnconfirmedAccounts
                | Rows::Authorizations
                | Rows::PasskeyChallenges
                | Rows::UnusedPrograms
                | Rows::AuditLog,
                None,
            ) => 0,
        })
    }
}
