//! Where a visitor was going before we asked them to sign in: only ever a path of this site.
//!
//! The text comes from whoever made the link, and browsers read addresses in generous ways: `//host`,
//! `/\host` and `/.//host` all lead away. So this is a list of what is allowed, not of what is
//! forbidden, and the path must mean the same before and after it is decoded.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};
use url::form_urlencoded::{byte_serialize, parse};

/// Longest path with its query, in bytes.
const MAX_BYTES: usize = 512;

/// What besides letters and digits may stand in a path with its query.
const PUNCTUATION: &[u8] = b"-._~/?&=%+";

/// The first segments of pages that lead in and out. Who comes back to one of them after signing in
/// is sent in circles, or out again.
const DOORS: &[&str] =
    &["auth", "check-inbox", "login", "logout", "reauthenticate", "recovery", "signup", "welcome"];

/// A path on this site, perhaps with a query, to which a browser may be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NextPath(String);

impl NextPath {
    /// Reads what came in a query or a form. Nothing when it leads elsewhere or to a door.
    pub fn parse(text: &str) -> Option<Self> {
        let path = local_path(text)?;
        (!begins_with(&path, DOORS)).then(|| Self(text.to_owned()))
    }

    /// Reads what a query says under `next`.
    pub(crate) fn in_query(query: &str) -> Option<Self> {
        next_in(query).and_then(|next| Self::parse(&next))
    }

    /// The path with its query.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The page to sign in, which leads here afterwards.
    pub fn login_url(&self) -> String {
        format!("/login?{}", self.query())
    }

    /// The query that carries it: `next=…`, encoded.
    pub fn query(&self) -> String {
        format!("next={}", byte_serialize(self.0.as_bytes()).collect::<String>())
    }
}

/// What a query says under `next`, unread.
pub(super) fn next_in(query: &str) -> Option<Cow<'_, str>> {
    parse(query.as_bytes()).find(|(name, _)| name == "next").map(|(_, next)| next)
}

/// The decoded path of a text that leads to a page of this site and nowhere else.
pub(super) fn local_path(text: &str) -> Option<String> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || PUNCTUATION.contains(&byte));
    if !is_plain || text.len() > MAX_BYTES {
        return None;
    }
    let (path, query) = text.split_once('?').unwrap_or((text, ""));
    decode(query)?;
    let decoded = decode(path)?;
    // Something in between may decode once more than we do: nothing may be left to decode.
    let is_ours = is_local_path(path) && is_local_path(&decoded) && !decoded.contains('%');
    let hides_slash = decoded.matches('/').count() > path.matches('/').count();
    (is_ours && !hides_slash).then_some(decoded)
}

/// Whether the first segment of a path is one of these, in whichever letters.
pub(super) fn begins_with(path: &str, segments: &[&str]) -> bool {
    let first = path.split('/').nth(1).unwrap_or_default().to_ascii_lowercase();
    segments.contains(&first.as_str())
}

/// Whether a path begins at the root and stays where it says: no host, no empty or dot segments,
/// nothing that another program may take for a separator.
fn is_local_path(path: &str) -> bool {
    let Some(rest) = path.strip_prefix('/') else { return false };
    let has_strange = rest.chars().any(|c| c.is_control() || c == '\\');
    let mut segments = rest.split('/');
    let last = segments.next_back().unwrap_or_default();
    let is_dots = |segment: &str| segment == "." || segment == "..";
    !has_strange && !is_dots(last) && segments.all(|segment| !segment.is_empty() && !is_dots(segment))
}

/// Undoes percent-encoding. Nothing when an escape is broken or the bytes are no text.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let (digits, after) = rest.split_at_checked(2)?;
        let digits =
            std::str::from_utf8(digits).ok().filter(|two| two.bytes().all(|d| d.is_ascii_hexdigit()))?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

impl TryFrom<String> for NextPath {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a path of this site")
    }
}

impl From<NextPath> for String {
    fn from(path: NextPath) -> Self {
        path.0
    }
}

impl AsRef<str> for NextPath {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NextPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
