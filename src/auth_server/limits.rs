//! How often one client may ask (gotrue-contract §6): thirty times at once, then again after a pause.
//! Counted in this process only, as GoTrue does; the site counts across processes.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::error::ApiError;
use crate::clock::Timestamp;
use crate::gotrue::ErrorCode;

/// How many requests a client may make at once.
const AT_ONCE: u32 = 30;

/// How many clients are remembered; beyond that those who have a full allowance again are forgotten.
const MOST_CLIENTS: usize = 20_000;

/// How many links that nobody was sent are bearable at once. A link's hash follows from the address
/// and six digits: whoever tries them all, from however many addresses, must not get far.
const STRAYS_AT_ONCE: u32 = 200;

/// The pause after which one more is bearable.
const STRAY_PAUSE: Duration = Duration::from_secs(30);

/// The pause after which all of them are bearable again.
const ALL_STRAYS: Duration = STRAY_PAUSE.saturating_mul(STRAYS_AT_ONCE);

/// What is counted, each apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Limit {
    Token,
    Verify,
    SignUp,
    Recover,
    Resend,
    Otp,
    MagicLink,
    User,
    Authorize,
    Callback,
    Anonymous,
}

impl Limit {
    /// The pause after which one more request is allowed.
    const fn pause(self) -> Duration {
        match self {
            Self::Token => Duration::from_secs(2),
            Self::Anonymous => Duration::from_mins(2),
            _ => Duration::from_secs(10),
        }
    }
}

/// Counts requests.
#[derive(Default)]
pub(crate) struct Limits {
    /// Up to when each client's allowance is used up.
    used_up_to: Mutex<HashMap<(Limit, Network), Timestamp>>,
    /// The same for all links together that nobody was sent.
    strays_up_to: Mutex<Option<Timestamp>>,
}

/// Whom an address stands for: an IPv6 client can take any address of its network.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Network(IpAddr);

impl Network {
    fn of(address: IpAddr) -> Self {
        const V6_NETWORK: u128 = !0 << 64;
        match address.to_canonical() {
            IpAddr::V6(address) => Self(IpAddr::V6((address.to_bits() & V6_NETWORK).into())),
            v4 @ IpAddr::V4(_) => Self(v4),
        }
    }
}

impl Limits {
    /// Takes one request off a client's allowance. Requests of this machine itself, and those whose
    /// client nobody vouches for, are not counted.
    pub(crate) fn take(&self, limit: Limit, client: Option<IpAddr>, now: Timestamp) -> Result<(), ApiError> {
        let Some(client) = client.filter(|client| !client.to_canonical().is_loopback()) else {
            return Ok(());
        };
        let mut used = self.used_up_to.lock().unwrap_or_else(PoisonError::into_inner);
        if used.len() >= MOST_CLIENTS {
            used.retain(|_, up_to| *up_to > now);
        }
        let entry = used.entry((limit, Network::of(client))).or_insert(now);
        *entry = possible(*entry, limit.pause().saturating_mul(AT_ONCE), now);
        let latest = now.plus(limit.pause().saturating_mul(AT_ONCE - 1));
        if *entry > latest {
            let wait = entry.since(latest);
            let message = "There were too many requests from this address";
            return Err(ApiError::too_many(ErrorCode::OVER_REQUEST_RATE_LIMIT, message, wait));
        }
        *entry = (*entry).max(now).plus(limit.pause());
        Ok(())
    }

    /// Refuses all links while somebody tries them by the hundred. The codes beside them, whose tries are
    /// counted one by one, go on working.
    pub(crate) fn refuse_links_under_attack(&self, now: Timestamp) -> Result<(), ApiError> {
        let latest = now.plus(ALL_STRAYS);
        let up_to = *self.strays_up_to.lock().unwrap_or_else(PoisonError::into_inner);
        match up_to.map(|up_to| possible(up_to, 2 * ALL_STRAYS, now)) {
            Some(up_to) if up_to > latest => {
                let message = "Links do not work at the moment; type the code from the mail";
                Err(ApiError::too_many(ErrorCode::OVER_REQUEST_RATE_LIMIT, message, up_to.since(latest)))
            }
            _ => Ok(()),
        }
    }

    /// Counts a link that nobody was sent.
    pub(crate) fn count_stray_link(&self, now: Timestamp) {
        let mut up_to = self.strays_up_to.lock().unwrap_or_else(PoisonError::into_inner);
        let before = up_to.map_or(now, |up_to| possible(up_to, 2 * ALL_STRAYS, now).max(now));
        *up_to = Some(before.plus(STRAY_PAUSE));
    }
}

/// A count as this clock can have made it. One that is further ahead was made before the clock was set
/// back, and says nothing.
fn possible(up_to: Timestamp, longest: Duration, now: Timestamp) -> Timestamp {
    if up_to > now.plus(longest) { now } else { up_to }
}
