//! What an operator says about telephones, in the words of the real server and in ours.

use std::time::Duration;

use doorward::auth_server::{AuthServerSettings, MailBudget, Renewal, TestCodes};
use doorward::clock::Timestamp;

use super::Setup;
use crate::contract::numbers::fixed_codes;

/// When codes were over for good.
const LONG_AGO: &str = "2020-01-31T00:00:00Z";

impl Setup {
    /// Whether the operator says anything about telephones.
    fn has_numbers(self) -> bool {
        matches!(
            self,
            Self::Numbers
                | Self::NumbersPassingTime
                | Self::NumbersBelieved
                | Self::NumbersThrottled
                | Self::NumbersHooked
                | Self::NumbersClosed
                | Self::NumbersUnsent
                | Self::NumbersByTwilio
                | Self::OldCodes
                | Self::NumbersOnly
                | Self::NumbersAndNotices
                | Self::HookedNotices
        )
    }

    /// As the real server is told it, beside what else it is told.
    pub(super) fn number_variables(self) -> Vec<(&'static str, String)> {
        if !self.has_numbers() {
            return Vec::new();
        }
        let pause = if self == Self::NumbersThrottled { "1m" } else { "1ns" };
        let mut variables = vec![
            ("GOTRUE_EXTERNAL_ANONYMOUS_USERS_ENABLED", "true"),
            ("GOTRUE_SECURITY_MANUAL_LINKING_ENABLED", "true"),
            ("GOTRUE_SMS_MAX_FREQUENCY", pause),
        ];
        if self != Self::NumbersOnly {
            variables.push(("GOTRUE_EXTERNAL_PHONE_ENABLED", "true"));
        }
        match self {
            Self::NumbersPassingTime => {
                variables.push(("GOTRUE_SECURITY_UPDATE_PASSWORD_REQUIRE_REAUTHENTICATION", "true"));
            }
            Self::NumbersBelieved => variables.push(("GOTRUE_SMS_AUTOCONFIRM", "true")),
            Self::NumbersClosed => variables.push(("GOTRUE_DISABLE_SIGNUP", "true")),
            Self::NumbersUnsent => variables.push(("GOTRUE_RATE_LIMIT_SMS_SENT", "0")),
            Self::NumbersByTwilio => variables.push(("GOTRUE_SMS_PROVIDER", "twilio")),
            Self::OldCodes => variables.push(("GOTRUE_SMS_TEST_OTP_VALID_UNTIL", LONG_AGO)),
            _ => {}
        }
        let mut variables: Vec<_> =
            variables.into_iter().map(|(name, value)| (name, value.to_owned())).collect();
        variables.push(("GOTRUE_SMS_TEST_OTP", fixed_codes()));
        variables
    }

    /// As ours is told it.
    pub(super) fn tell_of_numbers(self, settings: &mut AuthServerSettings) {
        if !self.has_numbers() {
            return;
        }
        settings.takes_anonymous = true;
        settings.external.allows_manual_linking = true;
        let phones = &mut settings.phones;
        phones.are_taken = self != Self::NumbersOnly;
        phones.pause = if self == Self::NumbersThrottled { Duration::from_mins(1) } else { Duration::ZERO };
        phones.test_codes = TestCodes::parse(&fixed_codes()).expect("pairs");
        match self {
            Self::NumbersPassingTime => settings.asks_code_for_new_password = true,
            Self::NumbersBelieved => phones.are_believed = true,
            Self::NumbersClosed => settings.takes_sign_ups = false,
            Self::NumbersUnsent => {
                let (over, renewal) = (Duration::from_hours(1), Renewal::AllAtOnce);
                settings.rates.messages = Some(MailBudget { mails: 0, over, renewal });
            }
            Self::NumbersByTwilio => "twilio".clone_into(&mut phones.provider),
            Self::OldCodes => {
                let codes = std::mem::take(&mut phones.test_codes);
                phones.test_codes = codes.until(Timestamp::parse_rfc3339(LONG_AGO));
            }
            _ => {}
        }
    }
}
