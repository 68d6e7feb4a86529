//! How long something takes, in words.

use std::borrow::Borrow;
use std::time::Duration;

use super::Words;

const A_MINUTE: u64 = 60;
const AN_HOUR: u64 = 60 * A_MINUTE;
const A_DAY: u64 = 24 * AN_HOUR;
/// Something that lasts "1 day" may end this evening or tomorrow evening; "24 hours" is plain.
const TWO_DAYS: u64 = 2 * A_DAY;

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

    /// `10 minutes`, `1 hour`, `24 hours`, `3 days`: rounded down, so that nobody is promised more than
    /// there is.
    pub fn span(self, span: impl Borrow<Duration>) -> String {
        let seconds = span.borrow().as_secs();
        match seconds {
            0..A_MINUTE => self.span_seconds(seconds),
            A_MINUTE..AN_HOUR => self.span_minutes(seconds / A_MINUTE),
            AN_HOUR..TWO_DAYS => self.span_hours(seconds / AN_HOUR),
            _ => self.span_days(seconds / A_DAY),
        }
    }
}
