//! How often may be asked, as the operator says it (gotrue-contract §4.4, §6).

use std::time::Duration;

/// The time that most allowances are said for.
const FIVE_MINUTES: Duration = Duration::from_mins(5);

/// The longest pause between two requests: as good as never.
const LONGEST_PAUSE: Duration = Duration::from_hours(24 * 365);

/// How often may be asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Rates {
    /// Whether requests are counted by address at all: where no header names the client's, and a proxy
    /// stands in front, all of them would share one.
    pub counts_addresses: bool,
    /// Sign-ins and refreshes (`GOTRUE_RATE_LIMIT_TOKEN_REFRESH`).
    pub token: Rate,
    /// Links and codes that are shown (`GOTRUE_RATE_LIMIT_VERIFY`).
    pub verify: Rate,
    /// What may send a mail, each kind of request apart (`GOTRUE_RATE_LIMIT_OTP`).
    pub otp: Rate,
    /// Mails of all kinds to everybody together (`GOTRUE_RATE_LIMIT_EMAIL_SENT`).
    pub mails: Option<MailBudget>,
}

impl Default for Rates {
    fn default() -> Self {
        Self {
            counts_addresses: true,
            token: Rate::in_five_minutes(150.0),
            verify: Rate::in_five_minutes(30.0),
            otp: Rate::in_five_minutes(30.0),
            mails: None,
        }
    }
}

/// How often one client may ask in the long run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    pause: Duration,
}

impl Rate {
    /// So often in five minutes; nothing, or less, is as good as never again.
    pub fn in_five_minutes(times: f64) -> Self {
        let pause = Duration::try_from_secs_f64(FIVE_MINUTES.as_secs_f64() / times.max(0.0));
        Self { pause: pause.unwrap_or(LONGEST_PAUSE).min(LONGEST_PAUSE) }
    }

    /// The pause after which one more is allowed.
    pub(crate) const fn pause(self) -> Duration {
        self.pause
    }
}

/// How many mails may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailBudget {
    /// How many; none means that no mail is ever sent.
    pub mails: u32,
    /// In which time.
    pub over: Duration,
    /// What comes back after that time.
    pub renewal: Renewal,
}

/// How a budget comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renewal {
    /// All of it, at the end of each such span since the start.
    AllAtOnce,
    /// One mail after each such span.
    OneByOne,
}
