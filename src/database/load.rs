//! How busy the pools are.

use std::sync::atomic::{AtomicU64, Ordering};

use super::Database;

/// How busy one pool is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolLoad {
    /// Its name.
    pub pool: &'static str,
    /// Connections that somebody works with.
    pub busy: u64,
    /// Connections that are open and free.
    pub idle: u64,
    /// Connections at most.
    pub most: u64,
}

/// Who waits for a connection.
#[derive(Debug, Default)]
pub(super) struct Queue {
    waiting: AtomicU64,
    gave_up: AtomicU64,
}

/// Counts somebody who waits until they have what they wait for, or leave.
pub(super) struct Place<'a>(&'a Queue);

impl Queue {
    /// Counts one more who waits.
    pub(super) fn join(&self) -> Place<'_> {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        Place(self)
    }
}

impl Place<'_> {
    /// Leaves with what was waited for, or without it.
    pub(super) fn leave<T>(self, connection: sqlx::Result<T>) -> sqlx::Result<T> {
        if matches!(connection, Err(sqlx::Error::PoolTimedOut)) {
            self.0.gave_up.fetch_add(1, Ordering::Relaxed);
        }
        connection
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Database {
    /// How busy each pool is. Asks the database nothing.
    pub fn load(&self) -> Vec<PoolLoad> {
        self.pools()
            .into_iter()
            .map(|(pool, size, idle, most)| {
                let idle = u64::try_from(idle).unwrap_or_default().min(u64::from(size));
                PoolLoad { pool, busy: u64::from(size) - idle, idle, most: u64::from(most) }
            })
            .collect()
    }

    /// How many wait for a connection now.
    pub fn waiting(&self) -> u64 {
        self.queue().waiting.load(Ordering::Relaxed)
    }

    /// How many waited for a connection in vain since the start.
    pub fn gave_up_waiting(&self) -> u64 {
        self.queue().gave_up.load(Ordering::Relaxed)
    }
}
