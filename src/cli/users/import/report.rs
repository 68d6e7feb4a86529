//! What is told while rows are taken: bad ones at once, and from time to time how far it is.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Write as _};
use std::path::Path;

use super::super::super::output::complain;
use super::fault::Fault;
use super::tally::Tally;

/// Rows between two words on how far it is, where nobody watches a terminal.
const STEP: u64 = 10_000;

/// Where bad rows and progress are told.
pub(super) struct Report {
    file: Option<BufWriter<File>>,
    is_terminal: bool,
    told_at: u64,
}

impl Report {
    /// Bad rows go to a file, or to standard error.
    pub(super) fn new(path: Option<&Path>) -> io::Result<Self> {
        let file = path.map(File::create).transpose()?.map(BufWriter::new);
        Ok(Self { file, is_terminal: io::stderr().is_terminal(), told_at: 0 })
    }

    /// Tells of bad rows, in the order of their lines.
    pub(super) fn tell(&mut self, faults: &mut [Fault]) -> io::Result<()> {
        faults.sort_by_key(|fault| fault.line);
        if self.file.is_none() && !faults.is_empty() {
            self.finish();
        }
        for Fault { line, reason } in faults.iter() {
            let text = format!("line {line}: {reason}");
            match &mut self.file {
                Some(file) => writeln!(file, "{text}")?,
                None => complain(&text),
            }
        }
        // Whoever looks into the file meanwhile finds all that was decided.
        self.file.as_mut().map_or(Ok(()), io::Write::flush)
    }

    /// Tells how far it is.
    pub(super) fn progress(&mut self, tally: Tally) {
        if self.is_terminal {
            let mut stderr = io::stderr();
            // Nobody watching is no error.
            let _ = write!(stderr, "\r{tally} ").and_then(|()| stderr.flush());
        } else if tally.rows() / STEP > self.told_at / STEP {
            complain(&tally.to_string());
        }
        self.told_at = tally.rows();
    }

    /// Ends the line of progress.
    pub(super) fn finish(&self) {
        if self.is_terminal && self.told_at > 0 {
            complain("");
        }
    }
}
