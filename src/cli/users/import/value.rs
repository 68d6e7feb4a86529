//! What stands in a field, in the ways in which databases and programs write it.

use serde_json::{Map, Value};

use super::columns::Names;
use super::fault::Reason;
use super::source::Record;
use crate::clock::Timestamp;

/// How Postgres writes nothing in some formats.
const NOTHING: &str = "\\N";

/// A flag that may also be the moment from which on it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flag {
    Unset,
    Set,
}

/// The text of a column, without spaces around it; nothing where it is empty.
pub(super) fn text(record: &Record, names: Names) -> Result<Option<String>, Reason> {
    let Some((name, value)) = find(record, names) else { return Ok(None) };
    let text = match value {
        Value::Null => return Ok(None),
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Array(_) | Value::Object(_) => return Err(Reason::NotText(name)),
    };
    if text.contains('\0') {
        return Err(Reason::NotText(name));
    }
    Ok(Some(text).filter(|text| !text.is_empty() && text != NOTHING))
}

/// Whether something is so, or since when; nothing where the row has no such column.
pub(super) fn flag(record: &Record, names: Names) -> Result<Option<Flag>, Reason> {
    let Some((name, _)) = find(record, names) else { return Ok(None) };
    let Some(text) = text(record, names)? else { return Ok(Some(Flag::Unset)) };
    match text.to_ascii_lowercase().as_str() {
        "true" | "t" | "yes" | "1" => Ok(Some(Flag::Set)),
        "false" | "f" | "no" | "0" => Ok(Some(Flag::Unset)),
        _ => parse_moment(&text).map(|_| Some(Flag::Set)).ok_or(Reason::NotAFlag(name)),
    }
}

/// A moment.
pub(super) fn moment(record: &Record, names: Names) -> Result<Option<Timestamp>, Reason> {
    let Some(text) = text(record, names)? else { return Ok(None) };
    let name = find(record, names).map_or("", |(name, _)| name);
    parse_moment(&text).map(Some).ok_or(Reason::NotATime(name))
}

/// As RFC 3339 or Postgres writes it. A time without an offset is in UTC.
fn parse_moment(text: &str) -> Option<Timestamp> {
    Timestamp::parse_rfc3339(text).or_else(|| Timestamp::parse_rfc3339(&format!("{text}Z")))
}

/// A JSON object, which stands as text in a CSV file.
pub(super) fn metadata(record: &Record, names: Names) -> Result<Map<String, Value>, Reason> {
    match find(record, names) {
        None | Some((_, Value::Null)) => Ok(Map::new()),
        Some((_, Value::Object(map))) => Ok(map.clone()),
        Some((_, Value::String(text))) if ["", NOTHING, "null"].contains(&text.trim()) => Ok(Map::new()),
        Some((name, Value::String(text))) => {
            serde_json::from_str(text).map_err(|_| Reason::NotMetadata(name))
        }
        Some((name, _)) => Err(Reason::NotMetadata(name)),
    }
}

fn find(record: &Record, names: Names) -> Option<(&'static str, &Value)> {
    names.iter().find_map(|name| record.fields.get(*name).map(|value| (*name, value)))
}
