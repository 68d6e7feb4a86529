//! What two tables must have in common to hold the same.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// How many rows a table has and what they say, in whichever order they were read.
///
/// The hashes of the rows are added up without carrying (XOR): every row has a key, so that no two
/// are the same and none can cancel another out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TableDigest {
    /// How many rows there are.
    pub rows: u64,
    sum: [u8; 32],
}

impl TableDigest {
    /// Adds a row in its canonical encoding.
    pub(super) fn add(&mut self, row: &[u8]) {
        self.rows += 1;
        for (sum, byte) in self.sum.iter_mut().zip(Sha256::digest(row)) {
            *sum ^= byte;
        }
    }
}

/// The beginning, enough for people to compare.
impl fmt::Display for TableDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.sum.iter().take(8).try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
