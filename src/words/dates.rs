//! Days and times of day, in words.

use jiff::tz::TimeZone;

use super::Words;
use crate::clock::Timestamp;

/// A moment, however many references a template puts around it.
pub trait Moment {
    /// The moment itself.
    fn moment(&self) -> Timestamp;
}

impl Moment for Timestamp {
    fn moment(&self) -> Timestamp {
        *self
    }
}

impl<M: Moment + ?Sized> Moment for &M {
    fn moment(&self) -> Timestamp {
        (**self).moment()
    }
}

impl Words {
    /// `28 November 2026, 10:54 UTC`.
    pub fn day_and_time(self, moment: impl Moment) -> String {
        let moment = moment.moment();
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
