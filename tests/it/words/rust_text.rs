//! Finds what a Rust source says to people in its own words instead of the catalogue's.

use super::files::File;
use super::sentences::is_said;

/// Where people are spoken to.
pub(super) const SPEAKING: &[&str] = &["src/mail", "src/server/waiting_room.rs", "src/web", "src/words"];

/// Sources there whose texts are for developers, operators or machines.
const NOT_FOR_PEOPLE: &[&str] = &[
    "src/web/form_token.rs",
    "src/web/gallery/",
    "src/web/middleware/catch_panic.rs",
    "src/web/next_path.rs",
    "src/web/route.rs",
    "src/web/signposts/robots.rs",
    "src/web/signposts/security_txt.rs",
    "src/web/theme.rs",
    "src/web/token_cookies/seal.rs",
    "src/mail/exhibition.rs",
    "src/mail/greeting.rs",
    "src/mail/store.rs",
];

/// What is called the same in every language.
const NAMES: &[&str] = &["Yahoo Mail", "iCloud Mail", "Proton Mail", "Samsung Internet", "Mac OS X"];

/// Macros whose texts go to the log or end a test.
const FOR_THE_LOG: &[&str] =
    &["trace", "debug", "info", "warn", "error", "span", "event", "debug_assert", "assert", "assert_eq"];

/// Calls whose texts go to the log.
const CALLS_FOR_THE_LOG: &[&str] = &["custom", "expect"];

/// The sentences of its own that a source has, each with its line.
pub(super) fn own_words(file: &File) -> Vec<String> {
    if NOT_FOR_PEOPLE.iter().any(|place| file.path.starts_with(place)) { Vec::new() } else { sentences(file) }
}

fn sentences(file: &File) -> Vec<String> {
    let text = file.text.split("#[cfg(test)]").next().unwrap_or_default();
    literals(text)
        .into_iter()
        .filter(|literal| !literal.is_for_the_log && !NAMES.contains(&literal.text.as_str()))
        .filter(|literal| is_said(&without_places(&literal.text)))
        .map(|literal| format!("{}:{}: {:?}", file.path, literal.line, literal.text))
        .collect()
}

struct Literal {
    line: usize,
    text: String,
    /// It stands in an attribute, or in a call whose texts nobody but an operator reads.
    is_for_the_log: bool,
}

/// `{name}` in a text that is put together stands for a word.
fn without_places(text: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0_u32;
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                plain.push('x');
            }
            '\\' => {}
            _ if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    plain
}

/// Every string literal outside comments, with what stands around it.
fn literals(text: &str) -> Vec<Literal> {
    let mut found = Vec::new();
    // What each open bracket belongs to.
    let mut around: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let c = rest.chars().next().unwrap_or(' ');
        at += match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '\'' if rest.starts_with("'\\") => 2 + rest[2..].find('\'').map_or(0, |end| end + 1),
            '\'' if rest.chars().nth(2) == Some('\'') => {
                rest.char_indices().nth(3).map_or(rest.len(), |(end, _)| end)
            }
            '"' => {
                let inside = inside(rest, &text[..at]);
                found.push(Literal {
                    line: text[..at].matches('\n').count() + 1,
                    text: inside.to_owned(),
                    is_for_the_log: around.iter().any(|opener| is_for_the_log(opener)),
                });
                inside.len() + 2
            }
            '(' | '[' | '{' => {
                around.push(opener(&text[..at]));
                1
            }
            ')' | ']' | '}' => {
                around.pop();
                1
            }
            other => other.len_utf8(),
        };
    }
    found
}

/// What stands between the quotes of a literal that begins here.
fn inside<'a>(rest: &'a str, before: &str) -> &'a str {
    let inner = &rest[1..];
    let hashes = before.len() - before.trim_end_matches('#').len();
    if before[..before.len() - hashes].ends_with('r') {
        let close = format!("\"{}", "#".repeat(hashes));
        return inner.find(&close).map_or(inner, |end| &inner[..end]);
    }
    let mut is_escaped = false;
    for (at, c) in inner.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return &inner[..at],
            _ => {}
        }
    }
    inner
}

/// The word in front of a bracket: `#` of an attribute, `warn!` of a macro, `custom` of a call.
fn opener(before: &str) -> String {
    if before.ends_with('#') || before.ends_with("#!") {
        return "#".to_owned();
    }
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '!');
    before.chars().rev().take_while(|&c| is_word(c)).collect::<Vec<_>>().into_iter().rev().collect()
}

fn is_for_the_log(opener: &str) -> bool {
    let is_macro = opener.strip_suffix('!').is_some_and(|name| FOR_THE_LOG.contains(&name));
    opener == "#" || is_macro || CALLS_FOR_THE_LOG.contains(&opener)
}

#[test]
fn every_exception_is_needed() {
    let files = File::all_below(SPEAKING, &["rs"]);
    for place in NOT_FOR_PEOPLE {
        let mut within = files.iter().filter(|file| file.path.starts_with(place));
        assert!(within.any(|file| !sentences(file).is_empty()), "{place} says nothing any more");
    }
    for name in NAMES {
        assert!(files.iter().any(|file| file.text.contains(name)), "{name} is named nowhere");
    }
}
