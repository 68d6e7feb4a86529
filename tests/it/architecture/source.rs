//! A source file as the rules see it: its text, its code without comments and strings, and the
//! paths into this crate that the code names.

use std::fs;
use std::path::{Path, PathBuf};

/// A file of the repository.
pub(super) struct Source {
    /// Relative to the repository, with `/`.
    pub(super) path: String,
    /// All of it.
    pub(super) text: String,
    /// For Rust: the same lines, with comments and the insides of strings blanked.
    pub(super) code: String,
}

/// A path into this crate that a file names: `crate::gotrue::{User}` gives `gotrue::User`.
pub(super) struct Named {
    pub(super) line: usize,
    pub(super) segments: Vec<String>,
}

impl Source {
    pub(super) fn new(path: &str, text: &str) -> Self {
        let code = if is(path, "rs") { blank(text) } else { text.to_owned() };
        Self { path: path.to_owned(), text: text.to_owned(), code }
    }

    /// Every file below the folders, given relative to the repository.
    pub(super) fn all_below(folders: &[&str]) -> Vec<Self> {
        let mut files = Vec::new();
        for folder in folders {
            collect(&repository().join(folder), &mut files);
        }
        files.sort();
        files
            .iter()
            .filter_map(|file| {
                let path = file.strip_prefix(repository()).ok()?.to_str()?.replace('\\', "/");
                // What is not text (icons) has no rules.
                Some(Self::new(&path, &fs::read_to_string(file).ok()?))
            })
            .collect()
    }

    /// The folder or file right below `src` that this belongs to, such as `web` or `clock`.
    pub(super) fn part(&self) -> Option<&str> {
        let rest = self.path.strip_prefix("src/")?;
        Some(rest.split('/').next()?.trim_end_matches(".rs"))
    }

    /// Whether the file's name ends so, such as `html`.
    pub(super) fn is(&self, extension: &str) -> bool {
        is(&self.path, extension)
    }

    /// The numbers of the lines whose code holds `word`, not as a part of a longer word.
    pub(super) fn lines_with_word(&self, word: &str) -> Vec<usize> {
        self.lines_where(|line| {
            line.match_indices(word).any(|(at, _)| {
                let before = line[..at].chars().next_back();
                let after = line[at + word.len()..].chars().next();
                !before.is_some_and(is_word) && !after.is_some_and(is_word)
            })
        })
    }

    /// The numbers of the lines whose code `holds`.
    pub(super) fn lines_where(&self, holds: impl Fn(&str) -> bool) -> Vec<usize> {
        self.code.lines().enumerate().filter(|(_, line)| holds(line)).map(|(at, _)| at + 1).collect()
    }

    /// What of this crate the code names by `crate::`, `doorward::` or enough `super::`s.
    pub(super) fn named(&self) -> Vec<Named> {
        let tokens = tokens(&self.code);
        let mut named = Vec::new();
        let mut at = 0;
        while let Some(&(line, word)) = tokens.get(at) {
            at += 1;
            let prefix = match word {
                "crate" | "doorward" => Vec::new(),
                "self" => self.module(),
                "super" => parent(self.module()),
                _ => continue,
            };
            at = tree(&tokens, at, &prefix, line, &mut named);
        }
        named
    }

    /// Where the file stands in the crate: `src/web/form.rs` is `web::form`.
    fn module(&self) -> Vec<String> {
        let path = self.path.strip_prefix("src/").unwrap_or(&self.path).trim_end_matches(".rs");
        let mut module: Vec<_> = path.split('/').map(str::to_owned).collect();
        if matches!(module.last().map(String::as_str), Some("mod" | "lib" | "main")) {
            module.pop();
        }
        module
    }
}

fn parent(mut module: Vec<String>) -> Vec<String> {
    module.pop();
    module
}

/// Reads what follows the first word of a path, `::a::{b, c::d}`, and returns where it ends.
fn tree(
    tokens: &[(usize, &str)],
    mut at: usize,
    prefix: &[String],
    line: usize,
    named: &mut Vec<Named>,
) -> usize {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.1);
    let mut segments = prefix.to_vec();
    while word(at) == "::" {
        at += 1;
        if word(at) == "{" {
            at += 1;
            while !matches!(word(at), "}" | "") {
                let mut inner = segments.clone();
                let line = tokens[at].0;
                push(&mut inner, word(at));
                at = tree(tokens, at + 1, &inner, line, named);
                while !matches!(word(at), "," | "}" | "") {
                    at += 1; // `as other_name`
                }
                if word(at) == "," {
                    at += 1;
                }
            }
            return at + 1;
        }
        push(&mut segments, word(at));
        at += 1;
    }
    if !segments.is_empty() {
        named.push(Named { line, segments });
    }
    at
}

fn push(segments: &mut Vec<String>, word: &str) {
    match word {
        "super" => drop(segments.pop()),
        "self" => {}
        other => segments.push(other.to_owned()),
    }
}

/// Words, `::` and single signs, each with the number of its line.
fn tokens(code: &str) -> Vec<(usize, &str)> {
    let mut tokens = Vec::new();
    for (number, line) in code.lines().enumerate() {
        let mut rest = line.trim_start();
        while let Some(first) = rest.chars().next() {
            let end = if is_word(first) {
                rest.find(|c| !is_word(c)).unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            tokens.push((number + 1, &rest[..end]));
            rest = rest[end..].trim_start();
        }
    }
    tokens
}

/// Blanks comments and the insides of strings and characters; lines stay where they are.
fn blank(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_after_word = code.chars().next_back().is_some_and(is_word);
        let skipped = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '"' => quoted(rest, 1, '"'),
            'r' if !is_after_word && (rest.starts_with("r\"") || rest.starts_with("r#")) => raw(rest),
            // A lifetime has no closing quote two or more signs later.
            '\'' if rest.starts_with("'\\") => quoted(rest, 1, '\''),
            '\'' if rest.chars().nth(2) == Some('\'') => quoted(rest, 1, '\''),
            _ => 0,
        };
        if skipped == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            code.extend(rest[..skipped].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = &rest[skipped..];
        }
    }
    code
}

/// The length of a quoted text, both quotes counted.
fn quoted(text: &str, open: usize, close: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(open) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == close => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of `r#"…"#`; zero for a raw word such as `r#type`.
fn raw(text: &str) -> usize {
    let hashes = text[1..].chars().take_while(|&c| c == '#').count();
    if !text[1 + hashes..].starts_with('"') {
        return 0;
    }
    let close = format!("\"{}", "#".repeat(hashes));
    let inside = 2 + hashes;
    text[inside..].find(&close).map_or(text.len(), |end| inside + end + close.len())
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|end| end == extension)
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_file() {
        files.push(path.to_owned());
    }
    let is_foreign = path.file_name().is_some_and(|name| name == "node_modules" || name == "results");
    if is_foreign {
        return;
    }
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        collect(&entry.path(), files);
    }
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
