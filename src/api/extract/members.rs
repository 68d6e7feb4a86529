//! Reading the members of a JSON object into a type, and saying which one is wrong and why without
//! repeating what was sent. The errors of `serde_json` do neither.

use std::fmt::{self, Display};

use serde::de::value::MapDeserializer;
use serde::de::{self, DeserializeOwned, Deserializer, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value};

use crate::api::FieldErrors;
use crate::api::field_errors::FieldCode;

/// The longest name that is repeated to whoever sent it, in characters.
const LONGEST_NAME: usize = 64;

/// Reads an object, which may hold scalars only. Members that the type does not know are refused if it
/// says so with `deny_unknown_fields`, and so are those that come as another type.
pub(super) fn read<T: DeserializeOwned>(object: Map<String, Value>) -> Result<T, FieldErrors> {
    T::deserialize(Members(object)).map_err(FieldErrors::from)
}

/// What is wrong with a member.
#[derive(Debug)]
enum MemberError {
    Missing(&'static str),
    Unknown(String),
    /// With the member's name and what it should be.
    WrongType(String, String),
    /// What our types never say.
    Other,
}

impl MemberError {
    fn of(name: String) -> impl FnOnce(Self) -> Self {
        move |error| match error {
            Self::WrongType(_, expected) => Self::WrongType(name, expected),
            other => other,
        }
    }
}

impl From<MemberError> for FieldErrors {
    fn from(error: MemberError) -> Self {
        match error {
            MemberError::Missing(name) => Self::one(name, FieldCode::Missing, "This is needed"),
            MemberError::Unknown(name) => Self::one(name, FieldCode::Unknown, "Nobody asks for this"),
            MemberError::WrongType(name, expected) => {
                Self::one(name, FieldCode::WrongType, format!("This must be {expected}"))
            }
            MemberError::Other => Self::default(),
        }
    }
}

impl Display for MemberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a wrong member")
    }
}

impl std::error::Error for MemberError {}

impl de::Error for MemberError {
    fn custom<T: Display>(_: T) -> Self {
        Self::Other
    }

    fn missing_field(name: &'static str) -> Self {
        Self::Missing(name)
    }

    fn unknown_field(name: &str, _: &'static [&'static str]) -> Self {
        Self::Unknown(name.chars().take(LONGEST_NAME).collect())
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::WrongType(String::new(), expected.to_string())
    }
}

struct Members(Map<String, Value>);

impl<'de> Deserializer<'de> for Members {
    type Error = MemberError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, MemberError> {
        let members = self.0.into_iter().map(|(name, value)| (name.clone(), Member { name, value }));
        visitor.visit_map(MapDeserializer::new(members))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct Member {
    name: String,
    value: Value,
}

impl<'de> Deserializer<'de> for Member {
    type Error = MemberError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, MemberError> {
        match self.value {
            Value::String(text) => visitor.visit_string(text),
            Value::Bool(value) => visitor.visit_bool(value),
            Value::Null => visitor.visit_unit(),
            Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                Err(de::Error::invalid_type(Unexpected::Other("JSON"), &visitor))
            }
        }
        .map_err(MemberError::of(self.name))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, MemberError> {
        if self.value.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, MemberError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, MemberError> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct enum identifier
    }
}

impl IntoDeserializer<'_, MemberError> for Member {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
