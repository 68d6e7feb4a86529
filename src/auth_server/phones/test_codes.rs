//! Numbers whose code is always the same: for tests, and for people who look at an app before it is sold.

use std::collections::BTreeMap;
use std::fmt;

use crate::auth_server::extract::plain_phone;
use crate::clock::Timestamp;

/// Numbers whose code is always the same. The codes do not print.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct TestCodes {
    /// The codes by their numbers, those without a plus sign.
    codes: BTreeMap<String, String>,
    /// When they are over.
    until: Option<Timestamp>,
}

impl TestCodes {
    /// Reads `number:code` pairs with commas between them (`GOTRUE_SMS_TEST_OTP`). Nothing if one of them is
    /// no pair.
    pub fn parse(text: &str) -> Option<Self> {
        let mut codes = BTreeMap::new();
        for pair in text.split(',').filter(|_| !text.trim().is_empty()) {
            let (phone, code) = pair.split_once(':')?;
            if code.contains(':') {
                return None;
            }
            codes.insert(plain_phone(phone), code.to_owned());
        }
        codes.retain(|_, code| !code.is_empty());
        Some(Self { codes, until: None })
    }

    /// The same, over at this moment (`GOTRUE_SMS_TEST_OTP_VALID_UNTIL`).
    #[must_use]
    pub fn until(self, end: Option<Timestamp>) -> Self {
        Self { until: end, ..self }
    }

    /// The code of a number, if it has one now.
    pub(crate) fn of(&self, phone: &str, now: Timestamp) -> Option<&str> {
        let are_over = self.until.is_some_and(|end| now >= end);
        self.codes.get(phone).filter(|_| !are_over).map(String::as_str)
    }
}

impl fmt::Debug for TestCodes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TestCodes({} numbers)", self.codes.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        let now = Timestamp::from_seconds(1_000);
        let codes = TestCodes::parse("+1 555 0100:123456,15550101:000000,15550102:").unwrap();
        assert_eq!(codes.of("15550100", now), Some("123456"));
        assert_eq!(codes.of("15550101", now), Some("000000"));
        assert_eq!(codes.of("15550102", now), None);
        assert_eq!(codes.of("15550103", now), None);
        assert_eq!(format!("{codes:?}"), "TestCodes(2 numbers)");
    }

    #[test]
    fn what_is_no_pair_is_refused_and_nothing_is_nothing() {
        for nonsense in ["15550100", "1:2:3", "1:2,", ",1:2"] {
            assert_eq!(TestCodes::parse(nonsense), None, "{nonsense}");
        }
        assert_eq!(TestCodes::parse(" "), Some(TestCodes::default()));
    }

    #[test]
    fn they_are_over_at_the_moment_that_is_said() {
        let end = Timestamp::from_seconds(1_000);
        let codes = TestCodes::parse("1555:123456").unwrap().until(Some(end));
        assert_eq!(codes.of("1555", Timestamp::from_seconds(999)), Some("123456"));
        assert_eq!(codes.of("1555", end), None);
    }
}
