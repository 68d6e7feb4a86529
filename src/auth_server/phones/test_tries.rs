//! Wrong codes for numbers whose code is always the same. Nothing that is sent brings another one, so
//! whoever tries them all must not get far.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::auth_server::one_time_tokens::{MOST_TRIES, TRIES_COUNT_FOR};
use crate::clock::Timestamp;

/// Counts wrong codes, by number: there are only as many as the operator named.
#[derive(Default)]
pub(crate) struct TestTries(Mutex<HashMap<String, Tries>>);

struct Tries {
    wrong: i64,
    since: Timestamp,
}

impl TestTries {
    /// Whether a code for this number may still be compared.
    pub(crate) fn are_left(&self, phone: &str, now: Timestamp) -> bool {
        let tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tries.get(phone).is_none_or(|tries| tries.wrong < MOST_TRIES || tries.are_forgotten(now))
    }

    /// Counts a wrong one.
    pub(crate) fn count(&self, phone: &str, now: Timestamp) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let tries = all.entry(phone.to_owned()).or_insert(Tries { wrong: 0, since: now });
        if tries.are_forgotten(now) {
            *tries = Tries { wrong: 0, since: now };
        }
        tries.wrong += 1;
    }
}

impl Tries {
    /// Those of the future were counted before the clock was set back, and say nothing.
    fn are_forgotten(&self, now: Timestamp) -> bool {
        now >= self.since.plus(TRIES_COUNT_FOR) || self.since > now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_wrong_codes_are_enough_for_an_hour() {
        let (tries, now) = (TestTries::default(), Timestamp::from_seconds(1_000_000));
        for _ in 0..MOST_TRIES {
            assert!(tries.are_left("1555", now));
            tries.count("1555", now);
        }
        assert!(!tries.are_left("1555", now) && tries.are_left("1556", now));
        assert!(!tries.are_left("1555", now.plus(TRIES_COUNT_FOR / 2)));
        assert!(tries.are_left("1555", now.plus(TRIES_COUNT_FOR)));
        assert!(tries.are_left("1555", now.minus(TRIES_COUNT_FOR)));
        tries.count("1555", now.plus(TRIES_COUNT_FOR));
        assert!(tries.are_left("1555", now.plus(TRIES_COUNT_FOR)));
    }
}
