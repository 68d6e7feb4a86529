//! Nothing is said to people outside the catalogue.

use super::files::File;
use super::{rust_text, script_text, template_text};

fn own_words(file: &File) -> Vec<String> {
    match file.path.rsplit_once('.') {
        Some((_, "html" | "txt" | "xml")) if template_text::is_for_developers(&file.path) => Vec::new(),
        Some((_, "html" | "txt" | "xml")) => template_text::own_words(file),
        Some((_, "rs")) => rust_text::own_words(file),
        Some((_, "js")) => script_text::own_words(file),
        _ => Vec::new(),
    }
}

#[test]
fn no_template_source_or_script_speaks_to_people_in_words_of_its_own() {
    let mut files = File::all_below(&["templates"], &["html", "txt", "xml"]);
    files.extend(File::all_below(rust_text::SPEAKING, &["rs"]));
    files.extend(File::all_below(&["static/app"], &["js"]));
    let found: Vec<_> = files.iter().flat_map(own_words).collect();
    assert!(found.is_empty(), "{} texts are outside the catalogue:\n{}", found.len(), found.join("\n"));
}

#[test]
fn words_outside_the_catalogue_are_a_fault() {
    for (path, text) in [
        ("templates/pages/a.html", "<h1>Sign in</h1>"),
        ("templates/pages/a.html", "<p>{{ page.words.a() }} now</p>"),
        ("templates/pages/a.html", "{% if x %}yes{% endif %}"),
        ("templates/pages/a.html", "<nav aria-label=\"Help\">"),
        ("templates/pages/a.html", "<img src=\"/a.png\" alt=\"A door\">"),
        ("templates/pages/a.html", "<abbr title=\"{{ x }} hours\">"),
        ("templates/pages/a.html", "<input placeholder=\"name@example.com\">"),
        ("templates/pages/a.html", "<button data-busy=\"Signing in…\"></button>"),
        ("templates/pages/a.html", "<p data-done=\"ready to go\"></p>"),
        ("templates/pages/a.html", "<input type=\"submit\" value=\"Sign in\">"),
        ("templates/pages/a.html", "<meta name=\"description\" content=\"a place\">"),
        ("templates/pages/a.html", "<meta property=\"og:image:alt\" content=\"a door\">"),
        ("templates/pages/a.html", "<meta property=\"og:title\" content=\"Doors\">"),
        ("templates/pages/a.html", "{{ button::primary(\"Sign in\") }}"),
        ("templates/pages/a.html", "{% call field(\"email\", \"your address\") %}{% endcall %}"),
        ("templates/components/a.html", "{% if x %} aria-label=\"Show it\"{% endif %}"),
        ("templates/pages/a.html", "<script>let a = \"Sign in\";</script><p>Sign in</p>"),
        ("templates/mail/a.txt", "{{ mail.link }}\nOpen this page"),
        ("templates/mail/a.subject.txt", "{{ mail.code }} is your code"),
        ("src/web/forms/a.rs", "problems.add(CODE, \"Enter the code\");"),
        ("src/web/forms/a.rs", "let text = format!(\"in {count} minutes\");"),
        ("src/web/notice.rs", "Self::SignedOut => \"You’re signed out\","),
        ("src/web/notice.rs", "const A: &str = r#\"Your \"own\" name\"#;"),
        ("src/mail/messages/a.rs", "|_| \"at an unknown time\".to_owned()"),
        ("static/app/a.js", "button.textContent = \"Show password\";"),
        ("static/app/a.js", "status.textContent = `Your password is ${state}`;"),
    ] {
        let found = own_words(&File::new(path, text));
        assert_eq!(found.len(), 1, "{path}: {text}: {found:?}");
    }
}

#[test]
fn words_for_machines_and_developers_are_none() {
    for (path, text) in [
        ("templates/pages/dev/a.html", "<h1>Mailbox</h1>"),
        ("templates/api_docs.html", "<title>API</title>"),
        ("templates/pages/a.html", "{# Why this is so. #}<!-- why --><p>&nbsp;– {{ page.words.a() }}</p>"),
        (
            "templates/pages/a.html",
            "<form id=\"login\" class=\"stack aside\" data-keep data-code=\"6\" method=\"post\">",
        ),
        (
            "templates/pages/a.html",
            "<input name=\"choice\" value=\"not-now\" data-reveal=\"{{ id }}-status\">",
        ),
        (
            "templates/pages/a.html",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
        ),
        ("templates/pages/a.html", "<meta property=\"og:type\" content=\"website\">"),
        ("templates/pages/a.html", "<style>\n.canvas { color: red }\n</style>{% extends \"layout.html\" %}"),
        ("templates/pages/a.html", "<p aria-label=\"{{ page.words.a(\"{}\") }}\">{{ name }}</p>"),
        ("templates/pages/a.html", "{% block shell %}inside{% endblock %}"),
        ("templates/components/a.html", "{% if x %} aria-invalid=\"true\"{% endif %}?next={{ next }}"),
        (
            "src/web/a.rs",
            "// Say nothing here.\n/// Not here either.\ntracing::warn!(%error, \"it was not read\");",
        ),
        (
            "src/web/a.rs",
            "#[error(\"not of the form name@host\")]\nheaders.insert(\"Set-Cookie\", \"no-store, private\");",
        ),
        (
            "src/web/a.rs",
            "fn lifetime<'a>(c: &'a str) -> char { '\"' }\nreturn custom(\"a moment out of range\");",
        ),
        ("src/web/a.rs", "#[cfg(test)]\nmod tests { const A: &str = \"Sign in now\"; }"),
        (
            "static/app/a.js",
            "// Says nothing.\nform.querySelector(\"form input\"); addEventListener('click', f);",
        ),
    ] {
        let found = own_words(&File::new(path, text));
        assert!(found.is_empty(), "{path}: {found:?}");
    }
}
