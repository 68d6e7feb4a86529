//! The page of alerts speaks of the numbers that there are, and of all of them.

use std::collections::BTreeSet;

use doorward::gotrue::{CallEnd, CallKind};

use super::exposition::Exposition;
use crate::support::app::TestApp;

/// Labels whose values depend on what is asked for.
const OPEN: [&str; 4] = ["route", "method", "status", "le"];

fn page() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/alerts.md")).unwrap()
}

/// Every name of a number in a text, as samples are called.
fn names(text: &str) -> BTreeSet<String> {
    text.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'))
        .filter(|word| word.starts_with("doorward_") || word.starts_with("process_"))
        .map(str::to_owned)
        .collect()
}

async fn numbers() -> Exposition {
    let app = TestApp::one().await;
    app.user("ada").await;
    app.numbers()
}

#[tokio::test]
async fn every_number_is_explained_and_every_number_spoken_of_is_there() {
    let samples: BTreeSet<_> = numbers().await.series.into_keys().map(|series| series.name).collect();
    let page = page();
    let unknown: Vec<_> = names(&page).into_iter().filter(|name| !samples.contains(name)).collect();
    assert!(unknown.is_empty(), "the page speaks of {unknown:?}");
    let (_, table) = page.split_once("## The numbers").expect("the list of numbers");
    let explained = names(table);
    let stem = |name: &String| {
        ["_bucket", "_sum", "_count"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name).to_owned()
    };
    let explained: BTreeSet<_> = explained.iter().map(stem).collect();
    let missing: Vec<_> = samples.iter().map(stem).filter(|name| !explained.contains(name)).collect();
    assert!(missing.is_empty(), "the page explains no {missing:?}");
}

#[tokio::test]
async fn alerts_ask_for_labels_that_there_are() {
    let numbers = numbers().await;
    let page = page();
    let mut asked = 0;
    for (at, _) in page.match_indices("doorward_") {
        let rest = &page[at..];
        let end = rest
            .find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'))
            .unwrap_or(rest.len());
        let (name, rest) = rest.split_at(end);
        let Some((selector, _)) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) else {
            continue;
        };
        for matcher in selector.split(',') {
            let (label, value) = matcher.split_once('=').expect("a matcher");
            let label = label.trim().trim_end_matches('!');
            let value = value.trim_start_matches('~').trim_matches('"');
            assert!(
                numbers
                    .series
                    .keys()
                    .any(|series| series.name == name && series.labels.iter().any(|(own, _)| own == label)),
                "{name} has no label {label}"
            );
            if OPEN.contains(&label) {
                continue;
            }
            for value in value.split('|') {
                asked += 1;
                assert!(is_known(&numbers, name, label, value), "{name} has no {label} {value}");
            }
        }
    }
    assert!(asked > 10, "only {asked}");
}

fn is_known(numbers: &Exposition, name: &str, label: &str, value: &str) -> bool {
    if name.starts_with("doorward_auth_call") {
        return CallKind::ALL.iter().any(|kind| label == "call" && kind.name() == value)
            || CallEnd::ALL.iter().any(|end| label == "outcome" && end.name() == value);
    }
    numbers
        .series
        .keys()
        .any(|series| series.name == name && series.labels.contains(&(label.to_owned(), value.to_owned())))
}
