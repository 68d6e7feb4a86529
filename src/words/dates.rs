//! Days and times of day, in words.

use std::borrow::Borrow;

use jiff::tz::TimeZone;

use super::Words;
use crate::clock::Timestamp;

impl Words {
    /// `28 November 2026, 10:54 UTC`.
    pub fn day_and_time(self, moment: impl Borrow<Timestamp>) -> String {
        let moment = *moment.borrow();
        let Ok(known) = jiff::Timestamp::from_microsecond(moment.as_micros()) else {
            // Beyond the calendar, as programs write it.
            return moment.to_string();
        };
        let when = TimeZone::UTC.to_datetime(known);
        let time = when.strftime("%H:%M").to_string();
        let [day, month, year] = [when.day().into(), when.month().into(), i64::from(when.year())];
        self.date_and_time(day, month, year, time)
    }
}
