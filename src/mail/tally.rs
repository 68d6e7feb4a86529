//! How much mail there was and is, as this machine has seen it.

use std::sync::atomic::{AtomicU64, Ordering};

/// How much mail there was since the start, on this machine, and how much waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MailNumbers {
    /// Put into the queue, some of them by transactions that were undone.
    pub queued: u64,
    /// Handed to the mail server, or put into the mailbox.
    pub delivered: u64,
    /// Tries that failed and will be made again.
    pub postponed: u64,
    /// Given up.
    pub given_up: u64,
    /// In the queue of all machines when this one last looked. Looking for this alone would keep a
    /// sleeping database awake.
    pub waiting: u64,
}

/// The same, counted by many at once.
#[derive(Debug, Default)]
pub(super) struct Tally {
    queued: AtomicU64,
    delivered: AtomicU64,
    postponed: AtomicU64,
    given_up: AtomicU64,
    waiting: AtomicU64,
}

impl Tally {
    pub(super) fn queued(&self) {
        self.queued.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn delivered(&self) {
        self.delivered.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn postponed(&self) {
        self.postponed.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn given_up(&self) {
        self.given_up.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn waiting(&self, number: u64) {
        self.waiting.store(number, Ordering::Relaxed);
    }

    pub(super) fn numbers(&self) -> MailNumbers {
        MailNumbers {
            queued: self.queued.load(Ordering::Relaxed),
            delivered: self.delivered.load(Ordering::Relaxed),
            postponed: self.postponed.load(Ordering::Relaxed),
            given_up: self.given_up.load(Ordering::Relaxed),
            waiting: self.waiting.load(Ordering::Relaxed),
        }
    }
}
