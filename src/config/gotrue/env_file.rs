//! The file of variables that GoTrue reads: the format of godotenv, in which a value without quotes goes
//! to the end of its line, so that JSON may stand there as it is.

use std::collections::BTreeMap;

/// Why a file cannot be read. It says the line and none of its text, which may be a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum EnvFileError {
    /// A line is neither a variable nor a comment.
    #[error("line {0} must be NAME=value")]
    Line(usize),
    /// A quote that is never closed begins there.
    #[error("the quote in line {0} is never closed")]
    OpenQuote(usize),
}

/// Reads the variables of a file; of several with one name the last counts.
pub(super) fn parse(text: &str) -> Result<BTreeMap<String, String>, EnvFileError> {
    let text = text.replace("\r\n", "\n");
    let mut variables = BTreeMap::new();
    let mut rest = text.as_str();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return Ok(variables);
        }
        if rest.starts_with('#') {
            rest = rest.split_once('\n').map_or("", |(_, after)| after);
            continue;
        }
        let line = line_of(&text, rest);
        let (name, after) = name(rest).ok_or(EnvFileError::Line(line))?;
        let (value, after) = value(after).ok_or(EnvFileError::OpenQuote(line))?;
        variables.insert(name.to_owned(), value);
        rest = after;
    }
}

fn line_of(text: &str, rest: &str) -> usize {
    let before = text.len() - rest.len();
    text.bytes().take(before).filter(|byte| *byte == b'\n').count() + 1
}

/// The name of a variable and what comes after its sign.
fn name(text: &str) -> Option<(&str, &str)> {
    let text = match text.strip_prefix("export") {
        Some(after) if after.starts_with([' ', '\t']) => after.trim_start(),
        _ => text,
    };
    let at = text.find(['=', ':', '\n'])?;
    let (name, after) = text.split_at(at);
    let name = name.trim_end();
    let is_usual = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '.');
    let after = after.strip_prefix(['=', ':'])?.trim_start_matches([' ', '\t']);
    (!name.is_empty() && name.chars().all(is_usual)).then_some((name, after))
}

/// A value and what comes after it.
fn value(text: &str) -> Option<(String, &str)> {
    if let Some(quote @ ('"' | '\'')) = text.chars().next() {
        return quoted(text.get(1..)?, quote);
    }
    let (line, after) = text.split_once('\n').unwrap_or((text, ""));
    Some((line_without_comment(line).trim().replace("\\$", "$"), after))
}

/// A comment begins with a `#` after a blank.
fn line_without_comment(line: &str) -> &str {
    let is_comment = |(at, _): &(usize, &str)| line[..*at].ends_with([' ', '\t']);
    line.match_indices('#').find(is_comment).map_or(line, |(at, _)| &line[..at])
}

/// What stands before the closing quote. In double quotes `\n` and `\r` are breaks, and any other sign after
/// a `\` is itself.
fn quoted(text: &str, quote: char) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut signs = text.char_indices();
    while let Some((at, sign)) = signs.next() {
        match sign {
            _ if sign == quote => return Some((value, &text[at + sign.len_utf8()..])),
            '\\' if quote == '"' => match signs.next()?.1 {
                'n' => value.push('\n'),
                'r' => value.push('\r'),
                other => value.push(other),
            },
            '\\' => {
                value.push('\\');
                // A quote after it does not close either.
                value.push(signs.next()?.1);
            }
            other => value.push(other),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        parse(text).unwrap().into_iter().collect()
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn a_value_without_quotes_goes_to_the_end_of_its_line_or_to_a_comment() {
        assert_eq!(
            read("A=one two # three\n\n# B=no\nexport C = x#y"),
            [pair("A", "one two"), pair("C", "x#y")]
        );
        assert_eq!(read("KEYS=[{\"kid\":\"a\"}]"), [pair("KEYS", "[{\"kid\":\"a\"}]")]);
        assert_eq!(read("A=\r\nB: yes\r\nC=#z"), [pair("A", ""), pair("B", "yes"), pair("C", "#z")]);
    }

    #[test]
    fn quotes_keep_what_is_between_them() {
        assert_eq!(
            read("A=\"x # y\\n\\\"z\\\"\" # w\nB='a\\nb'"),
            [pair("A", "x # y\n\"z\""), pair("B", "a\\nb")]
        );
        assert_eq!(read("A=\"two\nlines\"\nB=1"), [pair("A", "two\nlines"), pair("B", "1")]);
    }

    #[test]
    fn of_what_is_wrong_only_the_line_is_told() {
        assert_eq!(parse("A=1\nsecret words\n"), Err(EnvFileError::Line(2)));
        assert_eq!(parse("\n\nA=\"secret"), Err(EnvFileError::OpenQuote(3)));
        assert_eq!(parse("A B=1"), Err(EnvFileError::Line(1)));
    }
}
