//! Telephones.

use std::time::Duration;

use super::variables::Variables;
use crate::auth_server::{AuthServerSettings, Hook, PhoneSettings, TestCodes};
use crate::clock::Timestamp;
use crate::config::reader::Findings;

/// The pause between two codes of one kind to one person (gotrue-contract §4.4).
const DEFAULT_PAUSE: Duration = Duration::from_mins(1);

/// How long a code works, in seconds (gotrue-contract §4.3).
const DEFAULT_CODE_SECONDS: u64 = 60;

/// The digits of a code.
const DIGITS: std::ops::RangeInclusive<usize> = 6..=10;

/// The hooks must have been read before.
pub(super) fn read(variables: &Variables<'_>, settings: &mut AuthServerSettings, findings: &mut Findings) {
    let are_taken = variables.switch("GOTRUE_EXTERNAL_PHONE_ENABLED", false, findings);
    let are_believed = variables.switch("GOTRUE_SMS_AUTOCONFIRM", false, findings);
    // As there, nothing is as good as no setting.
    let pause = variables.span("GOTRUE_SMS_MAX_FREQUENCY", DEFAULT_PAUSE, findings);
    let pause = if pause.is_zero() { DEFAULT_PAUSE } else { pause };
    let seconds = variables.number("GOTRUE_SMS_OTP_EXP", DEFAULT_CODE_SECONDS, findings);
    let code_lifetime = Duration::from_secs(if seconds == 0 { DEFAULT_CODE_SECONDS } else { seconds });
    let digits = variables.number("GOTRUE_SMS_OTP_LENGTH", *DIGITS.start(), findings);
    let code_digits = if DIGITS.contains(&digits) { digits } else { *DIGITS.start() };
    let provider = variables.text("GOTRUE_SMS_PROVIDER").to_owned();
    let test_codes = test_codes(variables, findings);
    let is_sent = settings.hooks.get(Hook::SendSms).is_some();
    if !provider.is_empty() && !is_sent {
        findings.warn(
            format!("GOTRUE_SMS_PROVIDER is {provider}, and no message is sent through it."),
            "Set GOTRUE_HOOK_SEND_SMS_ENABLED and GOTRUE_HOOK_SEND_SMS_URI to what sends them.",
        );
    } else if are_taken && !are_believed && !is_sent {
        findings.warn(
            "GOTRUE_EXTERNAL_PHONE_ENABLED is set, and nothing sends codes, as with GoTrue.",
            "Set GOTRUE_HOOK_SEND_SMS_ENABLED and GOTRUE_HOOK_SEND_SMS_URI to what sends them.",
        );
    }
    settings.phones =
        PhoneSettings { are_taken, are_believed, pause, code_lifetime, code_digits, provider, test_codes };
}

fn test_codes(variables: &Variables<'_>, findings: &mut Findings) -> TestCodes {
    let must = "must be pairs, such as 15550100:123456,15550101:654321";
    let codes = variables.read("GOTRUE_SMS_TEST_OTP", TestCodes::default(), must, findings, TestCodes::parse);
    let must = "must be a time, such as 2030-01-31T00:00:00Z";
    let end =
        variables.read("GOTRUE_SMS_TEST_OTP_VALID_UNTIL", None, must, findings, |text| match text.trim() {
            "" => Some(None),
            text => Timestamp::parse_rfc3339(text).map(Some),
        });
    codes.until(end)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use url::Url;

    use super::*;

    /// What is read, and how many warnings there are; or the names of what is wrong.
    fn read_from(variables: &[(&str, &str)]) -> Result<(PhoneSettings, usize), Vec<String>> {
        let environment: BTreeMap<_, _> =
            variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let url = |text: &str| Url::parse(text).unwrap();
        let mut settings =
            AuthServerSettings::new(url("https://site.example"), url("https://site.example/auth/v1"), "Site");
        let mut findings = Findings::default();
        read(&Variables::of(&environment), &mut settings, &mut findings);
        let read = findings.finish(Some(settings.phones));
        let read = read.map(|(phones, warnings)| (phones, warnings.len()));
        read.map_err(|error| error.faults.into_iter().map(|fault| fault.name).collect())
    }

    #[test]
    fn without_a_word_nobody_signs_in_by_telephone_and_nothing_is_warned_of() {
        let (phones, warnings) = read_from(&[]).unwrap();
        assert!(!phones.are_taken && !phones.are_believed && warnings == 0);
        assert_eq!((phones.pause, phones.code_lifetime), (Duration::from_mins(1), Duration::from_mins(1)));
        assert_eq!((phones.code_digits, phones.provider.as_str()), (6, ""));
    }

    #[test]
    fn everything_is_read_as_gotrue_reads_it() {
        let (phones, warnings) = read_from(&[
            ("GOTRUE_EXTERNAL_PHONE_ENABLED", "true"),
            ("GOTRUE_SMS_AUTOCONFIRM", "1"),
            ("GOTRUE_SMS_MAX_FREQUENCY", "0s"),
            ("GOTRUE_SMS_OTP_EXP", "300"),
            ("GOTRUE_SMS_OTP_LENGTH", "11"),
            ("GOTRUE_SMS_TEST_OTP", "+15550100:123456"),
            ("GOTRUE_SMS_TEST_OTP_VALID_UNTIL", " 2030-01-31T00:00:00Z "),
        ])
        .unwrap();
        assert!(phones.are_taken && phones.are_believed && warnings == 0);
        assert_eq!((phones.pause, phones.code_lifetime), (Duration::from_mins(1), Duration::from_mins(5)));
        assert_eq!(phones.code_digits, 6);
        let until = Timestamp::parse_rfc3339("2030-01-31T00:00:00Z").unwrap();
        assert_eq!(phones.test_codes, TestCodes::parse("15550100:123456").unwrap().until(Some(until)));
    }

    #[test]
    fn whoever_believes_that_messages_leave_is_warned() {
        assert_eq!(read_from(&[("GOTRUE_SMS_PROVIDER", "twilio")]).unwrap().1, 1);
        assert_eq!(read_from(&[("GOTRUE_EXTERNAL_PHONE_ENABLED", "true")]).unwrap().1, 1);
    }

    #[test]
    fn what_cannot_be_read_is_a_fault() {
        let wrong = read_from(&[
            ("GOTRUE_SMS_TEST_OTP", "15550100"),
            ("GOTRUE_SMS_TEST_OTP_VALID_UNTIL", "soon"),
            ("GOTRUE_SMS_OTP_EXP", "-1"),
        ]);
        let names = ["GOTRUE_SMS_OTP_EXP", "GOTRUE_SMS_TEST_OTP", "GOTRUE_SMS_TEST_OTP_VALID_UNTIL"];
        let mut wrong = wrong.unwrap_err();
        wrong.sort();
        assert_eq!(wrong, names);
    }
}
