//! How often one client may ask (gotrue-contract §6): thirty times at once, then again after a pause.
//! Counted in this process only, as GoTrue does; the site counts across processes.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::error::ApiError;
use super::{MailBudget, Rate, Rates, Renewal};
use crate::clock::Timestamp;
use crate::gotrue::ErrorCode;

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
    FactorChallenge,
    FactorVerify,
    Anonymous,
    ClientRegistration,
    Passkey,
}

impl Limit {
    /// How often it may be asked for.
    const fn rate(self, rates: &Rates) -> Rate {
        match self {
            Self::Token => rates.token,
            Self::Verify => rates.verify,
            Self::FactorChallenge | Self::FactorVerify => rates.factors,
            Self::Anonymous => rates.anonymous,
            Self::ClientRegistration => rates.client_registration,
            Self::Passkey => rates.passkey,
            _ => rates.otp,
        }
    }
}

/// Counts requests.
pub(crate) struct Limits {
    rates: Rates,
    /// Up to when each client's allowance is used up.
    used_up_to: Mutex<HashMap<(Limit, Network), Timestamp>>,
    /// The same for all links together that nobody was sent.
    strays_up_to: Mutex<Option<Timestamp>>,
    /// Where the budget of mails stands, where there is one.
    mails: Mutex<Option<Spent>>,
    /// The same of messages to telephones.
    messages: Mutex<Option<Spent>>,
}

/// What is spent of the budget of mails.
#[derive(Clone, Copy)]
struct Spent {
    mails: u32,
    /// When the span that counts began.
    since: Timestamp,
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
    /// Nothing is used up yet.
    pub(crate) fn new(rates: Rates) -> Self {
        Self {
            rates,
            used_up_to: Mutex::default(),
            strays_up_to: Mutex::default(),
            mails: Mutex::default(),
            messages: Mutex::default(),
        }
    }

    /// Takes one request off a client's allowance. Requests of this machine itself, and those whose
    /// client nobody vouches for, are not counted.
    pub(crate) fn take(&self, limit: Limit, client: Option<IpAddr>, now: Timestamp) -> Result<(), ApiError> {
        let is_counted =
            |client: &IpAddr| self.rates.counts_addresses && !client.to_canonical().is_loopback();
        let Some(client) = client.filter(is_counted) else { return Ok(()) };
        let Rate { at_once, pause } = limit.rate(&self.rates);
        let mut used = self.used_up_to.lock().unwrap_or_else(PoisonError::into_inner);
        if used.len() >= MOST_CLIENTS {
            used.retain(|_, up_to| *up_to > now);
        }
        let entry = used.entry((limit, Network::of(client))).or_insert(now);
        *entry = possible(*entry, pause.saturating_mul(at_once), now);
        let latest = now.plus(pause.saturating_mul(at_once.saturating_sub(1)));
        if *entry > latest || at_once == 0 {
            let wait = entry.since(latest);
            let message = "There were too many requests from this address";
            return Err(ApiError::too_many(ErrorCode::OVER_REQUEST_RATE_LIMIT, message, wait));
        }
        *entry = (*entry).max(now).plus(pause);
        Ok(())
    }

    /// Takes one mail off the budget of all of them.
    pub(crate) fn take_mail(&self, now: Timestamp) -> Result<(), ApiError> {
        let message = "No more mails are sent at the moment";
        let refused = |wait| ApiError::too_many(ErrorCode::OVER_EMAIL_SEND_RATE_LIMIT, message, wait);
        take_one(self.rates.mails, &self.mails, now).map_err(refused)
    }

    /// Takes one message to a telephone off the budget of all of them.
    pub(crate) fn take_message(&self, now: Timestamp) -> Result<(), ApiError> {
        let message = "No more codes are sent at the moment";
        let refused = |wait| ApiError::too_many(ErrorCode::OVER_SMS_SEND_RATE_LIMIT, message, wait);
        take_one(self.rates.messages, &self.messages, now).map_err(refused)
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

/// Takes one off a budget. How long one has to wait when nothing is left is the error.
fn take_one(
    budget: Option<MailBudget>,
    spent: &Mutex<Option<Spent>>,
    now: Timestamp,
) -> Result<(), Duration> {
    let Some(budget) = budget else { return Ok(()) };
    let mut spent = spent.lock().unwrap_or_else(PoisonError::into_inner);
    let mut counted = budget.renew(spent.unwrap_or(Spent { mails: 0, since: now }), now);
    if counted.mails >= budget.mails {
        *spent = Some(counted);
        return Err(counted.since.plus(budget.over).since(now));
    }
    counted.mails += 1;
    *spent = Some(counted);
    Ok(())
}

impl MailBudget {
    /// What is still spent now. A span of the future began before the clock was set back, and begins anew.
    fn renew(self, spent: Spent, now: Timestamp) -> Spent {
        if self.over.is_zero() || spent.since > now {
            return Spent { mails: 0, since: now };
        }
        let passed = now.since(spent.since).as_nanos() / self.over.as_nanos();
        let spans = u32::try_from(passed).unwrap_or(u32::MAX);
        let mails = match self.renewal {
            Renewal::AllAtOnce if spans > 0 => 0,
            Renewal::AllAtOnce => spent.mails,
            Renewal::OneByOne => spent.mails.saturating_sub(spans),
        };
        // A bucket that is full gains nothing by waiting longer.
        let is_full = mails == 0 && self.renewal == Renewal::OneByOne;
        let since = if is_full { now } else { spent.since.plus(self.over.saturating_mul(spans)) };
        Spent { mails, since }
    }
}

/// A count as this clock can have made it. One that is further ahead was made before the clock was set
/// back, and says nothing.
fn possible(up_to: Timestamp, longest: Duration, now: Timestamp) -> Timestamp {
    if up_to > now.plus(longest) { now } else { up_to }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(budget: MailBudget, minutes: &[u64]) -> Vec<bool> {
        let limits = Limits::new(Rates { mails: Some(budget), ..Rates::default() });
        let start = Timestamp::from_seconds(1_000_000);
        let take = |minute: &u64| limits.take_mail(start.plus(Duration::from_mins(*minute))).is_ok();
        minutes.iter().map(take).collect()
    }

    #[test]
    fn a_budget_comes_back_all_at_once_or_one_by_one() {
        let budget = |renewal| MailBudget { mails: 2, over: Duration::from_mins(10), renewal };
        let minutes = [0, 1, 2, 10, 11, 12, 40];
        let all = [true, true, false, true, true, false, true];
        assert_eq!(allowed(budget(Renewal::AllAtOnce), &minutes), all);
        let one = [true, true, false, true, false, false, true];
        assert_eq!(allowed(budget(Renewal::OneByOne), &minutes), one);
    }

    #[test]
    fn without_any_mail_in_the_budget_none_is_ever_sent() {
        let budget = MailBudget { mails: 0, over: Duration::from_mins(10), renewal: Renewal::OneByOne };
        assert_eq!(allowed(budget, &[0, 10, 1000]), [false; 3]);
    }
}
