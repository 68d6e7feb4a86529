//! Which part of a list is asked for by where the one before it ended: nothing is counted and nothing skipped,
//! so the last part of a long list is as quick as the first.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use url::form_urlencoded::Serializer;
use uuid::Uuid;

use super::Query;
use crate::auth_server::error::ApiError;
use crate::clock::Timestamp;

/// Rows in a part when nobody says how many.
const USUAL: u64 = 50;

/// Most rows in a part.
const MOST: u64 = 1000;

/// Where a part of a list ended: clients bring it back as they got it.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub(crate) struct Cursor {
    pub(crate) created_at: Timestamp,
    pub(crate) id: Uuid,
}

/// A part of a list.
pub(crate) struct Keyset {
    /// How many rows it has at most.
    pub(crate) limit: usize,
    /// Behind which row it begins.
    pub(crate) after: Option<Cursor>,
}

impl Keyset {
    /// Whether a query asks for it so, and not for a page by its number.
    pub(crate) fn is_asked_for(query: &Query) -> bool {
        query.get("page").is_empty() && query.get("per_page").is_empty()
    }

    /// The part that a query asks for; the first when it names no place.
    pub(crate) fn of(query: &Query) -> Result<Self, ApiError> {
        let limit = match query.get("limit") {
            "" => USUAL,
            // A sign before it is none of a number here.
            text if !text.starts_with('+') => {
                text.parse().ok().filter(|limit| *limit > 0).ok_or_else(malformed)?
            }
            _ => return Err(malformed()),
        };
        let after = match query.get("cursor") {
            "" => None,
            text => Some(Cursor::read(text).ok_or_else(malformed)?),
        };
        let limit = usize::try_from(limit.min(MOST)).map_err(|_| malformed())?;
        Ok(Self { limit, after })
    }
}

impl Cursor {
    fn read(text: &str) -> Option<Self> {
        let json = URL_SAFE_NO_PAD.decode(text).ok()?;
        let cursor: Self = serde_json::from_slice(&json).ok()?;
        (!cursor.id.is_nil()).then_some(cursor)
    }

    /// As clients are told it.
    pub(crate) fn written(&self) -> Result<String, ApiError> {
        let json = serde_json::to_string(self);
        let json = json.map_err(|error| ApiError::failure("a cursor could not be written", &error))?;
        Ok(URL_SAFE_NO_PAD.encode(json))
    }
}

/// Where the part behind a cursor of the list at a path is (RFC 8288); relative to this server as GoTrue says
/// it.
pub(crate) fn next_link(path: &str, query: &Query, cursor: &str) -> String {
    let others = query.pairs().iter().filter(|(name, _)| !["page", "cursor"].contains(&name.as_str()));
    let mut pairs: Vec<_> = others.cloned().collect();
    pairs.push(("cursor".to_owned(), cursor.to_owned()));
    pairs.sort();
    let query = Serializer::new(String::new()).extend_pairs(pairs).finish();
    format!("<{path}?{query}>; rel=\"next\"")
}

fn malformed() -> ApiError {
    ApiError::invalid("limit is a whole number above 0, and cursor what an answer said")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written() {
        let cursor = Cursor { created_at: Timestamp::from_micros(1_700_000_000_123_456), id: Uuid::max() };
        let read = Cursor::read(&cursor.written().unwrap()).unwrap();
        assert_eq!((read.created_at, read.id), (cursor.created_at, cursor.id));
    }

    #[test]
    fn what_is_no_cursor_is_refused() {
        let nobody = r#"{"created_at":"2026-01-01T00:00:00Z","id":"00000000-0000-0000-0000-000000000000"}"#;
        let texts = ["nonsense", "{}", r#"{"id":"0b9b6d3e-8f51-4f0e-9f0b-6a2f54c1a001"}"#, nobody];
        for text in texts {
            assert!(Cursor::read(&URL_SAFE_NO_PAD.encode(text)).is_none(), "{text}");
        }
        assert!(Cursor::read("%").is_none());
    }
}
