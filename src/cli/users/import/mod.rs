//! Bringing people along from elsewhere. A row becomes an account, our row and a name, or none of
//! them; whoever is there already is left alone, so that an import which was cut off is just run again.
//!
//! Rows are read and taken in a chunk at a time, however long the file is.

mod asking;
mod chunk;
mod columns;
mod command;
mod csv;
mod fault;
mod json_lines;
mod lines;
mod report;
mod row;
mod source;
mod tally;
mod value;

pub(super) use command::{Arguments, run};
#[cfg(feature = "auth-server")]
pub(in crate::cli) use {csv::Csv, source::SourceError};
