//! Finds what a template says in its own words instead of the catalogue's.

use std::path::Path;

use super::files::File;
use super::sentences::{has_letters, is_said};

/// Attributes that people read or hear: any letter of their own is too much.
const SPOKEN: &[&str] =
    &["alt", "aria-label", "aria-description", "aria-roledescription", "label", "placeholder", "title"];

/// What names a `<meta>` whose content people read.
const SPOKEN_META: &[&str] = &[
    "\"description\"",
    "\"application-name\"",
    "\"apple-mobile-web-app-title\"",
    ":title\"",
    ":description\"",
    ":site_name\"",
    ":alt\"",
];

/// Templates that speak to developers, in English.
pub(super) fn is_for_developers(path: &str) -> bool {
    ["templates/pages/dev/", "templates/api_docs.html", "templates/mail/supabase/", "templates/words/"]
        .iter()
        .any(|place| path.starts_with(place))
}

/// The words of its own that a template has, each with its line.
pub(super) fn own_words(file: &File) -> Vec<String> {
    let (text, literals) = without_expressions(&without_shell(&file.text));
    let mut found: Vec<(usize, String)> =
        literals.into_iter().filter(|(_, literal)| is_said(literal)).collect();
    if Path::new(&file.path).extension().is_some_and(|extension| extension == "html") {
        read_html(&text, &mut found);
    } else {
        keep_words(&text, 0, &mut found);
    }
    found.sort();
    found.iter().map(|(at, words)| format!("{}:{}: {words}", file.path, line(&file.text, *at))).collect()
}

/// The class of the page's frame is a block too.
fn without_shell(text: &str) -> String {
    let Some((before, rest)) = text.split_once("{% block shell %}") else { return text.to_owned() };
    let (shell, after) = rest.split_once("{% endblock %}").unwrap_or((rest, ""));
    let is_plain = |c: char| c.is_ascii_lowercase() || c == '-';
    let class: String = shell.chars().map(|c| if is_plain(c) { ' ' } else { c }).collect();
    format!("{before}{class}{after}")
}

/// The template with spaces for everything that askama reads, and the string literals in that.
fn without_expressions(text: &str) -> (String, Vec<(usize, String)>) {
    let mut plain = String::with_capacity(text.len());
    let mut literals = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let close =
            ["{{", "{%", "{#"].iter().zip(["}}", "%}", "#}"]).find(|(open, _)| rest.starts_with(**open));
        let Some((open, close)) = close else {
            let next = rest.find('{').filter(|next| *next > 0).unwrap_or_else(|| first_len(rest));
            plain.push_str(&rest[..next]);
            at += next;
            continue;
        };
        let end = rest.find(close).map_or(rest.len(), |end| end + close.len());
        if *open != "{#" {
            literals.extend(quoted(&rest[..end]).map(|(inside, literal)| (at + inside, literal.to_owned())));
        }
        plain.extend(rest[..end].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        at += end;
    }
    (plain, literals)
}

fn first_len(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// What stands between double quotes, with where it begins.
fn quoted(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split('"').enumerate().filter_map(move |(number, part)| {
        let begins = at;
        at += part.len() + 1;
        (number % 2 == 1).then_some((begins, part))
    })
}

/// Text nodes and spoken attributes. Quoted attributes only: the gates over real pages see to those.
fn read_html(text: &str, found: &mut Vec<(usize, String)>) {
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let open = rest.find('<').unwrap_or(rest.len());
        keep_words(&rest[..open], at, found);
        let tag = &rest[open..];
        let end = if tag.starts_with("<!--") {
            tag.find("-->").map_or(tag.len(), |end| end + 3)
        } else {
            tag_end(tag)
        };
        read_tag(&tag[..end], at + open, found);
        at += open + end;
        // What stands in these is no text.
        for name in ["style", "script"] {
            if tag.starts_with(&format!("<{name}")) {
                let close = text[at..].find(&format!("</{name}"));
                at = close.map_or(text.len(), |close| at + close);
            }
        }
    }
}

/// Where a tag ends: at the first `>` outside quotes.
fn tag_end(tag: &str) -> usize {
    let mut is_quoted = false;
    for (at, c) in tag.char_indices() {
        match c {
            '"' => is_quoted = !is_quoted,
            '>' if !is_quoted => return at + 1,
            _ => {}
        }
    }
    tag.len()
}

fn read_tag(tag: &str, begins: usize, found: &mut Vec<(usize, String)>) {
    let attribute_before = |at: usize| {
        let name = tag[..at].trim_end_matches(['"', '=']);
        name.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default().to_lowercase()
    };
    let is_spoken_meta = tag.starts_with("<meta") && SPOKEN_META.iter().any(|name| tag.contains(name));
    for (at, value) in quoted(tag) {
        let name = attribute_before(at);
        let speaks = match name.as_str() {
            name if SPOKEN.contains(&name) => has_letters(value),
            "content" => is_spoken_meta && has_letters(value),
            name if name.starts_with("data-") => is_said(value),
            // What stands on an <input> that is a button.
            "value" => is_said(value),
            _ => false,
        };
        if speaks {
            found.push((begins + at, format!("{name}=\"{}\"", value.trim())));
        }
    }
}

fn keep_words(text: &str, begins: usize, found: &mut Vec<(usize, String)>) {
    let mut at = begins;
    for part in text.split('\n') {
        let words = without_entities(&without_attributes(part));
        if has_letters(&words) {
            found.push((at, words.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
        at += part.len() + 1;
    }
}

/// A macro may write a part of a tag, ` aria-invalid="true"`, or of a query, `?next=`.
fn without_attributes(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(equals) = rest.find('=') {
        let name = rest[..equals].rfind(char::is_whitespace).map_or(0, |space| space + 1);
        plain.push_str(&rest[..name]);
        let value = &rest[equals + 1..];
        rest = match value.strip_prefix('"') {
            Some(value) if !SPOKEN.contains(&&rest[name..equals]) => {
                value.find('"').map_or("", |end| &value[end + 1..])
            }
            _ => value,
        };
    }
    plain.push_str(rest);
    plain
}

/// `&nbsp;` is a sign, not a word.
fn without_entities(text: &str) -> String {
    let mut plain = String::new();
    for (number, part) in text.split('&').enumerate() {
        let after = part
            .split_once(';')
            .filter(|(name, _)| number > 0 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#'));
        plain.push_str(after.map_or(part, |(_, after)| after));
    }
    plain
}

fn line(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}
