//! What this process remembers of refusals, so that somebody who keeps trying costs no query.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::clock::Timestamp;

/// Refusals remembered at most: 100 bytes each, so about a megabyte. When it is full, those that
/// are over are dropped, and if none is, all: the database still refuses.
const CAPACITY: usize = 10_000;

/// Keys that have no try left, and from when on they have one.
#[derive(Debug, Default)]
pub(super) struct Shield(Mutex<HashMap<Vec<u8>, Timestamp>>);

impl Shield {
    /// How long a key has still to wait, if it was refused before. `longest` is the longest wait
    /// there can be: more means that the clock was set back.
    pub(super) fn wait(&self, key: &[u8], now: Timestamp, longest: Duration) -> Option<Duration> {
        let free_at = *self.lock().get(key)?;
        let wait = free_at.since(now);
        (!wait.is_zero() && wait <= longest).then_some(wait)
    }

    /// Remembers a refusal.
    pub(super) fn remember(&self, key: Vec<u8>, free_at: Timestamp, now: Timestamp) {
        let mut refusals = self.lock();
        if refusals.len() >= CAPACITY {
            refusals.retain(|_, free_at| *free_at > now);
            if refusals.len() >= CAPACITY {
                refusals.clear();
            }
        }
        refusals.insert(key, free_at);
    }

    /// Forgets a refusal: a try was given back.
    pub(super) fn forget(&self, key: &[u8]) {
        self.lock().remove(key);
    }

    /// A thread that panicked here left nothing half done.
    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Vec<u8>, Timestamp>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
