//! JSON in which every name stands once. Two readers of the same text could otherwise believe
//! different members (RFC 7515 §4, RFC 7519 §4, RFC 8259 §4).

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Why a text is not read. It repeats nothing of the text, so it can be told to anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonFault {
    /// It is not UTF-8.
    NotUtf8,
    /// It is no JSON, or more than one.
    Malformed,
    /// An object has two members of one name.
    RepeatedName,
    /// Arrays and objects stand in one another more often than is asked for.
    TooDeep,
}

/// As deep as `serde_json` follows.
const DEEPEST: usize = 127;

/// Reads an object. Nothing when it is something else, is not UTF-8, or repeats a name at any depth.
pub(super) fn object(bytes: &[u8]) -> Option<Map<String, Value>> {
    match read(bytes, DEEPEST) {
        Ok(Value::Object(members)) => Some(members),
        _ => None,
    }
}

/// Reads any value, with at most `depth` arrays and objects in one another.
pub(crate) fn read(bytes: &[u8], depth: usize) -> Result<Value, JsonFault> {
    let text = std::str::from_utf8(bytes).map_err(|_| JsonFault::NotUtf8)?;
    let fault = Cell::new(JsonFault::Malformed);
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = Strict { depth, fault: &fault }.deserialize(&mut reader).map_err(|_| fault.get())?;
    reader.end().map_err(|_| JsonFault::Malformed)?;
    Ok(value)
}

/// How a value is read.
#[derive(Clone, Copy)]
struct Strict<'a> {
    /// How many more arrays and objects may be opened.
    depth: usize,
    /// What was wrong: the errors of serde cannot carry it.
    fault: &'a Cell<JsonFault>,
}

impl Strict<'_> {
    fn deeper<E: Error>(self) -> Result<Self, E> {
        match self.depth.checked_sub(1) {
            Some(depth) => Ok(Self { depth, ..self }),
            None => Err(self.because(JsonFault::TooDeep)),
        }
    }

    fn because<E: Error>(self, fault: JsonFault) -> E {
        self.fault.set(fault);
        E::custom("refused")
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON without repeated names")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("not a number"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let entry = self.deeper()?;
        let mut values = Vec::new();
        while let Some(value) = entries.next_element_seed(entry)? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let member = self.deeper()?;
        let mut map = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let value = members.next_value_seed(member)?;
            if map.insert(name, value).is_some() {
                return Err(self.because(JsonFault::RepeatedName));
            }
        }
        Ok(Value::Object(map))
    }
}
