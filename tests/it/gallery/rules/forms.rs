//! Rules for forms.

use scraper::{ElementRef, Selector};

use super::Rule;
use super::document::{found, start_tag};
use crate::gallery::sight::Sight;

pub(super) const RULES: &[Rule] = &[
    Rule {
        says: "a form has a name for password managers and tests, and leaves checking to the site",
        broken_by: &[
            ("form id=\"login\"", "form"),
            ("action=\"/login\" novalidate", "action=\"/login\""),
            ("id=\"username\"", "id=\"username\" required"),
        ],
        faults: |sight| found(sight, "form:not([id]), form:not([novalidate]), [required], [pattern]"),
    },
    Rule {
        says: "a form says how and where it is sent, and that is on this site",
        broken_by: &[
            ("method=\"post\" action=\"/login\"", "action=\"/login\""),
            ("method=\"post\" action=\"/login\"", "method=\"dialog\" action=\"/login\""),
            ("action=\"/login\"", ""),
            ("action=\"/login\"", "action=\"https://example.com/login\""),
            ("action=\"/login\"", "action=\"//example.com/login\""),
        ],
        faults: |sight| {
            let is_wrong = |form: &ElementRef<'_>| {
                let action = form.attr("action").unwrap_or_default();
                !matches!(form.attr("method"), Some("post" | "get"))
                    || !action.starts_with('/')
                    || action.starts_with("//")
            };
            sight.all("form").into_iter().filter(is_wrong).map(start_tag).collect()
        },
    },
    Rule {
        says: "a form that changes something proves once that it is ours, and no other form does",
        broken_by: &[
            ("<input type=\"hidden\" name=\"form_token\" value=\"proof\">", ""),
            ("name=\"form_token\" value=\"proof\"", "name=\"form_token\" value=\"\""),
            ("method=\"get\" action=\"/search\"", "method=\"post\" action=\"/search\""),
            (
                "<label for=\"q\">",
                "<input type=\"hidden\" name=\"form_token\" value=\"proof\"><label for=\"q\">",
            ),
        ],
        faults: tokens,
    },
    Rule {
        says: "every button says what kind it is",
        broken_by: &[
            ("button type=\"submit\"", "button"),
            ("</main>", "<button type=\"submit\">Lost</button></main>"),
        ],
        faults: |sight| {
            let kinds = "button:not([type=submit]):not([type=button])";
            let lost = |button: &ElementRef<'_>| form_of(*button).is_none() && button.attr("form").is_none();
            let mut faults = found(sight, kinds);
            faults.extend(sight.all("button[type=submit]").into_iter().filter(lost).map(start_tag));
            faults
        },
    },
    Rule {
        says: "a form with a password has one name of an account, and passwords for managers to keep",
        broken_by: &[
            ("autocomplete=\"username\"", "autocomplete=\"email\""),
            ("autocomplete=\"one-time-code\"", "autocomplete=\"new-password\""),
            ("type=\"checkbox\"", "type=\"text\" autocomplete=\"username\""),
            ("autocomplete=\"current-password\"", "autocomplete=\"password\""),
            (" autocomplete=\"current-password\"", ""),
        ],
        faults: passwords,
    },
];

fn tokens(sight: &Sight) -> Vec<String> {
    let token = selector("input[type=hidden][name=form_token]:not([value=\"\"])");
    let any = selector("[name=form_token]");
    let is_wrong = |form: &ElementRef<'_>| {
        let expected = usize::from(form.attr("method") == Some("post"));
        form.select(&token).count() != expected || form.select(&any).count() != expected
    };
    sight.all("form").into_iter().filter(is_wrong).map(start_tag).collect()
}

fn passwords(sight: &Sight) -> Vec<String> {
    let password = selector(
        "input[type=password], input[autocomplete=current-password], input[autocomplete=new-password]",
    );
    let name = selector("input[autocomplete~=username]");
    let mut faults = Vec::new();
    for form in sight.all("form") {
        let mut passwords = form.select(&password).peekable();
        if passwords.peek().is_none() {
            continue;
        }
        let names = form.select(&name).count();
        if names != 1 {
            faults.push(format!("{names} names of accounts in {}", start_tag(form)));
        }
        let is_kept = |field: &ElementRef<'_>| {
            field.attr("type") == Some("password")
                && matches!(field.attr("autocomplete"), Some("current-password" | "new-password"))
        };
        faults.extend(passwords.filter(|field| !is_kept(field)).map(start_tag));
    }
    faults
}

fn form_of(element: ElementRef<'_>) -> Option<ElementRef<'_>> {
    element.ancestors().filter_map(ElementRef::wrap).find(|ancestor| ancestor.value().name() == "form")
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("a selector")
}
