//! Comma-separated values with a header (RFC 4180). Where the header holds no comma, semicolons or tabs
//! separate, as spreadsheets write it.

use std::path::Path;

use serde_json::{Map, Value};

use super::fault::{Fault, Reason};
use super::lines::{LONGEST_ROW, Lines};
use super::source::{Record, SourceError};

/// A file of comma-separated values.
pub(in crate::cli) struct Csv {
    lines: Lines,
    header: Vec<String>,
    separator: char,
}

/// The text of a row, which may go over several lines.
enum Text {
    Whole(String),
    Faulty(Reason),
}

impl Csv {
    pub(in crate::cli) fn open(path: &Path) -> Result<Self, SourceError> {
        let mut csv = Self { lines: Lines::open(path)?, header: Vec::new(), separator: ',' };
        let Some((_, Text::Whole(header))) = csv.next_text()? else { return Err(SourceError::NoHeader) };
        csv.separator = [',', ';', '\t'].into_iter().find(|&mark| header.contains(mark)).unwrap_or(',');
        for name in split(&header, csv.separator) {
            let name = name.trim().to_lowercase();
            if csv.header.contains(&name) {
                return Err(SourceError::DoubleColumn(name));
            }
            csv.header.push(name);
        }
        Ok(csv)
    }

    /// The next row that is not empty.
    pub(in crate::cli) fn next(&mut self) -> Result<Option<Result<Record, Fault>>, SourceError> {
        let Some((line, text)) = self.next_text()? else { return Ok(None) };
        let text = match text {
            Text::Whole(text) => text,
            Text::Faulty(reason) => return Ok(Some(Err(reason.at(line)))),
        };
        let values = split(&text, self.separator);
        let (found, expected) = (values.len(), self.header.len());
        if found != expected {
            return Ok(Some(Err(Reason::Fields { found, expected }.at(line))));
        }
        let values = values.into_iter().map(Value::from);
        let fields: Map<String, Value> = self.header.iter().cloned().zip(values).collect();
        Ok(Some(Ok(Record { line, fields })))
    }

    /// A row is whole when its quotation marks come in pairs: one that is part of a text is doubled.
    fn next_text(&mut self) -> Result<Option<(u64, Text)>, SourceError> {
        let mut row = Vec::new();
        let mut begins_on = 0;
        let mut is_quoted = false;
        loop {
            let before = row.len();
            if !self.lines.read_into(&mut row)? {
                return if row.is_empty() { Ok(None) } else { Err(SourceError::OpenQuote(begins_on)) };
            }
            if before == 0 {
                begins_on = self.lines.number();
            }
            if row.len() > LONGEST_ROW {
                return self.too_long(begins_on, &row);
            }
            is_quoted ^= row[before..].iter().fold(false, |odd, &byte| odd ^ (byte == b'"'));
            if is_quoted {
                continue;
            }
            if row.trim_ascii().is_empty() {
                row.clear();
                continue;
            }
            let text = String::from_utf8(row);
            return Ok(Some((begins_on, text.map_or(Text::Faulty(Reason::NotUtf8), Text::Whole))));
        }
    }

    /// Beyond an open quotation mark nobody knows where rows begin.
    fn too_long(&mut self, line: u64, row: &[u8]) -> Result<Option<(u64, Text)>, SourceError> {
        if row.contains(&b'"') {
            return Err(SourceError::OpenQuote(line));
        }
        self.lines.skip_rest(row)?;
        Ok(Some((line, Text::Faulty(Reason::TooLong))))
    }
}

/// The fields of a row. A quotation mark that does not begin a field is one of its characters.
fn split(row: &str, separator: char) -> Vec<String> {
    let row = row.strip_suffix('\n').unwrap_or(row);
    let row = row.strip_suffix('\r').unwrap_or(row);
    let mut fields = Vec::new();
    let mut field = String::new();
    let mut is_quoted = false;
    let mut is_begun = false;
    let mut rest = row.chars().peekable();
    while let Some(next) = rest.next() {
        match next {
            '"' if is_quoted && rest.peek() == Some(&'"') => {
                rest.next();
                field.push('"');
            }
            '"' if is_quoted => is_quoted = false,
            '"' if !is_begun => is_quoted = true,
            _ if next == separator && !is_quoted => {
                fields.push(std::mem::take(&mut field));
                is_begun = false;
                continue;
            }
            _ => field.push(next),
        }
        is_begun = true;
    }
    fields.push(field);
    fields
}
