//! The words of SQL as `pg_dump` writes it, read one after the other: the file may be of any length.

use std::io::{self, BufRead};

/// Why a dump cannot be read on.
#[derive(Debug, thiserror::Error)]
pub(super) enum SqlError {
    #[error("the file cannot be read: {0}")]
    Read(#[from] io::Error),
    #[error("line {0}: that is not in UTF-8")]
    NotUtf8(u64),
    #[error("line {0}: the file ends in the middle of something")]
    Unfinished(u64),
    #[error("line {0}: {1}")]
    Unreadable(u64, &'static str),
}

/// A word of SQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A name or a word without quotation marks, in lower case; a number too.
    Word(String),
    /// A name in quotation marks.
    Name(String),
    /// A text.
    Text(String),
    /// Any other sign.
    Sign(u8),
}

/// A file of SQL, and where in it we are.
pub(super) struct Tokens<R> {
    input: R,
    line: u64,
}

impl<R: BufRead> Tokens<R> {
    pub(super) const fn new(input: R) -> Self {
        Self { input, line: 1 }
    }

    /// The line that is read now.
    pub(super) const fn line(&self) -> u64 {
        self.line
    }

    /// The next word; nothing at the end.
    pub(super) fn next(&mut self) -> Result<Option<Token>, SqlError> {
        loop {
            let Some(byte) = self.peek()? else { return Ok(None) };
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' => self.step()?,
                // A command to psql.
                b'\\' => self.skip_line()?,
                b'-' => {
                    self.step()?;
                    if self.peek()? != Some(b'-') {
                        return Ok(Some(Token::Sign(byte)));
                    }
                    self.skip_line()?;
                }
                b'/' => {
                    self.step()?;
                    if self.peek()? != Some(b'*') {
                        return Ok(Some(Token::Sign(byte)));
                    }
                    self.step()?;
                    self.skip_comment()?;
                }
                b'\'' => return self.quoted(b'\'', false).map(Token::Text).map(Some),
                b'"' => return self.quoted(b'"', false).map(Token::Name).map(Some),
                b'$' => return self.dollars().map(Some),
                _ if is_of_word(byte) => return self.word().map(Some),
                _ => {
                    self.step()?;
                    return Ok(Some(Token::Sign(byte)));
                }
            }
        }
    }

    /// The next line as it is, without its end; nothing at the end of the file.
    pub(super) fn raw_line(&mut self) -> Result<Option<String>, SqlError> {
        let mut bytes = Vec::new();
        if self.input.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        if bytes.pop_if(|last| *last == b'\n').is_some() {
            bytes.pop_if(|last| *last == b'\r');
        }
        let text = self.text(bytes)?;
        self.line += 1;
        Ok(Some(text))
    }

    fn peek(&mut self) -> Result<Option<u8>, SqlError> {
        Ok(self.input.fill_buf()?.first().copied())
    }

    fn step(&mut self) -> Result<(), SqlError> {
        if self.peek()? == Some(b'\n') {
            self.line += 1;
        }
        self.input.consume(1);
        Ok(())
    }

    fn take(&mut self) -> Result<u8, SqlError> {
        let byte = self.peek()?.ok_or(SqlError::Unfinished(self.line))?;
        self.step()?;
        Ok(byte)
    }

    fn skip_line(&mut self) -> Result<(), SqlError> {
        while let Some(byte) = self.peek()? {
            self.step()?;
            if byte == b'\n' {
                break;
            }
        }
        Ok(())
    }

    /// Comments may stand in each other.
    fn skip_comment(&mut self) -> Result<(), SqlError> {
        let mut depth = 1;
        let mut before = 0;
        while depth > 0 {
            let byte = self.take()?;
            match (before, byte) {
                (b'*', b'/') => depth -= 1,
                (b'/', b'*') => depth += 1,
                _ => {
                    before = byte;
                    continue;
                }
            }
            before = 0;
        }
        Ok(())
    }

    fn word(&mut self) -> Result<Token, SqlError> {
        let mut bytes = Vec::new();
        while let Some(byte) = self.peek()?.filter(|byte| is_of_word(*byte) || *byte == b'$') {
            bytes.push(byte);
            self.step()?;
        }
        if bytes.eq_ignore_ascii_case(b"e") && self.peek()? == Some(b'\'') {
            return self.quoted(b'\'', true).map(Token::Text);
        }
        Ok(Token::Word(self.text(bytes)?.to_lowercase()))
    }

    /// A quotation mark is doubled within; in an escaping text it may have a backslash before it.
    fn quoted(&mut self, mark: u8, escapes: bool) -> Result<String, SqlError> {
        self.step()?;
        let mut bytes = Vec::new();
        loop {
            match self.take()? {
                byte if byte == mark => {
                    if self.peek()? != Some(mark) {
                        return self.text(bytes);
                    }
                    self.step()?;
                    bytes.push(mark);
                }
                b'\\' if escapes => bytes.push(match self.take()? {
                    b'b' => 8,
                    b'f' => 12,
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    b'x' | b'u' | b'U' | b'0'..=b'7' => {
                        return Err(SqlError::Unreadable(self.line, "a text is escaped in an unknown way"));
                    }
                    byte => byte,
                }),
                byte => bytes.push(byte),
            }
        }
    }

    /// A text between `$tag$` and `$tag$`, such as the body of a function.
    fn dollars(&mut self) -> Result<Token, SqlError> {
        self.step()?;
        let mut end = vec![b'$'];
        while let Some(byte) = self.peek()?.filter(|byte| is_of_word(*byte)) {
            end.push(byte);
            self.step()?;
        }
        if self.peek()? != Some(b'$') {
            return Ok(Token::Sign(b'$'));
        }
        self.step()?;
        end.push(b'$');
        let mut bytes = Vec::new();
        while !bytes.ends_with(&end) {
            bytes.push(self.take()?);
        }
        bytes.truncate(bytes.len() - end.len());
        self.text(bytes).map(Token::Text)
    }

    fn text(&self, bytes: Vec<u8>) -> Result<String, SqlError> {
        String::from_utf8(bytes).map_err(|_| SqlError::NotUtf8(self.line))
    }
}

const fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.') || !byte.is_ascii()
}
