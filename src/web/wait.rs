//! How long somebody has to wait, in words.

use std::fmt;
use std::time::Duration;

/// `1 second`, `40 seconds`, `3 minutes`: rounded up, so that nobody comes back too early.
pub(crate) struct Wait(pub(crate) Duration);

const A_MINUTE: u64 = 60;

impl Wait {
    /// Whole seconds, rounded up, as `Retry-After` says them (RFC 9110 §10.2.3).
    pub(crate) fn seconds(&self) -> u64 {
        self.0.as_secs() + u64::from(self.0.subsec_nanos() > 0)
    }
}

impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.seconds();
        let (count, unit) = if seconds <= A_MINUTE {
            (seconds.max(1), "second")
        } else {
            (seconds.div_ceil(A_MINUTE), "minute")
        };
        write!(f, "{count} {unit}{}", if count == 1 { "" } else { "s" })
    }
}
