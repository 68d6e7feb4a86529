//! The rules for pages, and that each of them can fail.

mod document;
mod fields;
mod forms;
mod sample;
mod secrets;

pub(super) use document::compressed;

use super::sight::{Exhibit, Sight, sights};
use crate::support::app::TestApp;

/// One rule for every page.
struct Rule {
    /// What holds, in the words of the message.
    says: &'static str,
    /// What to replace in the sample, and by what, so that it breaks the rule.
    broken_by: &'static [(&'static str, &'static str)],
    /// What breaks it.
    faults: fn(&Sight) -> Vec<String>,
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    [document::RULES, forms::RULES, fields::RULES, secrets::RULES].into_iter().flatten()
}

#[tokio::test]
async fn every_page_keeps_the_rules_for_pages() {
    let app = TestApp::one().await;
    let mut faults = Vec::new();
    for sight in sights(&app).await {
        for rule in rules() {
            let found = (rule.faults)(&sight).into_iter();
            faults.extend(found.map(|fault| format!("{}: {fault} ({})", sight.name(), rule.says)));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_good_page_breaks_no_rule() {
    for rule in rules() {
        assert_eq!((rule.faults)(&sample(sample::GOOD)), [] as [String; 0], "{}", rule.says);
    }
}

#[test]
fn every_rule_for_pages_can_fail() {
    for rule in rules() {
        assert!(!rule.broken_by.is_empty(), "nothing breaks it: {}", rule.says);
        for (good, bad) in rule.broken_by {
            assert!(sample::GOOD.contains(good), "the sample has no {good}");
            let faults = (rule.faults)(&sample(&sample::GOOD.replacen(good, bad, 1)));
            assert!(!faults.is_empty(), "{bad} is let through ({})", rule.says);
        }
    }
}

fn sample(html: &str) -> Sight {
    let exhibit = Exhibit {
        page: "sample".to_owned(),
        state: "one-error".to_owned(),
        path: "/dev/pages/sample/one-error".to_owned(),
        status: 422,
        signed_in: false,
    };
    Sight::new(exhibit, "en", html.to_owned())
}
