//! How long something takes, in words.

use std::time::Duration;

use super::Words;

const A_MINUTE: u64 = 60;

impl Words {
    /// `1 second`, `40 seconds`, `3 minutes`: rounded up, so that nobody comes back too early.
    pub fn wait(self, wait: Duration) -> String {
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        if seconds <= A_MINUTE {
            self.span_seconds(seconds.max(1))
        } else {
            self.span_minutes(seconds.div_ceil(A_MINUTE))
        }
    }
}
