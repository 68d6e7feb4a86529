//! Finds what a script says to people in its own words: it takes them from the page.

use super::files::File;
use super::sentences::is_said;

/// The words of its own that a script has, each with its line.
pub(super) fn own_words(file: &File) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in file.text.lines().enumerate() {
        for literal in literals(line) {
            if is_said(&literal) && !is_selector(&literal) {
                found.push(format!("{}:{}: {literal:?}", file.path, number + 1));
            }
        }
    }
    found
}

/// `form input` looks like words, but none of its parts begins like a sentence.
fn is_selector(literal: &str) -> bool {
    const ELEMENTS: &[&str] = &["a", "button", "dialog", "form", "input", "label", "main", "span", "time"];
    literal.split([' ', ',', '>']).filter(|part| !part.is_empty()).all(|part| ELEMENTS.contains(&part))
}

/// What stands between quotes of any kind on a line, outside comments.
fn literals(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = line.trim_start();
    if rest.starts_with(['*', '/']) {
        return found;
    }
    while let Some(begins) = rest.find(['"', '\'', '`', '/']) {
        let (open, after) = (rest[begins..].chars().next().unwrap_or(' '), &rest[begins + 1..]);
        if open == '/' {
            if after.starts_with('/') {
                return found;
            }
            rest = after;
            continue;
        }
        let ends = after.find(open).unwrap_or(after.len());
        found.push(after[..ends].to_owned());
        rest = after.get(ends + 1..).unwrap_or_default();
    }
    found
}
