//! The encoding of forms and queries (WHATWG URL §5), read strictly: what is not exactly what our
//! pages and links send is refused, so that two different texts never become the same value.

use std::collections::HashSet;

use serde::de::DeserializeOwned;

/// More fields than any form or link of ours has.
const MAX_FIELDS: usize = 64;

/// Why a text is not read. It says nothing about the text, so it can be told to anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Malformed;

/// The decoded names of all fields, in order, once every name and value is known to be clean.
pub(super) fn names(encoded: &[u8]) -> Result<Vec<String>, Malformed> {
    let mut names = Vec::new();
    for pair in encoded.split(|&byte| byte == b'&').filter(|pair| !pair.is_empty()) {
        let end = pair.iter().position(|&byte| byte == b'=').unwrap_or(pair.len());
        let (name, value) = pair.split_at(end);
        decode(value.strip_prefix(b"=").unwrap_or_default())?;
        names.push(decode(name)?);
        if names.len() > MAX_FIELDS {
            return Err(Malformed);
        }
    }
    Ok(names)
}

/// Reads a text whose [`names`] are accepted. Two fields of one name are refused where a value is
/// asked for under it.
pub(super) fn read<T: DeserializeOwned>(encoded: &[u8]) -> Result<T, Malformed> {
    serde_urlencoded::from_bytes(encoded).map_err(|_| Malformed)
}

/// Reads parameters of any name, none of which comes twice.
pub(crate) fn read_parameters<T: DeserializeOwned>(encoded: &[u8]) -> Result<T, Malformed> {
    if are_distinct(&names(encoded)?) { read(encoded) } else { Err(Malformed) }
}

/// Whether each name stands once.
pub(super) fn are_distinct(names: &[String]) -> bool {
    let mut seen = HashSet::new();
    names.iter().all(|name| seen.insert(name))
}

/// Undoes the encoding. Broken escapes, bytes that are no UTF-8, and NUL are refused.
fn decode(encoded: &[u8]) -> Result<String, Malformed> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.iter();
    while let Some(&byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => hex_digit(rest.next())? * 16 + hex_digit(rest.next())?,
            _ => byte,
        });
    }
    let text = String::from_utf8(bytes).map_err(|_| Malformed)?;
    if text.contains('\0') { Err(Malformed) } else { Ok(text) }
}

fn hex_digit(byte: Option<&u8>) -> Result<u8, Malformed> {
    let digit = byte.and_then(|&byte| char::from(byte).to_digit(16));
    digit.and_then(|digit| u8::try_from(digit).ok()).ok_or(Malformed)
}
