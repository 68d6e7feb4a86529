//! Reading the fields of a row as Postgres writes them.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value};
use uuid::Uuid;

use super::take_in::Stop;
use crate::auth_server::metadata;
use crate::clock::Timestamp;

/// A row of another server's table: texts by the names of its columns. It may hold a password's hash, so it
/// does not print.
#[derive(Clone, Default)]
pub struct ForeignRow(BTreeMap<String, String>);

impl ForeignRow {
    /// Keeps the fields that hold something.
    pub fn new(fields: impl IntoIterator<Item = (String, Option<String>)>) -> Self {
        Self(fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect())
    }

    /// The text of a column; nothing where it is empty.
    pub(super) fn text(&self, name: &'static str) -> Result<Option<String>, Stop> {
        let Some(text) = self.0.get(name).filter(|text| !text.is_empty()) else { return Ok(None) };
        if text.contains('\0') {
            return Err(Stop::refused(format!("{name} holds a null character")));
        }
        Ok(Some(text.clone()))
    }

    /// The text of a column that must hold one.
    pub(super) fn needed(&self, name: &'static str) -> Result<String, Stop> {
        self.text(name)?.ok_or_else(|| missing(name))
    }

    pub(super) fn id(&self, name: &'static str) -> Result<Uuid, Stop> {
        self.optional_id(name)?.ok_or_else(|| missing(name))
    }

    pub(super) fn optional_id(&self, name: &'static str) -> Result<Option<Uuid>, Stop> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let malformed = |_| Stop::refused(format!("{name} is no UUID"));
        Uuid::try_parse(&text).map(Some).map_err(malformed)
    }

    /// A moment. One without an offset is in UTC, and `infinity` never comes.
    pub(super) fn moment(&self, name: &'static str) -> Result<Option<Timestamp>, Stop> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        if text == "infinity" {
            return Ok(Some(Timestamp::from_seconds(LATEST)));
        }
        let read = Timestamp::parse_rfc3339(&text).or_else(|| Timestamp::parse_rfc3339(&format!("{text}Z")));
        read.map(Some).ok_or_else(|| Stop::refused(format!("{name} is no time")))
    }

    /// The same, or the beginning of time where the row says nothing of it.
    pub(super) fn moment_or_ever(&self, name: &'static str) -> Result<Timestamp, Stop> {
        Ok(self.moment(name)?.unwrap_or(Timestamp::from_seconds(0)))
    }

    pub(super) fn is_so(&self, name: &'static str) -> Result<bool, Stop> {
        match self.text(name)?.as_deref() {
            None | Some("f" | "false") => Ok(false),
            Some("t" | "true") => Ok(true),
            Some(_) => Err(Stop::refused(format!("{name} is neither true nor false"))),
        }
    }

    pub(super) fn number(&self, name: &'static str) -> Result<Option<i64>, Stop> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        text.parse().map(Some).map_err(|_| Stop::refused(format!("{name} is no whole number")))
    }

    /// A JSON object; an empty one where there is none.
    pub(super) fn object(&self, name: &'static str) -> Result<Map<String, Value>, Stop> {
        let Some(text) = self.text(name)? else { return Ok(Map::new()) };
        let object = match serde_json::from_str(&text) {
            Ok(Value::Object(object)) => object,
            Ok(Value::Null) => Map::new(),
            _ => return Err(Stop::refused(format!("{name} is no JSON object"))),
        };
        metadata::refuse_unstorable(&object)
            .map_err(|error| Stop::refused(format!("{name}: {}", error.message())))?;
        Ok(object)
    }
}

fn missing(name: &str) -> Stop {
    Stop::refused(format!("{name} is missing"))
}

/// The end of the year 9999, in seconds.
const LATEST: i64 = 253_402_300_799;

impl fmt::Debug for ForeignRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ForeignRow(…)")
    }
}
