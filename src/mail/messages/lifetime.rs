//! How long a code works, in words.

use std::fmt;
use std::time::Duration;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
/// A code for "1 day" may end this evening or tomorrow evening; "24 hours" is plain.
const TWO_DAYS: u64 = 2 * DAY;

/// A span as people say it: `10 minutes`, `1 hour`, `24 hours`, `3 days`. Rounded down, so that
/// nobody is promised more than there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime(Duration);

impl From<Duration> for Lifetime {
    fn from(span: Duration) -> Self {
        Self(span)
    }
}

impl fmt::Display for Lifetime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        let (count, unit) = match seconds {
            0..MINUTE => (seconds, "second"),
            MINUTE..HOUR => (seconds / MINUTE, "minute"),
            HOUR..TWO_DAYS => (seconds / HOUR, "hour"),
            _ => (seconds / DAY, "day"),
        };
        write!(f, "{count} {unit}{}", if count == 1 { "" } else { "s" })
    }
}
