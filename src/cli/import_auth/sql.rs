//! The rows of one table in a dump: from `COPY … FROM stdin` and from `INSERT INTO … VALUES`.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use super::files::Row;
use super::tokens::{SqlError, Token, Tokens};

/// The schema of a GoTrue.
const SCHEMA: &str = "auth";

/// How `COPY` writes nothing.
const NOTHING: &str = "\\N";

/// The words that stand behind a table whose columns are not named.
const BEHIND_A_TABLE: [&str; 3] = ["from", "to", "values"];

/// The end of what `COPY` copies.
const END: &str = "\\.";

/// The rows of one table in a file of SQL.
pub(super) struct SqlRows<R> {
    tokens: Tokens<R>,
    table: &'static str,
    place: Place,
}

/// What is read next.
enum Place {
    /// A statement.
    Between,
    /// The rows of a `COPY` of our table, with these columns.
    Copied(Vec<String>),
    /// The rows of an `INSERT` into our table, with these columns.
    Inserted(Vec<String>),
}

impl SqlRows<BufReader<File>> {
    pub(super) fn open(path: &Path, table: &'static str) -> Result<Self, SqlError> {
        Ok(Self::new(BufReader::with_capacity(1 << 16, File::open(path)?), table))
    }
}

impl<R: BufRead> SqlRows<R> {
    pub(super) const fn new(input: R, table: &'static str) -> Self {
        Self { tokens: Tokens::new(input), table, place: Place::Between }
    }

    /// The next row; nothing at the end.
    pub(super) fn next(&mut self) -> Result<Option<Row>, SqlError> {
        loop {
            let row = match std::mem::replace(&mut self.place, Place::Between) {
                Place::Between => {
                    let Some(token) = self.tokens.next()? else { return Ok(None) };
                    self.statement(&token)?;
                    None
                }
                Place::Copied(columns) => self.copied(columns)?,
                Place::Inserted(columns) => self.inserted(columns)?,
            };
            if row.is_some() {
                return Ok(row);
            }
        }
    }

    fn statement(&mut self, first: &Token) -> Result<(), SqlError> {
        match first {
            Token::Word(word) if word == "copy" => self.copy(),
            Token::Word(word) if word == "insert" => self.insert(),
            Token::Sign(b';') => Ok(()),
            _ => self.skip_statement(),
        }
    }

    fn copy(&mut self) -> Result<(), SqlError> {
        let (is_ours, columns) = self.target()?;
        let mut is_here = false;
        while let Some(token) = self.tokens.next()? {
            match token {
                Token::Sign(b';') => break,
                Token::Word(word) if word == "stdin" => is_here = true,
                _ => {}
            }
        }
        if !is_here {
            return Ok(());
        }
        self.tokens.raw_line()?;
        if is_ours {
            self.place = Place::Copied(self.named(columns)?);
            return Ok(());
        }
        while let Some(line) = self.tokens.raw_line()? {
            if line == END {
                return Ok(());
            }
        }
        Err(SqlError::Unfinished(self.tokens.line()))
    }

    fn insert(&mut self) -> Result<(), SqlError> {
        // INTO
        self.tokens.next()?;
        let (is_ours, columns) = self.target()?;
        if !is_ours {
            return self.skip_statement();
        }
        let columns = self.named(columns)?;
        loop {
            match self.expected()? {
                Token::Word(word) if word == "values" => break,
                Token::Sign(b';') => return Ok(()),
                _ => {}
            }
        }
        self.place = Place::Inserted(columns);
        Ok(())
    }

    fn named(&self, columns: Vec<String>) -> Result<Vec<String>, SqlError> {
        let line = self.tokens.line();
        let unnamed = SqlError::Unreadable(line, "no columns are named: dump with --column-inserts or COPY");
        (!columns.is_empty()).then_some(columns).ok_or(unnamed)
    }

    /// Which table it goes into, and the columns that are named behind it, if any are.
    fn target(&mut self) -> Result<(bool, Vec<String>), SqlError> {
        let mut path = Vec::new();
        let mut has_columns = false;
        while !has_columns {
            match self.expected()? {
                Token::Word(word) if BEHIND_A_TABLE.contains(&word.as_str()) => break,
                Token::Word(word) => path.extend(word.split('.').map(str::to_owned)),
                Token::Name(name) => path.push(name),
                Token::Sign(b'(') => has_columns = true,
                Token::Sign(b';') | Token::Text(_) => return Ok((false, Vec::new())),
                Token::Sign(_) => {}
            }
        }
        path.retain(|part| !part.is_empty());
        let is_ours = path == [SCHEMA, self.table];
        let columns = if has_columns { self.column_names()? } else { Vec::new() };
        Ok((is_ours, columns))
    }

