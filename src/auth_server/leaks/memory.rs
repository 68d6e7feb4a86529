//! What is remembered of the answers: a Bloom filter, which knows each password that was added, takes a few
//! others for one of them, and can be read back by nobody.

use super::LeakMemory;
use super::fingerprint::Fingerprint;

/// The bits of a word.
const WORD: u64 = 64;

/// Leaked passwords that the service has told of.
pub(super) struct Memory {
    words: Vec<u64>,
    /// How many bits stand for a password.
    bits_each: u64,
    /// How many passwords are remembered at most.
    most: usize,
    /// How many are.
    items: usize,
}

impl Memory {
    /// Each halving of the chance to be mistaken costs a bit more for each password, and the filter is best
    /// when every second bit is set: so each of these bits takes 1 / ln 2 of room, 13 / 9.
    pub(super) fn new(settings: LeakMemory) -> Self {
        let mut chance = settings.false_positives.max(f64::MIN_POSITIVE);
        let mut halvings = 1_u16;
        while chance < 0.5 {
            chance *= 2.0;
            halvings += 1;
        }
        let bits = settings.items.saturating_mul(usize::from(halvings)) / 9 * 13;
        Self {
            words: vec![0; bits / 64 + 1],
            bits_each: halvings.into(),
            // Beyond this the chance grows over what was asked for.
            most: settings.items / 5 * 4,
            items: 0,
        }
    }

    /// Adds what the service told. When there is no room left everything before is forgotten.
    pub(super) fn add(&mut self, passwords: &[Fingerprint]) {
        self.items += passwords.len();
        if self.items > self.most {
            self.words.fill(0);
            self.items = passwords.len();
        }
        for password in passwords {
            for (word, bit) in self.places(password) {
                if let Some(word) = self.words.get_mut(word) {
                    *word |= bit;
                }
            }
        }
    }

    /// Whether a password was added, or is taken for one that was.
    pub(super) fn holds(&self, password: &Fingerprint) -> bool {
        self.places(password).all(|(word, bit)| self.words.get(word).is_some_and(|word| word & bit != 0))
    }

    /// The word and the bit in it of each place of a password (Kirsch and Mitzenmacher, Less Hashing, Same
    /// Performance: two numbers are enough for all of them).
    fn places(&self, password: &Fingerprint) -> impl Iterator<Item = (usize, u64)> + use<> {
        let (start, step) = password.numbers();
        let size = WORD * u64::try_from(self.words.len()).unwrap_or(1);
        (0..self.bits_each).map(move |turn| {
            let place = start.wrapping_add(step.wrapping_mul(turn)) % size;
            (usize::try_from(place / WORD).unwrap_or(usize::MAX), 1 << (place % WORD))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passwords(range: std::ops::Range<u32>) -> Vec<Fingerprint> {
        range.map(|number| Fingerprint::of(&format!("password {number}").into())).collect()
    }

    #[test]
    fn what_was_added_is_known_and_hardly_anything_else_is() {
        let mut memory = Memory::new(LeakMemory { items: 5_000, false_positives: 0.01 });
        assert!(!passwords(0..100).iter().any(|password| memory.holds(password)));
        memory.add(&passwords(0..2_000));
        memory.add(&passwords(2_000..4_000));
        assert!(passwords(0..4_000).iter().all(|password| memory.holds(password)));
        let mistaken = passwords(4_000..14_000).iter().filter(|password| memory.holds(password)).count();
        assert!(mistaken < 100, "{mistaken} of 10000");
    }

    #[test]
    fn a_full_memory_begins_anew() {
        let mut memory = Memory::new(LeakMemory { items: 100, false_positives: 0.000_01 });
        memory.add(&passwords(0..80));
        memory.add(&passwords(80..81));
        assert!(memory.holds(&passwords(80..81)[0]));
        assert!(!passwords(0..80).iter().any(|password| memory.holds(password)));
    }

    #[test]
    fn the_smallest_memory_and_the_greatest_care_are_possible() {
        for (items, false_positives) in [(1, 0.999), (1, 0.000_01), (1_000, f64::MIN_POSITIVE), (1, 0.0)] {
            let mut memory = Memory::new(LeakMemory { items, false_positives });
            memory.add(&passwords(0..1));
            assert!(memory.holds(&passwords(0..1)[0]), "{items} {false_positives}");
        }
    }
}
