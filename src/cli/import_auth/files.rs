//! The files that are read: one dump in SQL, or one CSV file for each table.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::super::users::{Csv, CsvError};
use super::sql::SqlRows;
use super::tokens::SqlError;
use crate::auth_server::ForeignTable;

/// A row, and the line it begins on.
pub(super) struct Row {
    pub(super) line: u64,
    /// What its columns hold, if anything.
    pub(super) fields: Vec<(String, Option<String>)>,
}

/// A row that cannot be read, with its line.
pub(super) struct BadRow {
    pub(super) line: u64,
    pub(super) why: String,
}

/// Why a file cannot be read on.
#[derive(Debug, thiserror::Error)]
pub(super) enum FileError {
    #[error(transparent)]
    Sql(#[from] SqlError),
    #[error(transparent)]
    Csv(#[from] CsvError),
}

/// The rows of one table in one file.
pub(super) enum Rows {
    Sql(Box<SqlRows<std::io::BufReader<std::fs::File>>>),
    Csv(Box<Csv>),
}

/// Which of the files hold rows of a table: all that are in SQL, and CSV files that have its name.
pub(super) fn of_table(files: &[PathBuf], table: ForeignTable) -> impl Iterator<Item = &PathBuf> {
    files.iter().filter(move |file| !is_csv(file) || table_of(file) == Some(table))
}

/// CSV files whose names are those of no table.
pub(super) fn without_table(files: &[PathBuf]) -> Option<&PathBuf> {
    files.iter().find(|file| is_csv(file) && table_of(file).is_none())
}

fn is_csv(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
}

fn table_of(file: &Path) -> Option<ForeignTable> {
    let name = file.file_stem()?.to_str()?;
    let name = name.strip_prefix("auth.").unwrap_or(name);
    ForeignTable::ALL.into_iter().find(|table| table.name() == name)
}

impl Rows {
    pub(super) fn open(file: &Path, table: ForeignTable) -> Result<Self, FileError> {
        Ok(if is_csv(file) {
            Self::Csv(Box::new(Csv::open(file)?))
        } else {
            Self::Sql(Box::new(SqlRows::open(file, table.name())?))
        })
    }

    /// The next row, or what is wrong with it; nothing at the end.
    pub(super) fn next(&mut self) -> Result<Option<Result<Row, BadRow>>, FileError> {
        match self {
            Self::Sql(rows) => Ok(rows.next()?.map(Ok)),
            Self::Csv(csv) => Ok(csv.next()?.map(|read| match read {
                Ok(record) => {
                    let fields = record.fields.into_iter().map(|(name, value)| (name, text(value)));
                    Ok(Row { line: record.line, fields: fields.collect() })
                }
                Err(fault) => Err(BadRow { line: fault.line, why: fault.reason.to_string() }),
            })),
        }
    }
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) if text != "\\N" => Some(text),
        _ => None,
    }
}
