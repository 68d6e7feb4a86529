//! Every page with a form is shown in all the states that a form has.

use std::collections::BTreeSet;

use super::sight::{Sight, exhibits, sights, text_of};
use crate::support::app::TestApp;

/// What every page with a form is shown as.
const STATES: [&str; 9] = [
    "empty",
    "filled",
    "one-error",
    "many-errors",
    "longest",
    "right-to-left",
    "rate-limited",
    "offline",
    "stale",
];

/// The states that a form cannot be in, and why.
const MISSING: &[(&str, &str, &str)] = &[
    ("check-inbox", "filled", NEVER_BACK),
    ("check-inbox", "many-errors", ONE_FIELD),
    ("recovery", "many-errors", ONE_FIELD),
    ("new-password", "filled", NEVER_BACK),
    ("new-password", "many-errors", "a password is compared with its repetition only when it is good"),
    ("account-password", "filled", NEVER_BACK),
    ("welcome", "many-errors", ONE_FIELD),
    ("account-username", "many-errors", ONE_FIELD),
    ("preferences", "filled", "one of each group is always chosen"),
    ("preferences", "longest", "nothing is typed"),
    ("reauthenticate", "filled", NEVER_BACK),
    ("reauthenticate", "many-errors", ONE_FIELD),
];

const NEVER_BACK: &str = "passwords and codes never come back to the page";
const ONE_FIELD: &str = "one field can have one thing wrong";

/// Something to fill in, other than the frame has. An account that cannot be changed is none.
const FIELDS: &str = "main input:not([type=hidden]):not([readonly])";

#[tokio::test]
async fn every_form_is_shown_in_every_state_that_it_can_be_in() {
    let app = TestApp::one().await;
    let sights = sights(&app).await;
    let forms: BTreeSet<_> =
        sights.iter().filter(|sight| sight.has(FIELDS)).map(|sight| sight.exhibit.page.as_str()).collect();
    assert!(forms.len() >= 8, "{forms:?}");
    let shown: BTreeSet<_> =
        exhibits(&app).await.into_iter().map(|shown| (shown.page, shown.state)).collect();
    for form in forms {
        for state in STATES {
            let is_shown = shown.contains(&(form.to_owned(), state.to_owned()));
            let is_missing = MISSING.iter().any(|(page, missing, _)| *page == form && *missing == state);
            assert!(is_shown != is_missing, "{form} is shown as {state}: {is_shown}");
        }
    }
    for (page, _, why) in MISSING {
        assert!(shown.iter().any(|(shown, _)| shown == page), "there is no {page} of which to say: {why}");
    }
}

#[tokio::test]
async fn states_are_what_they_are_called() {
    let app = TestApp::one().await;
    for sight in sights(&app).await {
        let errors = sight.all("[data-error-summary] li").len();
        let filled = sight.all(FIELDS).iter().filter(|field| is_filled(field)).count();
        let name = sight.name();
        match sight.exhibit.state.as_str() {
            "empty" => assert_eq!((errors, filled), (0, 0), "{name}"),
            "filled" => assert!(errors == 0 && filled > 0, "{name}: {errors} {filled}"),
            "one-error" => assert_eq!(errors, 1, "{name}"),
            "many-errors" => assert!(errors > 1, "{name}"),
            "stale" if sight.exhibit.page == "confirm" => {}
            "rate-limited" | "offline" | "stale" if sight.exhibit.page != "error" => {
                assert_eq!(errors, 1, "{name}");
            }
            "right-to-left" => assert!(says_something_from_right(&sight), "{name}"),
            _ => {}
        }
    }
}

fn is_filled(field: &scraper::ElementRef<'_>) -> bool {
    let kind = field.attr("type").unwrap_or_default();
    match kind {
        "checkbox" => field.attr("checked").is_some(),
        // One of them always is.
        "radio" => false,
        _ => field.attr("value").is_some_and(|value| !value.is_empty()),
    }
}

fn says_something_from_right(sight: &Sight) -> bool {
    let is_hebrew = |text: &str| text.chars().any(|c| ('\u{590}'..'\u{600}').contains(&c));
    let title = sight.all("title").into_iter().any(|title| is_hebrew(&text_of(title)));
    title && sight.all("header, main").into_iter().any(|part| is_hebrew(&part.html()))
}
