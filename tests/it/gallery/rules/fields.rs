//! Rules for what people fill in.

use scraper::ElementRef;

use super::Rule;
use super::document::{found, start_tag};
use crate::gallery::sight::{Sight, text_of};

/// Where managers and browsers are asked to offer nothing: nowhere so far.
const MAY_BE_OFF: &[&str] = &[];

/// What people fill in.
const FIELDS: &str = "input:not([type=hidden]), select, textarea";

pub(super) const RULES: &[Rule] = &[
    Rule {
        says: "every field has a label that is to be seen, and every label a field",
        broken_by: &[
            ("<label for=\"username\">Username</label>", ""),
            ("<label for=\"username\">Username</label>", "<label for=\"username\"></label>"),
            ("for=\"code\"", "for=\"main\""),
            (
                "<label><input type=\"checkbox\" id=\"remember\" name=\"remember\" value=\"yes\">Keep me signed in</label>",
                "<label>Keep me signed in</label>",
            ),
        ],
        faults: labels,
    },
    Rule {
        says: "every field has an id and a name, or nobody can fill it in for people",
        broken_by: &[
            ("name=\"username\" ", ""),
            ("id=\"current-password\" name", "name"),
            ("type=\"text\" value=\"ada\"", "value=\"ada\""),
        ],
        faults: |sight| {
            let nameless = "input:not([type=hidden]):not([id]), input:not([name]), input:not([type])";
            found(sight, nameless)
        },
    },
    Rule {
        says: "a field says what belongs into it",
        broken_by: &[
            (" autocomplete=\"username\"", ""),
            (" autocomplete=\"one-time-code\"", " autocomplete=\"\""),
        ],
        faults: |sight| {
            let silent = "form[method=post] input:is([type=text], [type=email], [type=password], [type=tel]):not([autocomplete])";
            let mut faults = found(sight, silent);
            faults.extend(found(sight, "[autocomplete=\"\"]"));
            faults
        },
    },
    Rule {
        says: "only where that is right are managers asked to offer nothing",
        broken_by: &[
            ("autocomplete=\"username\"", "autocomplete=\"off\""),
            ("form id=\"login\"", "form autocomplete=\"off\" id=\"login\""),
        ],
        faults: |sight| {
            let is_allowed =
                |field: &ElementRef<'_>| field.attr("id").is_some_and(|id| MAY_BE_OFF.contains(&id));
            let off = sight.all("[autocomplete=off i]").into_iter();
            off.filter(|field| !is_allowed(field)).map(start_tag).collect()
        },
    },
    Rule {
        says: "nothing is cut off what is pasted",
        broken_by: &[
            ("autocomplete=\"current-password\"", "autocomplete=\"current-password\" maxlength=\"72\""),
            ("autocomplete=\"one-time-code\"", "autocomplete=\"one-time-code\" maxlength=\"6\""),
        ],
        faults: |sight| {
            let is_secret = ":is([type=password], [autocomplete$=-password], [autocomplete=one-time-code])";
            found(sight, &format!("{is_secret}[maxlength]"))
        },
    },
    Rule {
        says: "a label does not vanish while somebody types",
        broken_by: &[("autocomplete=\"username\"", "autocomplete=\"username\" placeholder=\"Username\"")],
        faults: |sight| found(sight, "[placeholder]"),
    },
    Rule {
        says: "names, codes and passwords are sent to no spelling service and changed by no keyboard",
        broken_by: &[
            (
                "autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\"",
                "autocomplete=\"username\"",
            ),
            ("spellcheck=\"false\" aria-invalid", "aria-invalid"),
        ],
        faults: |sight| {
            let credentials =
                "[autocomplete~=username], [autocomplete$=-password], [autocomplete=one-time-code]";
            let is_wrong = |field: &ElementRef<'_>| {
                let is_fixed = field.attr("readonly").is_some();
                // Browsers capitalise no address anyway, and HTML does not let one say so.
                let is_lower =
                    field.attr("autocapitalize") == Some("none") || field.attr("type") == Some("email");
                !is_fixed && (field.attr("spellcheck") != Some("false") || !is_lower)
            };
            sight.all(credentials).into_iter().filter(is_wrong).map(start_tag).collect()
        },
    },
    Rule {
        says: "a code is one plain field, never a number",
        broken_by: &[
            ("inputmode=\"numeric\"", ""),
            (
                "type=\"text\" autocomplete=\"one-time-code\"",
                "type=\"number\" autocomplete=\"one-time-code\"",
            ),
            (
                "type=\"text\" autocomplete=\"one-time-code\"",
                "type=\"password\" autocomplete=\"one-time-code\"",
            ),
        ],
        faults: |sight| {
            let plain = "[type=text][inputmode=numeric]";
            let mut faults = found(sight, &format!("[autocomplete=one-time-code]:not({plain})"));
            faults.extend(found(sight, "[type=number]"));
            faults
        },
    },
    Rule {
        says: "what is wrong with a field is said beside it or in the summary, in the same words",
        broken_by: &[
            ("data-error-summary", "data-something-else"),
            (
                "<p id=\"current-password-error\">Enter your password</p>",
                "<p id=\"current-password-error\">That is wrong</p>",
            ),
            (" aria-invalid=\"true\"", ""),
        ],
        faults: errors,
    },
];

fn labels(sight: &Sight) -> Vec<String> {
    let mut faults = Vec::new();
    for field in sight.all(FIELDS) {
        let id = field.attr("id").unwrap_or_default();
        let by_id = sight.all("label[for]").into_iter().filter(|label| label.attr("for") == Some(id));
        let around =
            field.ancestors().filter_map(ElementRef::wrap).filter(|around| around.value().name() == "label");
        let words: Vec<_> = by_id.chain(around).map(text_of).filter(|words| !words.is_empty()).collect();
        if words.len() != 1 {
            faults.push(format!("{} labels for {}", words.len(), start_tag(field)));
        }
    }
    for label in sight.all("label") {
        let fields = sight.all(FIELDS);
        let is_tied = match label.attr("for") {
            Some(id) => fields.iter().any(|field| field.attr("id") == Some(id)),
            None => fields.iter().any(|field| field.ancestors().any(|around| around.id() == label.id())),
        };
        if !is_tied {
            faults.push(format!("no field for {:?}", text_of(label)));
        }
    }
    faults
}

fn errors(sight: &Sight) -> Vec<String> {
    let mut faults = Vec::new();
    let summary: Vec<_> = sight.all("[data-error-summary] li").into_iter().map(text_of).collect();
    for line in sight.all("[id$=-error]") {
        let said = text_of(line);
        if !summary.iter().any(|error| said.ends_with(error.as_str())) {
            faults.push(format!("only beside a field: {said}"));
        }
    }
    let wrong = sight.all("[aria-invalid=true]");
    if summary.is_empty() && !wrong.is_empty() {
        faults.push("a field is wrong without a word".to_owned());
    }
    for link in sight.all("[data-error-summary] li a[href^=\"#\"]") {
        let id = link.attr("href").unwrap_or_default().trim_start_matches('#');
        let is_marked = wrong.iter().any(|field| field.attr("id") == Some(id));
        if !is_marked {
            faults.push(format!("{id} is not marked as wrong"));
        }
    }
    faults
}
