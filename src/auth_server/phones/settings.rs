//! What the operator decides about telephones.

use std::time::Duration;

use super::TestCodes;

/// How long a code works without a setting (gotrue-contract §4.3).
const CODE_LIFETIME: Duration = Duration::from_mins(1);

/// The pause between two codes of one kind to one person (gotrue-contract §4.4).
const PAUSE: Duration = Duration::from_mins(1);

/// The digits of a code (gotrue-contract §4.3).
const CODE_DIGITS: usize = 6;

/// What the operator decides about telephones (gotrue-contract §1.1, §4.3, §4.4).
#[derive(Clone, Debug)]
pub struct PhoneSettings {
    /// Whether numbers sign up and in (`GOTRUE_EXTERNAL_PHONE_ENABLED`).
    pub are_taken: bool,
    /// Whether numbers are believed without a code (`GOTRUE_SMS_AUTOCONFIRM`).
    pub are_believed: bool,
    /// The pause between two codes of one kind to one person (`GOTRUE_SMS_MAX_FREQUENCY`).
    pub pause: Duration,
    /// How long a code works (`GOTRUE_SMS_OTP_EXP`).
    pub code_lifetime: Duration,
    /// How many digits a code has, from 6 to 10 (`GOTRUE_SMS_OTP_LENGTH`).
    pub code_digits: usize,
    /// Who is said to send the codes (`GOTRUE_SMS_PROVIDER`). Only a hook sends them in fact.
    pub provider: String,
    /// Numbers whose code is always the same (`GOTRUE_SMS_TEST_OTP`).
    pub test_codes: TestCodes,
}

impl Default for PhoneSettings {
    fn default() -> Self {
        Self {
            are_taken: false,
            are_believed: false,
            pause: PAUSE,
            code_lifetime: CODE_LIFETIME,
            code_digits: CODE_DIGITS,
            provider: String::new(),
            test_codes: TestCodes::default(),
        }
    }
}
