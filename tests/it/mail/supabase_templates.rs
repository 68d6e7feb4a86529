//! The templates to paste into a project of Supabase look like our own mails.

use std::collections::BTreeSet;
use std::fs;

use doorward::mail::{EXHIBITED_CODE, Exhibit, exhibit, exhibits};
use doorward::words::Language;

use super::faults;
use super::reader::Opened;

/// Each template, and what its link proves.
const TEMPLATES: &[(&str, Option<&str>)] = &[
    ("confirmation", Some("signup")),
    ("email_change", Some("email_change")),
    ("invite", Some("invite")),
    ("magic_link", Some("magiclink")),
    ("reauthentication", None),
    ("recovery", Some("recovery")),
];

fn template(name: &str) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    fs::read_to_string(format!("{root}/templates/mail/supabase/{name}.html")).unwrap()
}

/// The mail that Supabase makes of it.
fn filled(template: &str) -> Exhibit {
    let mut shown = exhibit("recovery", "usual", Language::English).unwrap();
    let facts = [
        ("{{ .SiteURL }}", "https://app.example.com"),
        ("{{ .TokenHash }}", "0123"),
        ("{{ .RedirectTo }}", "https%3A%2F%2Fapp.example.com"),
        ("{{ .NewEmail }}", "lovelace@example.com"),
        ("{{ .Token }}", EXHIBITED_CODE),
    ];
    shown.message.html =
        facts.into_iter().fold(template.to_owned(), |html, (name, fact)| html.replace(name, fact));
    shown
}

/// What a mail looks like: the values of its style attributes, and the lines of its style sheet.
fn looks(html: &str) -> BTreeSet<String> {
    let attributes = html.split("style=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let sheet = html.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>"));
    let lines = sheet.map(|(lines, _)| lines).unwrap_or_default().lines();
    attributes.chain(lines).map(str::to_owned).collect()
}

#[test]
fn each_template_holds_a_code_and_a_link_that_fills_in() {
    for (name, kind) in TEMPLATES {
        let template = template(name);
        let shown = filled(&template);
        assert!(!shown.message.html.contains("{{"), "{name}: a fact that Supabase does not know");
        let links = Opened::new(&shown.message).links_of_html();
        let expected = kind.map(|kind| {
            let query = format!("token_hash=0123&type={kind}&next=https%3A%2F%2Fapp.example.com");
            format!("https://app.example.com/auth/confirm?{query}")
        });
        assert_eq!(links, expected.into_iter().collect::<Vec<_>>(), "{name}");
        assert_eq!(Opened::new(&shown.message).texts(".code"), [EXHIBITED_CODE], "{name}");
    }
}

#[test]
fn each_template_looks_like_our_own_mails_and_is_as_careful() {
    let ours: BTreeSet<_> =
        exhibits(Language::English).iter().flat_map(|shown| looks(&shown.message.html)).collect();
    for (name, _) in TEMPLATES {
        let shown = filled(&template(name));
        let others: Vec<_> = looks(&shown.message.html).difference(&ours).cloned().collect();
        assert!(others.is_empty(), "{name}: {others:#?}");
        for rule in [faults::nothing_remote, faults::small, faults::well_made, faults::mild_colours] {
            assert_eq!(rule(&shown), [] as [String; 0], "{name}");
        }
    }
    let repainted = template("recovery").replace("#3753cc", "#cc3737");
    assert!(!looks(&repainted).is_subset(&ours), "another colour is found");
}
