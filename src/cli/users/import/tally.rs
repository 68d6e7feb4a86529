//! What has become of the rows so far.

use std::fmt;

/// Counts of rows.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    /// Accounts made.
    pub(super) made: u64,
    /// Rows whose people were there already.
    pub(super) known: u64,
    /// Rows that were not taken.
    pub(super) refused: u64,
}

impl Tally {
    /// Adds what became of more rows.
    pub(super) const fn add(&mut self, more: Self) {
        self.made += more.made;
        self.known += more.known;
        self.refused += more.refused;
    }

    /// All rows.
    pub(super) const fn rows(self) -> u64 {
        self.made + self.known + self.refused
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { made, known, refused } = self;
        write!(f, "{} rows: {made} people made, {known} here before, {refused} not taken", self.rows())
    }
}
