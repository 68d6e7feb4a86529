//! One JSON object on each line.

use std::io;
use std::path::Path;

use super::fault::{Fault, Reason};
use super::lines::{LONGEST_ROW, Lines};
use super::source::Record;

/// A file of JSON lines.
pub(super) struct JsonLines(Lines);

impl JsonLines {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        Lines::open(path).map(Self)
    }

    /// The next line that is not empty.
    pub(super) fn next(&mut self) -> io::Result<Option<Result<Record, Fault>>> {
        let mut row = Vec::new();
        while self.0.read_into(&mut row)? {
            let line = self.0.number();
            if row.len() > LONGEST_ROW {
                self.0.skip_rest(&row)?;
                return Ok(Some(Err(Reason::TooLong.at(line))));
            }
            if !row.trim_ascii().is_empty() {
                let parsed = serde_json::from_slice(&row).map_err(|_| Reason::NotAnObject.at(line));
                return Ok(Some(parsed.map(|fields| Record { line, fields })));
            }
            row.clear();
        }
        Ok(None)
    }
}
