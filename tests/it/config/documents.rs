//! What is written about the settings says the same as the program.

use std::collections::BTreeSet;
use std::fs;

use doorward::accounts::limits_table;
use doorward::config::{SETTINGS, settings_table};

fn repository_file(name: &str) -> String {
    fs::read_to_string(format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn the_readme_has_the_table_that_the_program_prints() {
    let readme = repository_file("README.md");
    let (_, rest) = readme.split_once("<!-- settings -->\n").expect("the beginning of the table");
    let (table, _) = rest.split_once("<!-- /settings -->").expect("the end of the table");
    assert_eq!(table, settings_table(), "print it with: cargo run -- config table");
}

#[test]
fn the_page_for_operators_has_the_limits_that_hold() {
    let page = repository_file("docs/operations.md");
    let (_, rest) = page.split_once("<!-- limits -->\n").expect("the beginning of the table");
    let (table, _) = rest.split_once("<!-- /limits -->").expect("the end of the table");
    assert_eq!(table, limits_table());
}

#[test]
fn the_example_of_dotenv_knows_every_setting_and_no_other() {
    let example = repository_file(".env.example");
    let named: BTreeSet<_> = example
        .lines()
        .filter_map(|line| line.trim_start_matches(['#', ' ']).split_once('='))
        .map(|(name, _)| name)
        .filter(|name| name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_'))
        .collect();
    let known: BTreeSet<_> = SETTINGS.iter().map(|setting| setting.names[0]).collect();
    assert_eq!(named, known);
    let set: Vec<_> = example.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    assert_eq!(set, [] as [&str; 0], "a copy of it changes nothing");
}
