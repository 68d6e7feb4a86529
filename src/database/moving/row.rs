//! One row, whichever database it came from, and its two encodings: one to compare, one to copy.

use serde_json::Value as Json;
use uuid::Uuid;

use crate::clock::Timestamp;

/// Microseconds between 1970-01-01 and 2000-01-01, where Postgres starts counting.
const POSTGRES_EPOCH_MICROS: i64 = 946_684_800_000_000;

/// The version of the binary form of `jsonb`, which is the text after this byte.
const JSONB_VERSION: u8 = 1;

/// Whole numbers up to here are the same in both number types of JSON (RFC 8259 §6).
const EXACT: f64 = 9_007_199_254_740_992.0;

/// What stands in one column.
#[derive(Debug)]
pub(super) enum Value {
    Nothing,
    Bytes(Vec<u8>),
    Flag(bool),
    Json(String),
    Moment(Timestamp),
    Number(i64),
    Small(i32),
    Text(String),
    Uuid(Uuid),
}

/// The values of a row: the body is compiled once for each database.
macro_rules! values {
    ($row:expr, $table:expr) => {{
        let row = $row;
        let value = |(at, column): (usize, &$crate::database::moving::schema::Column)| {
            use sqlx::Row as _;
            use $crate::database::moving::kind::Kind;
            let value = match column.kind {
                Kind::Bytes => row.try_get::<Option<_>, _>(at)?.map(Value::Bytes),
                Kind::Flag => row.try_get::<Option<_>, _>(at)?.map(Value::Flag),
                Kind::Json => row.try_get::<Option<_>, _>(at)?.map(Value::Json),
                Kind::Moment => row.try_get::<Option<_>, _>(at)?.map(Value::Moment),
                Kind::Number => row.try_get::<Option<_>, _>(at)?.map(Value::Number),
                Kind::Small => row.try_get::<Option<_>, _>(at)?.map(Value::Small),
                Kind::Text => row.try_get::<Option<_>, _>(at)?.map(Value::Text),
                Kind::Uuid => row.try_get::<Option<_>, _>(at)?.map(Value::Uuid),
            };
            Ok(value.unwrap_or(Value::Nothing))
        };
        $table.columns.iter().enumerate().map(value).collect::<sqlx::Result<Vec<_>>>()
    }};
}
pub(super) use values;

/// Why a value cannot stand in the other database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// Postgres keeps no text with this character in it.
    #[error("a text with the character NUL, which Postgres does not keep")]
    Nul,
    /// A column of JSON holds something else.
    #[error("no JSON")]
    NoJson,
}

impl Value {
    /// Writes the value so that two values have the same bytes if and only if they mean the same.
    pub(super) fn write_canonical(&self, to: &mut Vec<u8>) -> Result<(), ValueError> {
        let (tag, bytes): (u8, &[u8]) = match self {
            Self::Nothing => (0, &[]),
            Self::Bytes(bytes) => (1, bytes),
            Self::Flag(flag) => (2, &[u8::from(*flag)]),
            Self::Json(text) => {
                let json = serde_json::from_str(text).map_err(|_| ValueError::NoJson)?;
                let mut canonical = Vec::new();
                write_json(&json, &mut canonical)?;
                write_tagged(3, &canonical, to);
                return Ok(());
            }
            Self::Moment(moment) => (4, &moment.as_micros().to_be_bytes()),
            Self::Number(number) => (5, &number.to_be_bytes()),
            Self::Small(number) => (5, &i64::from(*number).to_be_bytes()),
            Self::Text(text) if text.contains('\0') => return Err(ValueError::Nul),
            Self::Text(text) => (6, text.as_bytes()),
            Self::Uuid(id) => (7, id.as_bytes()),
        };
        write_tagged(tag, bytes, to);
        Ok(())
    }

    /// Writes the value as a field of a row in Postgres' binary form of `COPY`.
    pub(super) fn write_copy(&self, to: &mut Vec<u8>) {
        match self {
            Self::Nothing => to.extend((-1_i32).to_be_bytes()),
            Self::Bytes(bytes) => write_field(bytes, to),
            Self::Flag(flag) => write_field(&[u8::from(*flag)], to),
            Self::Json(text) => write_field(&[&[JSONB_VERSION], text.as_bytes()].concat(), to),
            Self::Moment(moment) => {
                write_field(&moment.as_micros().saturating_sub(POSTGRES_EPOCH_MICROS).to_be_bytes(), to);
            }
            Self::Number(number) => write_field(&number.to_be_bytes(), to),
            Self::Small(number) => write_field(&number.to_be_bytes(), to),
            Self::Text(text) => write_field(text.as_bytes(), to),
            Self::Uuid(id) => write_field(id.as_bytes(), to),
        }
    }
}

fn write_tagged(tag: u8, bytes: &[u8], to: &mut Vec<u8>) {
    to.push(tag);
    to.extend((bytes.len() as u64).to_be_bytes());
    to.extend(bytes);
}

fn write_field(bytes: &[u8], to: &mut Vec<u8>) {
    // A value of two gigabytes fits into neither database.
    to.extend(i32::try_from(bytes.len()).unwrap_or(i32::MAX).to_be_bytes());
    to.extend(bytes);
}

/// Postgres keeps what JSON means and not how it was spelled: members in an order of its own, and
/// numbers without an exponent.
fn write_json(json: &Json, to: &mut Vec<u8>) -> Result<(), ValueError> {
    match json {
        Json::Null => write_tagged(10, &[], to),
        Json::Bool(flag) => write_tagged(11, &[u8::from(*flag)], to),
        Json::Number(number) => write_tagged(12, number_text(number).as_bytes(), to),
        Json::String(text) => write_json_text(text, to)?,
        Json::Array(values) => {
            write_tagged(14, &(values.len() as u64).to_be_bytes(), to);
            values.iter().try_for_each(|value| write_json(value, to))?;
        }
        Json::Object(members) => {
            write_tagged(15, &(members.len() as u64).to_be_bytes(), to);
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(name, _)| *name);
            for (name, value) in members {
                write_json_text(name, to)?;
                write_json(value, to)?;
            }
        }
    }
    Ok(())
}

fn write_json_text(text: &str, to: &mut Vec<u8>) -> Result<(), ValueError> {
    if text.contains('\0') {
        return Err(ValueError::Nul);
    }
    write_tagged(13, text.as_bytes(), to);
    Ok(())
}

fn number_text(number: &serde_json::Number) -> String {
    match number.as_f64() {
        // Plus zero, so that there is one zero.
        Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < EXACT => {
            format!("{:.0}", float + 0.0)
        }
        _ => number.to_string(),
    }
}