    /// Names up to the closing bracket.
    fn column_names(&mut self) -> Result<Vec<String>, SqlError> {
        let mut columns = Vec::new();
        loop {
            match self.expected()? {
                Token::Word(name) | Token::Name(name) => columns.push(name),
                Token::Sign(b')') => return Ok(columns),
                _ => {}
            }
        }
    }

    fn copied(&mut self, columns: Vec<String>) -> Result<Option<Row>, SqlError> {
        let line = self.tokens.line();
        let text = self.tokens.raw_line()?.ok_or(SqlError::Unfinished(line))?;
        if text == END {
            return Ok(None);
        }
        let values: Vec<_> =
            text.split('\t').map(|field| (field != NOTHING).then(|| unescaped(field))).collect();
        let row = Self::row(line, &columns, values)?;
        self.place = Place::Copied(columns);
        Ok(Some(row))
    }

    fn inserted(&mut self, columns: Vec<String>) -> Result<Option<Row>, SqlError> {
        loop {
            match self.expected()? {
                Token::Sign(b'(') => break,
                Token::Sign(b',') => {}
                Token::Sign(b';') => return Ok(None),
                // ON CONFLICT, RETURNING
                _ => {
                    self.skip_statement()?;
                    return Ok(None);
                }
            }
        }
        let line = self.tokens.line();
        let mut values = Vec::with_capacity(columns.len());
        loop {
            let (value, is_last) = self.value()?;
            values.push(value);
            if is_last {
                break;
            }
        }
        let row = Self::row(line, &columns, values)?;
        self.place = Place::Inserted(columns);
        Ok(Some(row))
    }

    /// A value up to the comma or the bracket behind it, and whether that was the bracket. What says of
    /// what type it is says nothing new.
    fn value(&mut self) -> Result<(Option<String>, bool), SqlError> {
        let mut value = None;
        let mut sign = "";
        let mut is_typed = false;
        loop {
            match self.expected()? {
                Token::Sign(b',') => return Ok((value, false)),
                Token::Sign(b')') => return Ok((value, true)),
                Token::Sign(b':') => is_typed = true,
                Token::Sign(b'-') => sign = "-",
                Token::Text(text) if !is_typed => value = Some(text),
                Token::Word(word) if !is_typed && word != "null" => value = Some(format!("{sign}{word}")),
                Token::Name(_) | Token::Text(_) if is_typed => {}
                // How long a value of its type may be.
                Token::Sign(b'(') if is_typed => while self.expected()? != Token::Sign(b')') {},
                Token::Word(_) => {}
                _ => {
                    let line = self.tokens.line();
                    return Err(SqlError::Unreadable(line, "a value is no plain value"));
                }
            }
        }
    }

    fn row(line: u64, columns: &[String], values: Vec<Option<String>>) -> Result<Row, SqlError> {
        if columns.len() != values.len() {
            return Err(SqlError::Unreadable(line, "a row has not as many values as there are columns"));
        }
        Ok(Row { line, fields: columns.iter().cloned().zip(values).collect() })
    }

    fn skip_statement(&mut self) -> Result<(), SqlError> {
        while let Some(token) = self.tokens.next()? {
            if token == Token::Sign(b';') {
                break;
            }
        }
        Ok(())
    }

    fn expected(&mut self) -> Result<Token, SqlError> {
        let token = self.tokens.next()?;
        token.ok_or_else(|| SqlError::Unfinished(self.tokens.line()))
    }
}

/// A field as `COPY` escapes it.
fn unescaped(field: &str) -> String {
    let mut text = String::with_capacity(field.len());
    let mut signs = field.chars();
    while let Some(sign) = signs.next() {
        if sign != '\\' {
            text.push(sign);
            continue;
        }
        match signs.next() {
            Some('b') => text.push('\u{8}'),
            Some('f') => text.push('\u{c}'),
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some('v') => text.push('\u{b}'),
            Some(other) => text.push(other),
            None => text.push('\\'),
        }
    }
    text
}
