//! When, where and with what something was asked for: what lets an owner tell themselves from a
//! stranger.

use std::fmt;
use std::net::IpAddr;

use super::device_name;
use crate::clock::Timestamp;

/// The line in a mail that says when, with what and from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    at: Timestamp,
    device: Option<String>,
    address: Option<IpAddr>,
}

impl Occasion {
    /// Of the browser's own text about itself only known words are taken over.
    pub fn new(at: Timestamp, user_agent: Option<&str>, address: Option<IpAddr>) -> Self {
        Self { at, device: user_agent.and_then(device_name), address }
    }

    /// `on 24 November 2026 at 10:54 UTC`.
    pub fn moment(&self) -> String {
        jiff::Timestamp::from_microsecond(self.at.as_micros()).map_or_else(
            |_| "at an unknown time".to_owned(),
            |moment| moment.strftime("on %-d %B %Y at %H:%M UTC").to_string(),
        )
    }

    /// `with Firefox on Linux, from 203.0.113.7`, as far as it is known.
    pub fn place(&self) -> Option<String> {
        let device = self.device.as_ref().map(|device| format!("with {device}"));
        let address = self.address.map(|address| format!("from {address}"));
        match (device, address) {
            (Some(device), Some(address)) => Some(format!("{device}, {address}")),
            (device, address) => device.or(address),
        }
    }
}

/// `on 24 November 2026 at 10:54 UTC, with Firefox on Linux, from 203.0.113.7`.
impl fmt::Display for Occasion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.moment())?;
        self.place().map_or(Ok(()), |place| write!(f, ", {place}"))
    }
}
