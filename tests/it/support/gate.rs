//! A gate that somebody waits at until the test opens it.

use std::sync::Arc;

use tokio::sync::watch;

use super::patience::soon;

/// The gate, closed at first. Cloning gives another handle to the same one.
#[derive(Clone, Debug)]
pub struct Gate(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    is_open: watch::Sender<bool>,
    arrived: watch::Sender<usize>,
}

impl Gate {
    /// A closed one.
    pub fn closed() -> Self {
        Self(Arc::new(Inner { is_open: watch::Sender::new(false), arrived: watch::Sender::new(0) }))
    }

    /// Waits until it is open.
    pub async fn pass(&self) {
        self.0.arrived.send_modify(|arrived| *arrived += 1);
        let mut is_open = self.0.is_open.subscribe();
        // The sender lives as long as this handle.
        let _ = is_open.wait_for(|is_open| *is_open).await;
    }

    /// Waits until so many have come to it.
    pub async fn has_seen(&self, count: usize) {
        let mut arrived = self.0.arrived.subscribe();
        let _ = soon("somebody at the gate", arrived.wait_for(|arrived| *arrived >= count)).await;
    }

    /// Opens it for good.
    pub fn open(&self) {
        self.0.is_open.send_replace(true);
    }
}
