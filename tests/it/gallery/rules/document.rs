//! Rules for a page as a whole.

use std::collections::BTreeSet;
use std::io::Write as _;

use scraper::ElementRef;

use super::Rule;
use crate::gallery::sight::{Sight, text_of};

/// Most bytes of a page as it goes over the wire.
const MAX_BYTES: usize = 6_000;

/// What a title begins with when something is wrong.
const PREFIXES: [(&str, &str); 2] = [("en", "Error: "), ("de", "Fehler: ")];

/// Attributes that name an element by its id; some of them several.
const REFERENCES: [&str; 7] = [
    "for",
    "form",
    "aria-controls",
    "aria-describedby",
    "aria-labelledby",
    "data-caps-lock",
    "data-length-of",
];

pub(super) const RULES: &[Rule] = &[
    Rule {
        says: "a page is small: 6 kB compressed",
        broken_by: &[("<h1>Sign in</h1>", NOISE)],
        faults: |sight| {
            let bytes = compressed(&sight.html);
            fault_if(bytes > MAX_BYTES, || format!("{bytes} bytes"))
        },
    },
    Rule {
        says: "a page has no style of its own: the policy forbids it",
        broken_by: &[
            ("<h1>", "<h1 style=\"color: red\">"),
            ("</head>", "<style>h1 { color: red }</style></head>"),
        ],
        faults: |sight| found(sight, "[style], style"),
    },
    Rule {
        says: "a page has no script of its own: the policy forbids it",
        broken_by: &[
            ("<h1>", "<h1 onclick=\"alert(1)\">"),
            ("</head>", "<script>alert(1)</script></head>"),
            ("</head>", "<script src=\"/static/app.js\">alert(1)</script></head>"),
            ("href=\"/\"", "href=\"javascript:alert(1)\""),
        ],
        faults: scripts,
    },
    Rule {
        says: "everything comes from the site itself",
        broken_by: &[
            ("/static/app.css", "https://example.com/app.css"),
            ("/static/app.js", "//example.com/app.js"),
            ("<h1>", "<img src=\"http://example.com/\" alt=\"\"><h1>"),
        ],
        faults: foreign,
    },
    Rule {
        says: "a page has exactly one main heading",
        broken_by: &[
            ("<h1>Sign in</h1>", ""),
            ("<h2>There is a problem</h2>", "<h1>There is a problem</h1>"),
        ],
        faults: |sight| {
            let headings: Vec<_> = sight.all("h1").into_iter().map(text_of).collect();
            fault_if(headings.len() != 1 || headings[0].is_empty(), || format!("{headings:?}"))
        },
    },
    Rule {
        says: "a title names page and product, and begins with an error exactly when there is one",
        broken_by: &[
            ("Error: Sign in – Sample", "Sign in – Sample"),
            ("Error: Sign in – Sample", "Fehler: Sign in – Sample"),
            ("Error: Sign in – Sample", "Error: Sign in"),
            ("Error: Sign in – Sample", "Error:  – Sample"),
            ("data-error-summary", ""),
        ],
        faults: title,
    },
    Rule {
        says: "a page is in the language that was asked for",
        broken_by: &[("lang=\"en\"", ""), ("lang=\"en\"", "lang=\"de\""), ("dir=\"ltr\"", "")],
        faults: |sight| {
            let right = format!("html[lang=\"{}\"][dir=\"ltr\"]", sight.language);
            fault_if(!sight.has(&right), || format!("no {right}"))
        },
    },
    Rule {
        says: "an id is there once",
        broken_by: &[("id=\"username\"", "id=\"main\""), ("id=\"username\"", "id=\"\"")],
        faults: ids,
    },
    Rule {
        says: "whatever refers to an element finds it",
        broken_by: &[
            ("href=\"#main\"", "href=\"#content\""),
            ("href=\"#current-password\"", "href=\"#password\""),
            ("for=\"username\"", "for=\"user\""),
            ("aria-describedby=\"current-password-error\"", "aria-describedby=\"current-password-hint\""),
        ],
        faults: dangling,
    },
    Rule {
        says: "a page can be enlarged",
        broken_by: &[
            ("initial-scale=1", "initial-scale=1, user-scalable=no"),
            ("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">", ""),
        ],
        faults: |sight| {
            const RIGHT: &str = "head meta[name=viewport][content=\"width=device-width, initial-scale=1\"]";
            fault_if(sight.all(RIGHT).len() != 1, || "another viewport".to_owned())
        },
    },
    Rule {
        says: "at most one element takes the focus, and a summary of errors before all others",
        broken_by: &[
            ("id=\"username\"", "id=\"username\" autofocus"),
            ("tabindex=\"-1\" autofocus", "tabindex=\"-1\""),
        ],
        faults: |sight| {
            let count = sight.all("[autofocus]").len();
            let is_silent = sight.has("[data-error-summary]:not([autofocus])");
            fault_if(count > 1 || is_silent, || format!("{count} take the focus"))
        },
    },
    Rule {
        says: "a page on another site is opened without telling it anything",
        broken_by: &[
            (" rel=\"noreferrer noopener\"", ""),
            ("rel=\"noreferrer noopener\"", "rel=\"noopener\""),
        ],
        // Mails name the site itself in full; a sample of one is on the page of a mail.
        faults: |sight| {
            let elsewhere = "a[href^=http]:not([href^=\"http://localhost:\"])";
            found(sight, &format!("{elsewhere}:not([rel=\"noreferrer noopener\"])"))
        },
    },
];

/// A heading that no compressor makes small.
const NOISE: &str = {
    const BYTES: [u8; 2 * MAX_BYTES] = noise();
    match std::str::from_utf8(&BYTES) {
        Ok(text) => text,
        Err(_) => "",
    }
};

/// Letters and digits without an order (a linear congruential generator).
const fn noise() -> [u8; 2 * MAX_BYTES] {
    const LETTERS: &[u8; 64] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    let mut bytes = [0; 2 * MAX_BYTES];
    let mut state: u32 = 1;
    let mut at = 0;
    while at < bytes.len() {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        bytes[at] = LETTERS[(state >> 26) as usize];
        at += 1;
    }
    bytes
}

/// The size of a page as a proxy in front of the site sends it: compressed while it is asked for.
pub(in crate::gallery) fn compressed(html: &str) -> usize {
    const USUAL_QUALITY: u32 = 5;
    const USUAL_WINDOW: u32 = 22;
    let mut compressor = brotli::CompressorWriter::new(Vec::new(), 4096, USUAL_QUALITY, USUAL_WINDOW);
    compressor.write_all(html.as_bytes()).expect("memory takes everything");
    compressor.into_inner().len()
}

pub(super) fn fault_if(is_fault: bool, what: impl FnOnce() -> String) -> Vec<String> {
    if is_fault { vec![what()] } else { Vec::new() }
}

/// Everything that a CSS selector finds is a fault.
pub(super) fn found(sight: &Sight, selector: &str) -> Vec<String> {
    sight.all(selector).into_iter().map(start_tag).collect()
}

/// An element without what is in it.
pub(super) fn start_tag(element: ElementRef<'_>) -> String {
    let html = element.html();
    html.split_once('>').map_or(html.clone(), |(tag, _)| format!("{tag}>"))
}

fn scripts(sight: &Sight) -> Vec<String> {
    let acts = |element: &ElementRef<'_>| {
        element.value().attrs().any(|(name, value)| {
            name.starts_with("on") || value.trim_start().to_ascii_lowercase().starts_with("javascript:")
        })
    };
    let is_inline = |script: &ElementRef<'_>| script.attr("src").is_none() || !text_of(*script).is_empty();
    let acting = sight.all("*").into_iter().filter(acts);
    acting.chain(sight.all("script").into_iter().filter(is_inline)).map(start_tag).collect()
}

