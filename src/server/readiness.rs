//! Whether this process can do its work: the database answers and can be written, its tables are
//! current, and there are keys to check tokens with. The mood of a remote auth server is no part of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;

use super::activity::Activity;
use crate::database::{Database, MigrationState};
use crate::gotrue::TokenVerifier;

/// How long the database may take to answer: one that wakes from sleep needs a moment, and whoever asks
/// (`fly.toml`) waits a little longer than this.
const PATIENCE: Duration = Duration::from_secs(4);

/// How long an answer is good for while there is work. Without work it stays good until there is
/// some: asking would keep a sleeping database awake.
const GOOD_FOR: Duration = Duration::from_secs(5);

/// How long a bad answer is believed.
const BAD_FOR: Duration = Duration::from_secs(1);

/// What keeps the process from doing its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Obstacle {
    /// The database does not answer.
    Database,
    /// The disk of the `SQLite` file is full or read-only: pages can be read, and nobody can sign in.
    Disk,
    /// Tables are missing: `doorward migrate` makes them.
    Migrations,
    /// No key to check tokens with has been seen yet.
    Keys,
    /// The process has been told to stop.
    Stopping,
}

/// What one look at the database found.
struct Look {
    at: Instant,
    requests: u64,
    found: Result<(), Obstacle>,
}

/// Knows whether the process can do its work. Shared by all workers.
pub(super) struct Readiness {
    database: Database,
    /// What checks tokens, where somebody else signs them.
    verifier: Option<TokenVerifier>,
    activity: Arc<Activity>,
    is_stopping: AtomicBool,
    last: Mutex<Option<Look>>,
}

impl Readiness {
    pub(super) fn new(database: Database, verifier: Option<TokenVerifier>, activity: Arc<Activity>) -> Self {
        Self { database, verifier, activity, is_stopping: AtomicBool::new(false), last: Mutex::new(None) }
    }

    /// There is work, so that the next question deserves a fresh answer.
    pub(super) fn note_request(&self) {
        self.activity.note_request();
    }

    /// From now on this process wants no more work.
    pub(super) fn stop(&self) {
        self.is_stopping.store(true, Ordering::Relaxed);
    }

    /// Whether it has been told to stop.
    pub(super) fn is_stopping(&self) -> bool {
        self.is_stopping.load(Ordering::Relaxed)
    }

    /// Whether the process can do its work.
    pub(super) async fn check(&self) -> Result<(), Obstacle> {
        if self.is_stopping() {
            return Err(Obstacle::Stopping);
        }
        self.look().await?;
        let has_keys = self.verifier.as_ref().is_none_or(TokenVerifier::has_keys);
        if has_keys { Ok(()) } else { Err(Obstacle::Keys) }
    }

    /// Questions that come at once wait for one answer.
    async fn look(&self) -> Result<(), Obstacle> {
        let mut last = self.last.lock().await;
        let requests = self.activity.requests();
        if let Some(look) = last.as_ref().filter(|look| look.is_good(requests)) {
            return look.found;
        }
        let found = look_at(&self.database).await;
        *last = Some(Look { at: Instant::now(), requests, found });
        found
    }
}

impl Look {
    fn is_good(&self, requests: u64) -> bool {
        match self.found {
            Ok(()) => self.requests == requests || self.at.elapsed() < GOOD_FOR,
            Err(_) => self.at.elapsed() < BAD_FOR,
        }
    }
}

/// One statement tells both whether the database answers and whether its tables are current, another
/// whether its disk takes what is written.
pub(super) async fn look_at(database: &Database) -> Result<(), Obstacle> {
    match tokio::time::timeout(PATIENCE, database.migration_state()).await {
        Ok(Ok(MigrationState::Current)) => {}
        Ok(Ok(MigrationState::Behind)) => return Err(Obstacle::Migrations),
        Ok(Err(_)) | Err(_) => return Err(Obstacle::Database),
    }
    match tokio::time::timeout(PATIENCE, database.can_write()).await {
        Ok(Ok(false)) => Err(Obstacle::Disk),
        // That somebody else writes for long is no fault of the disk.
        _ => Ok(()),
    }
}
