//! What the operator decides about passwords that have leaked.

use std::time::Duration;

/// Where the ranges of Pwned Passwords are.
const SERVICE: &str = "https://api.pwnedpasswords.com/range";

/// How we call ourselves there.
const USER_AGENT: &str = "Doorward";

/// How long the service may take, as at GoTrue.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many leaked passwords are remembered, as at GoTrue.
const ITEMS: usize = 100_000;

/// How often another password is taken for a remembered one, as at GoTrue.
const FALSE_POSITIVES: f64 = 0.000_009_9;

/// What the operator decides about passwords that have leaked (gotrue-contract §3).
#[derive(Clone, Debug)]
pub struct LeakSettings {
    /// `GOTRUE_PASSWORD_HIBP_ENABLED`: whether passwords are looked up.
    pub is_on: bool,
    /// `GOTRUE_PASSWORD_HIBP_FAIL_CLOSED`: whether no password is set that could not be looked up.
    pub fails_closed: bool,
    /// `GOTRUE_PASSWORD_HIBP_USER_AGENT`: how we call ourselves there.
    pub user_agent: String,
    /// `GOTRUE_PASSWORD_HIBP_BLOOM_ENABLED`: what is remembered of the answers, if anything.
    pub memory: Option<LeakMemory>,
    /// Where the ranges are, without a slash at the end; the first five digits follow after one.
    pub service: String,
    /// How long an answer may take.
    pub patience: Duration,
}

/// How much is remembered of the answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeakMemory {
    /// `GOTRUE_PASSWORD_HIBP_BLOOM_ITEMS`: how many leaked passwords, one or more.
    pub items: usize,
    /// `GOTRUE_PASSWORD_HIBP_BLOOM_FALSE_POSITIVES`: how often another password is taken for one of them,
    /// between 0 and 1.
    pub false_positives: f64,
}

impl Default for LeakSettings {
    fn default() -> Self {
        Self {
            is_on: false,
            fails_closed: false,
            user_agent: USER_AGENT.to_owned(),
            memory: None,
            service: SERVICE.to_owned(),
            patience: PATIENCE,
        }
    }
}

impl Default for LeakMemory {
    fn default() -> Self {
        Self { items: ITEMS, false_positives: FALSE_POSITIVES }
    }
}
