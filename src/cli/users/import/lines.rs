//! The lines of a file, none of them held in memory beyond a limit.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::Path;

/// Longest row, in bytes. Metadata may take up 8 KiB each, and everything else is short.
pub(super) const LONGEST_ROW: usize = 64 * 1024;

/// What a text file may begin with to say that it is UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A file that is read line by line.
pub(super) struct Lines {
    input: BufReader<File>,
    /// Lines read so far.
    count: u64,
}

impl Lines {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let mut input = BufReader::new(File::open(path)?);
        if input.fill_buf()?.starts_with(BYTE_ORDER_MARK) {
            input.consume(BYTE_ORDER_MARK.len());
        }
        Ok(Self { input, count: 0 })
    }

    /// The number of the line that was read last, the first being 1.
    pub(super) const fn number(&self) -> u64 {
        self.count
    }

    /// Adds the next line with its end to what is there, as far as the limit. Whether there was one.
    pub(super) fn read_into(&mut self, row: &mut Vec<u8>) -> io::Result<bool> {
        let room = (LONGEST_ROW + 1).saturating_sub(row.len());
        let read = self.input.by_ref().take(room as u64).read_until(b'\n', row)?;
        self.count += u64::from(read > 0);
        Ok(read > 0)
    }

    /// Passes over what is left of a line that was cut at the limit.
    pub(super) fn skip_rest(&mut self, row: &[u8]) -> io::Result<()> {
        if !row.ends_with(b"\n") {
            self.input.skip_until(b'\n')?;
        }
        Ok(())
    }
}
