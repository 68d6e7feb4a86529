//! Where the site listens, and how much it takes on.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::NonZero;
use std::time::Duration;

use super::origin::Origin;
use super::reader::Findings;
use super::settings::Values;

/// The port of development servers.
pub(super) const DEFAULT_PORT: u16 = 3000;

/// Connections at once without a setting. A sign-in costs the auth server tens of milliseconds of
/// one core; as many as this, all signing in, are answered before their calls time out.
const DEFAULT_CONNECTIONS: usize = 512;

/// Seconds that the proxy in front is given to notice a stop: more than the pause between two of its
/// questions. `docker stop` kills after ten.
const DEFAULT_NOTICE_SECONDS: u64 = 5;

/// Seconds that requests under way are given: more than the auth server's time-out.
const DEFAULT_DRAIN_SECONDS: u64 = 20;

/// How the site listens and stops.
#[derive(Clone, Debug)]
pub struct Listen {
    /// Address and port; port 0 lets the system choose one.
    pub address: SocketAddr,
    /// Threads that answer requests.
    pub workers: usize,
    /// Connections at once, all workers together.
    pub connections: usize,
    /// How long a stop is announced before it begins.
    pub notice: Duration,
    /// How long requests under way are given when the program is told to stop.
    pub drain: Duration,
}

impl Listen {
    pub(super) fn read(values: &Values, port: u16, origin: &Origin, findings: &mut Findings) -> Self {
        let default = if origin.is_loopback() { Ipv4Addr::LOCALHOST } else { Ipv4Addr::UNSPECIFIED };
        let address = match values.bind.as_deref().map(str::parse::<IpAddr>) {
            None => IpAddr::V4(default),
            Some(Ok(address)) => address,
            Some(Err(_)) => {
                findings.fault(
                    "DOORWARD_BIND",
                    "must be an IP address, such as 0.0.0.0 or [::] without brackets",
                );
                IpAddr::V4(default)
            }
        };
        if origin.is_loopback() && !address.is_loopback() {
            findings.warn(
                format!(
                    "The site listens on {address} with an origin on this machine: whoever reaches the port \
                     can read the mails of development at /dev/mailbox."
                ),
                "Take DOORWARD_BIND away, or name the public DOORWARD_ORIGIN.",
            );
        }
        Self::at(SocketAddr::new(address, port), values, origin, findings)
    }

    /// The same at an address that is known.
    pub(super) fn at(address: SocketAddr, values: &Values, origin: &Origin, findings: &mut Findings) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        let default_notice = if origin.is_loopback() { 0 } else { DEFAULT_NOTICE_SECONDS };
        let notice = values.notice_seconds.as_deref();
        let notice = findings.number("DOORWARD_NOTICE_SECONDS", notice, 0, default_notice);
        let drain = values.drain_seconds.as_deref();
        let drain = findings.number("DOORWARD_DRAIN_SECONDS", drain, 0, DEFAULT_DRAIN_SECONDS);
        Self {
            address,
            workers: findings.number("DOORWARD_WORKERS", values.workers.as_deref(), 1, cores),
            connections: findings.number(
                "DOORWARD_CONNECTIONS",
                values.connections.as_deref(),
                1,
                DEFAULT_CONNECTIONS,
            ),
            notice: Duration::from_secs(notice),
            drain: Duration::from_secs(drain),
        }
    }
}
