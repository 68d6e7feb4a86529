//! Reads the sources and fails where they leave the plan of the house (README, "The picture").
//!
//! Each rule carries a sample that breaks it, so that a rule which can no longer fail is noticed.

mod arrows;
mod data;
mod rules;
mod source;

use source::Source;

/// One rule for every file it is asked about.
struct Rule {
    /// What holds, in the words of the message.
    says: &'static str,
    /// Paths and texts that break it.
    broken_by: &'static [(&'static str, &'static str)],
    /// The lines of a file that break it, and what they do.
    faults: fn(&Source) -> Vec<Fault>,
}

/// A line that breaks a rule.
#[derive(Debug)]
struct Fault {
    line: usize,
    what: String,
}

impl Fault {
    fn at(line: usize, what: impl Into<String>) -> Self {
        Self { line, what: what.into() }
    }
}

#[test]
fn the_sources_keep_the_rules_of_the_house() {
    let sources = Source::all_below(&["src", "templates", "static", "tests", "benches", "build"]);
    assert!(sources.len() > 20, "only {} files were read", sources.len());
    let mut faults = Vec::new();
    for rule in rules::RULES {
        for source in sources.iter().filter(|source| !is_rulebook(source)) {
            for Fault { line, what } in (rule.faults)(source) {
                faults.push(format!("{}:{line}: {what} ({})", source.path, rule.says));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_rule_can_fail() {
    for rule in rules::RULES {
        for (path, text) in rule.broken_by {
            let faults = (rule.faults)(&Source::new(path, text));
            assert!(!faults.is_empty(), "{path} is let through: {text} ({})", rule.says);
        }
    }
}

#[test]
fn what_comments_and_strings_say_breaks_no_rule() {
    let text = r##"//! Never `sqlx`, never Option<CurrentUser>.
        /* crate::auth_server */
        const TEXT: &str = "crate::auth_server::Store \" sqlx";
        const RAW: &str = r#"sqlx "quoted" SystemTime::now()"#;
        fn lifetime<'a>(c: &'a str) -> char { '"' }
    "##;
    let source = Source::new("src/web/sample.rs", text);
    for rule in rules::RULES {
        let faults = (rule.faults)(&source);
        assert!(faults.is_empty(), "{faults:?} ({})", rule.says);
    }
}

#[test]
fn paths_are_read_through_groups_and_supers() {
    let text =
        "use crate::{clock::Clock, gotrue::{self, User as Person}};\nuse super::super::super::mail::Outbox;";
    let source = Source::new("src/web/handlers/login.rs", text);
    let named: Vec<_> = source.named().iter().map(|named| named.segments.join("::")).collect();
    assert_eq!(named, ["clock::Clock", "gotrue", "gotrue::User", "mail::Outbox"]);
}

/// The rules name what they forbid, in code as well.
fn is_rulebook(source: &Source) -> bool {
    source.path.starts_with("tests/it/architecture")
}
