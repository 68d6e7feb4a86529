//! Whether there is work, for whoever must not wake a sleeping database.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use tokio::sync::Notify;

/// Counts requests that are work. Shared by all workers.
#[derive(Debug, Default)]
pub(super) struct Activity {
    requests: AtomicU64,
    is_awaited: AtomicBool,
    woken: Notify,
}

impl Activity {
    /// A request has come.
    pub(super) fn note_request(&self) {
        self.requests.fetch_add(1, Ordering::Relaxed);
        // Hardly ever true: a look costs less than a swap that other threads notice.
        if self.is_awaited.load(Ordering::Relaxed) && self.is_awaited.swap(false, Ordering::AcqRel) {
            self.woken.notify_one();
        }
    }

    /// How many there were since the start.
    pub(super) fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// Waits for the next request. Only one may wait.
    pub(super) async fn next_request(&self) {
        self.is_awaited.store(true, Ordering::Release);
        self.woken.notified().await;
    }
}
