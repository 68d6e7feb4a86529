//! The CBOR of authenticators: always in its shortest form, and never deep (CTAP 2 §6).

use ciborium::Value;

/// How deep an attestation object is at most.
const DEPTH: usize = 4;

/// A map whose keys are numbers or texts, and the rest of the bytes. Nothing where that is not how they
/// begin, where a key comes twice, or where anything is written longer than it needs to be.
pub(super) fn map(bytes: &[u8]) -> Option<(Map, &[u8])> {
    let mut rest = bytes;
    let value: Value = ciborium::de::from_reader_with_recursion_limit(&mut rest, DEPTH).ok()?;
    let mut shortest = Vec::new();
    ciborium::into_writer(&value, &mut shortest).ok()?;
    let read = bytes.get(..bytes.len().checked_sub(rest.len())?)?;
    if shortest != read {
        return None;
    }
    let entries = value.into_map().ok()?;
    let is_twice = |at: usize| entries[..at].iter().any(|(key, _)| *key == entries[at].0);
    if (0..entries.len()).any(is_twice) {
        return None;
    }
    Some((Map(entries), rest))
}

/// The entries of a map.
pub(super) struct Map(Vec<(Value, Value)>);

impl Map {
    fn get(&self, key: &Value) -> Option<&Value> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// The value under a text.
    pub(super) fn named(&self, name: &str) -> Option<&Value> {
        self.get(&Value::from(name))
    }

    /// The whole number under a number.
    pub(super) fn number(&self, label: i64) -> Option<i64> {
        number(self.get(&Value::from(label))?)
    }

    /// The bytes under a number.
    pub(super) fn bytes(&self, label: i64) -> Option<&[u8]> {
        self.get(&Value::from(label))?.as_bytes().map(Vec::as_slice)
    }
}

/// A whole number of the size that labels and algorithms have.
pub(super) fn number(value: &Value) -> Option<i64> {
    i64::try_from(i128::from(value.as_integer()?)).ok()
}
