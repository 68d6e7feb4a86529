//! Where rows come from: a file in one of two formats.

use std::io;
use std::path::Path;

use clap::ValueEnum;
use serde_json::{Map, Value};

use super::csv::Csv;
use super::fault::Fault;
use super::json_lines::JsonLines;

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Comma-separated values with a header (RFC 4180).
    Csv,
    /// One JSON object on each line.
    Jsonl,
}

/// A row as it stands in the file.
pub(in crate::cli) struct Record {
    /// The line it begins on.
    pub(in crate::cli) line: u64,
    pub(in crate::cli) fields: Map<String, Value>,
}

/// Why a file cannot be read on.
#[derive(Debug, thiserror::Error)]
pub(in crate::cli) enum SourceError {
    #[error("the file cannot be read: {0}")]
    Read(#[from] io::Error),
    #[error("the file has no header")]
    NoHeader,
    #[error("the header names `{0}` twice")]
    DoubleColumn(String),
    #[error("line {0}: a quotation mark is opened and never closed; nothing from there on was read")]
    OpenQuote(u64),
}

/// An open file.
pub(super) enum Source {
    Csv(Csv),
    JsonLines(JsonLines),
}

impl Format {
    /// By the ending of a file's name.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "csv" => Some(Self::Csv),
            "jsonl" | "ndjson" | "jsonlines" => Some(Self::Jsonl),
            _ => None,
        }
    }
}

impl Source {
    pub(super) fn open(path: &Path, format: Format) -> Result<Self, SourceError> {
        Ok(match format {
            Format::Csv => Self::Csv(Csv::open(path)?),
            Format::Jsonl => Self::JsonLines(JsonLines::open(path)?),
        })
    }

    /// The next row, or what is wrong with it; nothing at the end.
    pub(super) fn next(&mut self) -> Result<Option<Result<Record, Fault>>, SourceError> {
        match self {
            Self::Csv(csv) => csv.next(),
            Self::JsonLines(lines) => Ok(lines.next()?),
        }
    }
}
