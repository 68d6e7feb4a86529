//! Rules for what must not come back.

use super::Rule;
use super::document::found;

pub(super) const RULES: &[Rule] = &[Rule {
    says: "passwords and codes never come back to the page",
    broken_by: &[
        ("name=\"password\"", "name=\"password\" value=\"three random words\""),
        ("name=\"code\"", "name=\"code\" value=\"123456\""),
    ],
    faults: |sight| {
        found(sight, ":is([type=password], [autocomplete$=-password], [autocomplete=one-time-code])[value]")
    },
}];
