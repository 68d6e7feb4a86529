//! Pages are made of components and nothing else, so that a field is right in one place and a new page
//! needs no new CSS.

use std::fs;
use std::path::{Path, PathBuf};

/// What a page may be laid out with; everything else has its look from a component.
const LAYOUT_WORDS: &[&str] = &["stack", "groups", "tight", "actions", "aside", "lead", "muted", "small"];

/// What only a component may hold.
const PARTS: &[&str] = &["<form", "<input", "<button", "<select", "<textarea", "<label", "<svg", " style="];

#[test]
fn pages_are_made_of_components_and_layout_words() {
    let pages = templates("templates/pages");
    assert!(pages.len() > 15, "only {} pages were read", pages.len());
    let faults: Vec<_> = pages
        .iter()
        .flat_map(|(path, text)| {
            faults(text).into_iter().map(move |fault| format!("{}: {fault}", path.display()))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_page_with_an_input_or_a_look_of_its_own_is_noticed() {
    assert_eq!(faults(r#"<p class="lead small">Hello <a href="/">there</a></p>"#), Vec::<String>::new());
    assert_eq!(faults(r#"<p class="lead huge">"#), ["huge is no layout word"]);
    assert_eq!(faults(r#"<INPUT name="code">"#), ["<input belongs in a component"]);
    assert_eq!(faults("<button>Go</button>"), ["<button belongs in a component"]);
    assert_eq!(faults(r#"<p style="color: red">"#), [" style= belongs in a component"]);
}

#[test]
fn every_component_is_used() {
    let users: Vec<_> = templates("templates").into_iter().filter(|(path, _)| !is_mail(path)).collect();
    let components = templates("templates/components");
    assert!(components.len() > 15, "only {} components were read", components.len());
    for (path, text) in &components {
        let file = path.file_stem().unwrap().to_str().unwrap();
        let calls = macros(text).map(|name| format!("{file}::{name}("));
        let mut ways = calls.chain([format!("{{% include \"components/{file}.html\"")]);
        let is_used = ways.any(|way| users.iter().any(|(_, text)| text.contains(&way)));
        assert!(is_used, "nothing uses {}", path.display());
    }
}

/// What a page holds that belongs elsewhere.
fn faults(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let parts = PARTS.iter().filter(|part| lower.contains(*part));
    let classes = text.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let words = classes.flat_map(str::split_whitespace).filter(|word| !LAYOUT_WORDS.contains(word));
    parts
        .map(|part| format!("{part} belongs in a component"))
        .chain(words.map(|word| format!("{word} is no layout word")))
        .collect()
}

/// The macros that a component gives.
fn macros(text: &str) -> impl Iterator<Item = &str> {
    text.split("{% macro ").skip(1).filter_map(|rest| rest.split('(').next())
}

fn is_mail(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "mail")
}

/// Every page or part below a folder, with its text.
fn templates(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "html") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found
}
