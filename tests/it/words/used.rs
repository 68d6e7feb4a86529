//! Every message is said somewhere: what nobody says is translated for nobody.

use std::collections::BTreeSet;

use super::catalogue::Catalogue;
use super::files::File;

/// The keys that no file names, as the method that the build makes of each.
fn unused<'a>(catalogue: &'a Catalogue, files: &[File]) -> Vec<&'a str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let named: BTreeSet<&str> = files.iter().flat_map(|file| file.text.split(|c| !is_word(c))).collect();
    let is_named = |key: &str| named.contains(key.replace('-', "_").as_str());
    catalogue.0.keys().map(String::as_str).filter(|key| !is_named(key)).collect()
}

#[test]
fn every_message_is_used_by_a_page_a_mail_or_the_program() {
    let files = File::all_below(&["src", "templates"], &["rs", "html", "txt", "xml"]);
    let catalogue = Catalogue::of("en");
    let unused = unused(&catalogue, &files);
    assert!(unused.is_empty(), "{} messages are never said:\n{}", unused.len(), unused.join("\n"));
}

#[test]
fn a_message_that_nobody_says_is_a_fault() {
    let catalogue = Catalogue::parse("login-title = Sign in\nlogin-titles = Sign in\nlogin-old = Sign in\n");
    let files = [
        File::new("templates/pages/login.html", "<h1>{{ page.words.login_title() }}</h1>"),
        File::new("src/web/forms/login.rs", "problems.add(USERNAME, Words::login_titles);"),
    ];
    assert_eq!(unused(&catalogue, &files), ["login-old"]);
}
