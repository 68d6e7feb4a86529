//! A password as the service knows it, and what the service says of those that begin alike.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use data_encoding::HEXUPPER;

use crate::gotrue::Password;

/// Of how many digits the service is told.
const TOLD: usize = 5;

/// How many digits there are.
const DIGITS: usize = 40;

/// The SHA-1 of a password. It is as secret as the password: whoever has it finds most of them out.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Fingerprint([u8; DIGITS / 2]);

impl Fingerprint {
    pub(super) fn of(password: &Password) -> Self {
        let mut bytes = [0; DIGITS / 2];
        let digest = digest(&SHA1_FOR_LEGACY_USE_ONLY, password.expose().as_bytes());
        bytes.iter_mut().zip(digest.as_ref()).for_each(|(byte, of)| *byte = *of);
        Self(bytes)
    }

    /// What the service is told.
    pub(super) fn beginning(&self) -> String {
        let mut digits = HEXUPPER.encode(&self.0);
        digits.truncate(TOLD);
        digits
    }

    /// Two numbers that differ from password to password.
    pub(super) fn numbers(&self) -> (u64, u64) {
        let number = |from: &[u8]| from.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte));
        let (first, rest) = self.0.split_at(8);
        (number(first), number(&rest[..8]))
    }
}

/// The passwords of a range: a line for each, with the digits that were not told and how often it has leaked.
/// Never is what was added only to hide how many there are, and lines that are none of these are passed over.
pub(super) fn leaked(beginning: &str, range: &[u8]) -> Vec<Fingerprint> {
    let read = |line: &[u8]| {
        let (rest, times) = line.trim_ascii_end().split_at_checked(DIGITS - TOLD)?;
        let times = times.strip_prefix(b":").filter(|times| times.iter().all(u8::is_ascii_digit))?;
        if times.iter().all(|digit| *digit == b'0') {
            return None;
        }
        let digits = [beginning.as_bytes(), rest].concat();
        Some(Fingerprint(HEXUPPER.decode(&digits).ok()?.try_into().ok()?))
    };
    range.split(|byte| *byte == b'\n').filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SHA-1 of `password`.
    const BEGINNING: &str = "5BAA6";
    const REST: &str = "1E4C9B93F3F0682250B6CF8331B7EE68FD8";

    fn is_in(range: &str) -> bool {
        leaked(BEGINNING, range.as_bytes()).contains(&Fingerprint::of(&"password".to_owned().into()))
    }

    #[test]
    fn five_digits_are_told() {
        assert_eq!(Fingerprint::of(&"password".to_owned().into()).beginning(), BEGINNING);
    }

    #[test]
    fn a_password_that_is_listed_has_leaked() {
        let other = "0018A45C4D1DEF81644B54AB7F969B88D65:10";
        for range in [
            format!("{REST}:1"),
            format!("{REST}:9545824\n"),
            format!("{other}\r\n{REST}:3\r\n"),
            format!("{REST}:10 \t\r\n{other}"),
            format!("nonsense\n\n{REST}:2"),
        ] {
            assert!(is_in(&range), "{range}");
        }
    }

    #[test]
    fn a_password_that_is_not_listed_or_never_leaked_has_not() {
        for range in [
            String::new(),
            format!("{REST}:0"),
            format!("{REST}:000\r\n"),
            format!("{REST}:"),
            REST.to_owned(),
            format!("{REST}:-1"),
            format!("{REST}:one"),
            format!(" {REST}:1"),
            format!("{BEGINNING}{REST}:1"),
            format!("{}:1", REST.to_lowercase()),
            format!("{}9:1", &REST[..34]),
            "ä".repeat(18),
            "<html>".to_owned(),
        ] {
            assert!(!is_in(&range), "{range}");
        }
    }
}
