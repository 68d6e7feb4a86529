//! When, where and with what something was asked for: what lets an owner tell themselves from a
//! stranger.

use std::net::IpAddr;

use super::Device;
use crate::clock::Timestamp;
use crate::words::Words;

/// When, with what and from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    at: Timestamp,
    device: Option<Device>,
    address: Option<IpAddr>,
}

impl Occasion {
    /// Of the browser's own text about itself only known words are taken over.
    pub fn new(at: Timestamp, user_agent: Option<&str>, address: Option<IpAddr>) -> Self {
        Self { at, device: user_agent.and_then(Device::of), address }
    }

    /// What is known of it, a line each: `Time: 24 November 2026, 10:54 UTC`, `Browser: Firefox on
    /// Linux`, `IP address: 203.0.113.7`.
    pub fn lines(&self, words: &Words) -> Vec<String> {
        let time = words.mail_occasion_time(words.day_and_time(self.at));
        let device = self.device.map(|device| words.mail_occasion_device(device.name(*words)));
        let address =
            self.address.map(|address| words.mail_occasion_address(address.to_canonical().to_string()));
        std::iter::once(time).chain(device).chain(address).collect()
    }
}
