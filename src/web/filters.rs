//! What templates do with values.
#![allow(
    unreachable_pub,
    clippy::inline_always,
    clippy::unused_self,
    clippy::trivially_copy_pass_by_ref,
    reason = "so askama wants its filters, and makes a public item of each"
)]

use crate::clock::Timestamp;

/// `24 November 2026, 10:54 UTC`.
#[askama::filter_fn]
pub(super) fn day_and_time(moment: &Timestamp, _: &dyn askama::Values) -> askama::Result<String> {
    let moment = jiff::Timestamp::from_microsecond(moment.as_micros())
        .map_err(|_| askama::Error::custom("a moment out of range"))?;
    Ok(moment.strftime("%-d %B %Y, %H:%M UTC").to_string())
}
