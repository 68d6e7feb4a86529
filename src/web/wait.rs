//! How long somebody has to wait, as headers say it.

use std::time::Duration;

/// A wait.
pub(crate) struct Wait(pub(crate) Duration);

impl Wait {
    /// Whole seconds, rounded up, as `Retry-After` says them (RFC 9110 §10.2.3).
    pub(crate) fn seconds(&self) -> u64 {
        self.0.as_secs() + u64::from(self.0.subsec_nanos() > 0)
    }
}
