//! How long something takes, in words.

use std::borrow::Borrow;
use std::time::Duration;

use super::Words;
use crate::clock::whole_seconds;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// What works for "1 day" may end this evening or tomorrow evening; "24 hours" is plain.
const TWO_DAYS: u64 = 2 * DAY;

impl Words {
    /// `1 second`, `40 seconds`, `3 minutes`: rounded up, so that nobody comes back too early.
    pub fn wait(self, wait: Duration) -> String {
        let seconds = whole_seconds(wait);
        if seconds <= MINUTE {
            self.span_seconds(seconds.max(1))
        } else {
            self.span_minutes(seconds.div_ceil(MINUTE))
        }
    }

    /// `10 minutes`, `1 hour`, `24 hours`, `3 days`: rounded down, so that nobody is promised more than
    /// there is.
    pub fn span(self, span: impl Borrow<Duration>) -> String {
        let seconds = span.borrow().as_secs();
        match seconds {
            0..MINUTE => self.span_seconds(seconds),
            MINUTE..HOUR => self.span_minutes(seconds / MINUTE),
            HOUR..TWO_DAYS => self.span_hours(seconds / HOUR),
            _ => self.span_days(seconds / DAY),
        }
    }
}
