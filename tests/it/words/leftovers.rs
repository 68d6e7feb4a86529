//! No page says anything in English to whoever reads German.

use std::collections::BTreeSet;

use scraper::{Html, Node};
use serde::Deserialize;

use super::catalogue::Catalogue;
use crate::support::app::TestApp;

/// Pages of the gallery that speak to developers, in English.
const FOR_DEVELOPERS: &[&str] = &["mail", "mailbox"];

/// A page in one of its states, as the gallery lists it.
#[derive(Deserialize)]
struct Exhibit {
    page: String,
    state: String,
    path: String,
}

/// What English says and German says in other words.
fn english_only() -> BTreeSet<String> {
    let (english, german) = (Catalogue::of("en"), Catalogue::of("de"));
    let german: BTreeSet<_> = german.0.values().map(|message| squeezed(&message.text)).collect();
    let plain = english.0.values().filter(|message| message.variables.is_empty() && message.tags.is_empty());
    plain.map(|message| squeezed(&message.text)).filter(|text| !german.contains(text)).collect()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether people read or hear an attribute. Others hold names of fields, which are English anywhere.
fn is_spoken(name: &str) -> bool {
    matches!(name, "aria-label" | "alt" | "title" | "content") || name.starts_with("data-")
}

/// The texts and attributes of a page that are a message of the English catalogue.
fn leftovers(page: &str, english: &BTreeSet<String>) -> Vec<String> {
    let document = Html::parse_document(page);
    let mut said = Vec::new();
    for node in document.tree.values() {
        match node {
            Node::Text(text) => said.push(squeezed(text)),
            Node::Element(element) => {
                let spoken = element.attrs().filter(|(name, _)| is_spoken(name));
                said.extend(spoken.map(|(_, value)| squeezed(value)));
            }
            _ => {}
        }
    }
    said.retain(|text| english.contains(text));
    said
}

#[tokio::test]
async fn no_page_of_the_gallery_says_anything_in_english_to_who_reads_german() {
    let app = TestApp::one().await;
    let mut visitor = app.visitor();
    let exhibits: Vec<Exhibit> = serde_json::from_value(visitor.get("/dev/pages.json").await.json()).unwrap();
    assert!(exhibits.len() > 30, "only {} pages are shown", exhibits.len());
    let english = english_only();
    let mut faults = Vec::new();
    for Exhibit { page, state, path } in exhibits {
        if FOR_DEVELOPERS.contains(&page.as_str()) {
            continue;
        }
        let shown = visitor.get(&format!("{path}?language=de")).await;
        assert_eq!(shown.status, 200, "{}", shown.summary());
        assert_eq!(shown.attributes_of("html", "lang"), ["de"], "{path}");
        faults.extend(
            leftovers(&shown.body, &english).into_iter().map(|text| format!("{page}/{state}: {text}")),
        );
    }
    assert!(faults.is_empty(), "{} texts are English:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn an_english_text_on_a_german_page_is_noticed() {
    let english = BTreeSet::from(["Sign in".to_owned(), "Show password".to_owned()]);
    let page = r#"<h1>Anmelden</h1><a href="/login">Sign
        in</a><button aria-label="Show password">Zeigen</button>"#;
    assert_eq!(leftovers(page, &english), ["Sign in", "Show password"]);
}
