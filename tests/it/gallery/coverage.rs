//! Nothing is missing in the gallery: no template, and no case of what pages are made from.

use std::fs;
use std::path::{Path, PathBuf};

/// Templates that are shown elsewhere, and where.
const ELSEWHERE: &[(&str, &str)] = &[
    ("pages/dev/gallery.html", "it is the list of the gallery itself"),
    ("pages/dev/mails.html", "it is the list of another gallery"),
];

/// What pages say depends on these. Each of their cases is shown.
const CASES: &[(&str, &str)] = &[
    ("src/web/notice.rs", "Notice"),
    ("src/web/error_kind.rs", "ErrorKind"),
    ("src/web/mail_link.rs", "LinkOutcome"),
    ("src/web/handlers/secure.rs", "SecureOutcome"),
    ("src/gotrue/messages.rs", "VerifyKind"),
    ("src/web/pending.rs", "Purpose"),
    ("src/people/sign_up.rs", "SignUpRefusal"),
    ("src/web/forms/trouble.rs", "Trouble"),
];

/// Cases without an exhibit of their own, and why.
const NOT_NAMED: &[(&str, &str)] = &[("Trouble::Input", "every error of a field is one")];

#[test]
fn every_template_of_a_page_is_exhibited() {
    let gallery = text_below("src/web/gallery");
    let code = text_below("src/web");
    let mut templates = names_below("templates/pages");
    templates.push("error.html".to_owned());
    assert!(templates.len() > 10, "only {templates:?}");
    for template in templates {
        let painter = painter_of(&code, &template).unwrap_or_else(|| panic!("nobody shows {template}"));
        let is_exhibited =
            names(&gallery, &format!("{painter} {{")) || names(&gallery, &format!("{painter}::new"));
        let is_elsewhere = ELSEWHERE.iter().any(|(path, _)| *path == template);
        assert!(is_exhibited != is_elsewhere, "{template} is shown in the gallery: {is_exhibited}");
    }
}

#[test]
fn every_case_of_what_pages_are_made_from_is_exhibited() {
    let gallery = text_below("src/web/gallery");
    for (file, name) in CASES {
        let cases = cases_of(&fs::read_to_string(root().join(file)).unwrap(), name);
        assert!(cases.len() > 1, "{name} in {file}: {cases:?}");
        for case in cases {
            let whole = format!("{name}::{case}");
            let is_exempt = NOT_NAMED.iter().any(|(case, _)| *case == whole);
            let is_named = names(&gallery, &whole);
            assert!(is_named != is_exempt, "the gallery shows {whole}: {is_named}");
        }
    }
}

#[test]
fn what_is_missing_would_be_noticed() {
    let code = "#[derive(Template)]\n#[template(path = \"pages/new.html\")]\npub(crate) struct NewPage<'a> {";
    assert_eq!(painter_of(code, "pages/new.html").as_deref(), Some("NewPage"));
    assert_eq!(painter_of(code, "pages/other.html"), None);
    assert!(!names("show(&OtherNewPage { page })", "NewPage {"));
    let code = "pub enum Kind {\n    /// One.\n    One,\n    /// Two.\n    Two(u8),\n    Three {\n        x: u8,\n    },\n}\n";
    assert_eq!(cases_of(code, "Kind"), ["One", "Two", "Three"]);
}

/// The struct that a template belongs to.
fn painter_of(code: &str, template: &str) -> Option<String> {
    let (_, rest) = code.split_once(&format!("path = \"{template}\""))?;
    let (_, rest) = rest.split_once("struct ")?;
    Some(rest.split(|c: char| !c.is_alphanumeric()).next()?.to_owned())
}

/// Whether a word stands in a text, and not as the end of a longer one.
fn names(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// The names of the cases of an enum, one to a line as the formatter writes them.
fn cases_of(code: &str, name: &str) -> Vec<String> {
    let Some((_, rest)) = code.split_once(&format!("enum {name} {{\n")) else { return Vec::new() };
    let body = rest.split("\n}").next().unwrap_or_default();
    let is_case = |line: &&str| {
        line.starts_with("    ") && line[4..].starts_with(|first: char| first.is_ascii_uppercase())
    };
    let case = |line: &str| line.trim().split(|c: char| !c.is_alphanumeric()).next().map(str::to_owned);
    body.lines().filter(is_case).filter_map(case).collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder of templates, as templates are named.
fn names_below(folder: &str) -> Vec<String> {
    let mut names = Vec::new();
    walk(&root().join(folder), &mut |path| {
        let name = path.strip_prefix(root().join("templates")).expect("a template");
        names.push(name.to_str().expect("a name").replace('\\', "/"));
    });
    names
}

/// All the code below a folder.
fn text_below(folder: &str) -> String {
    let mut text = String::new();
    walk(&root().join(folder), &mut |path| {
        text.push_str(&fs::read_to_string(path).unwrap());
        text.push('\n');
    });
    text
}

fn walk(folder: &Path, found: &mut impl FnMut(&Path)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else {
            found(&path);
        }
    }
}