fn foreign(sight: &Sight) -> Vec<String> {
    let is_foreign = |element: &ElementRef<'_>| {
        let url = element.attr("src").or_else(|| element.attr("href")).unwrap_or_default();
        // What is said of the site, such as its canonical address, is not loaded.
        let is_loaded = element.value().name() != "link" || element.attr("rel") != Some("canonical");
        is_loaded && (!url.starts_with('/') || url.starts_with("//"))
    };
    sight.all("link[href], [src]").into_iter().filter(is_foreign).map(start_tag).collect()
}

fn title(sight: &Sight) -> Vec<String> {
    let Some(title) = sight.all("head title").first().map(|title| text_of(*title)) else {
        return vec!["no title".to_owned()];
    };
    let prefix =
        PREFIXES.iter().find(|(language, _)| *language == sight.language).map_or("", |(_, text)| text);
    let (says_error, rest) = title.strip_prefix(prefix).map_or((false, title.as_str()), |rest| (true, rest));
    let has_other = PREFIXES.iter().any(|(_, other)| rest.starts_with(other));
    let is_whole =
        rest.split_once(" – ").is_some_and(|(page, product)| !page.is_empty() && !product.is_empty());
    let is_right = says_error == sight.has("[data-error-summary]") && !has_other && is_whole;
    fault_if(!is_right, || title)
}

fn ids(sight: &Sight) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let ids = sight.all("[id]").into_iter().filter_map(|element| element.attr("id"));
    ids.filter(|id| id.is_empty() || !seen.insert(id.to_owned())).map(str::to_owned).collect()
}

fn dangling(sight: &Sight) -> Vec<String> {
    let ids: BTreeSet<_> = sight.all("[id]").into_iter().filter_map(|element| element.attr("id")).collect();
    let mut faults = Vec::new();
    for element in sight.all("*") {
        let fragment = element.attr("href").and_then(|href| href.strip_prefix('#'));
        let named = REFERENCES.iter().filter_map(|name| element.attr(name)).flat_map(str::split_whitespace);
        for id in named.chain(fragment).filter(|id| !ids.contains(id)) {
            faults.push(format!("nothing is {id:?} for {}", start_tag(element)));
        }
    }
    faults
}
