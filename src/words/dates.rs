//! Days and times, in words.

use std::borrow::Borrow;

use super::Words;
use crate::clock::Timestamp;

impl Words {
    /// `24 November 2026, 10:54 UTC`.
    pub fn day_and_time(self, moment: impl Borrow<Timestamp>) -> String {
        jiff::Timestamp::from_microsecond(moment.borrow().as_micros())
            .map(|moment| moment.strftime("%-d %B %Y, %H:%M UTC").to_string())
            .unwrap_or_default()
    }
}
