//! How often may be asked, as the operator says it (gotrue-contract §4.4, §6).

use std::time::Duration;

/// How many requests a client may make at once, however many in the long run.
const AT_ONCE: u32 = 30;

/// The time that the allowance for second factors is said for.
const MINUTE: Duration = Duration::from_mins(1);

/// The time that most allowances are said for.
const FIVE_MINUTES: Duration = Duration::from_mins(5);

/// The messages of an hour (gotrue-contract §4.4).
const MESSAGES: u32 = 30;

/// The time of the others.
const HOUR: Duration = Duration::from_hours(1);

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
    /// Accounts that name nobody (`GOTRUE_RATE_LIMIT_ANONYMOUS_USERS`).
    pub anonymous: Rate,
    /// Challenges and proofs of second factors, each apart (`GOTRUE_MFA_RATE_LIMIT_CHALLENGE_AND_VERIFY`).
    pub factors: Rate,
    /// Programs of others that register themselves (`GOTRUE_RATE_LIMIT_O_AUTH_DYNAMIC_CLIENT_REGISTER`).
    pub client_registration: Rate,
    /// Sign-ins that are begun with a passkey (`GOTRUE_RATE_LIMIT_PASSKEY`).
    pub passkey: Rate,
    /// Mails of all kinds to everybody together (`GOTRUE_RATE_LIMIT_EMAIL_SENT`).
    pub mails: Option<MailBudget>,
    /// Messages of all kinds to all telephones together (`GOTRUE_RATE_LIMIT_SMS_SENT`).
    pub messages: Option<MailBudget>,
}

impl Default for Rates {
    fn default() -> Self {
        Self {
            counts_addresses: true,
            token: Rate::in_five_minutes(150.0),
            verify: Rate::in_five_minutes(30.0),
            otp: Rate::in_five_minutes(30.0),
            anonymous: Rate::in_an_hour(30.0),
            factors: Rate::in_a_minute(15.0),
            client_registration: Rate::in_five_minutes(10.0),
            passkey: Rate::in_five_minutes(30.0),
            mails: None,
            messages: Some(MailBudget { mails: MESSAGES, over: HOUR, renewal: Renewal::AllAtOnce }),
        }
    }
}

/// How often one client may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many requests may come at once.
    pub(crate) at_once: u32,
    /// The pause after which one more is allowed.
    pub(crate) pause: Duration,
}

impl Rate {
    /// Thirty at once, and so often in five minutes; nothing, or less, is as good as never again.
    pub fn in_five_minutes(times: f64) -> Self {
        Self { at_once: AT_ONCE, pause: pause(FIVE_MINUTES, times) }
    }

    /// Thirty at once, and so often in a minute.
    pub fn in_a_minute(times: f64) -> Self {
        Self { at_once: AT_ONCE, pause: pause(MINUTE, times) }
    }

    /// So many at once, and so often in an hour.
    pub fn in_an_hour(times: f64) -> Self {
        let whole = Duration::try_from_secs_f64(times).unwrap_or_default().as_secs();
        Self { at_once: u32::try_from(whole).unwrap_or(u32::MAX), pause: pause(HOUR, times) }
    }
}

fn pause(span: Duration, times: f64) -> Duration {
    let pause = Duration::try_from_secs_f64(span.as_secs_f64() / times.max(0.0));
    pause.unwrap_or(LONGEST_PAUSE).min(LONGEST_PAUSE)
}

/// How many mails, or messages to telephones, may be sent.
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
