//! The rules for single files.

use super::arrows::forbidden_arrows;
use super::source::Source;
use super::{Fault, Rule};

/// How long a file may be before it is more than one idea.
const MAX_LINES: usize = 300;

/// Where SQL may stand. The clock only tells both databases how a moment is written.
const SQL: &[&str] =
    &["src/accounts/", "src/auth_server/store", "src/clock.rs", "src/database/", "src/mail/"];

/// The rights that a handler takes as parameters.
const RIGHTS: &[&str] = &["CurrentUser", "Guest", "Aal2User", "RecentUser", "RecoveryUser", "Admin"];

pub(super) const RULES: &[Rule] = &[
    Rule {
        says: "a part names only the parts its arrow points to",
        broken_by: &[
            ("src/web/handlers/login.rs", "use crate::{clock::Clock, auth_server::AuthServer};"),
            ("src/accounts/users.rs", "fn open(config: &super::super::config::Config) {}"),
            ("src/gotrue/client.rs", "use crate::keys::Keys;"),
            ("src/newcomer.rs", "use crate::web::Site;"),
        ],
        faults: forbidden_arrows,
    },
    Rule {
        says: "accounts, auth_server and mail know the types of the contract, never its client",
        broken_by: &[("src/auth_server/handlers/token.rs", "use crate::gotrue::GoTrueClient;")],
        faults: |source| match source.part() {
            Some("accounts" | "auth_server" | "mail") => words(source, &["GoTrueClient", "GoTrueAdmin"]),
            _ => Vec::new(),
        },
    },
    Rule {
        says: "sqlx stays with those who own tables",
        broken_by: &[("src/web/visit.rs", "let row = sqlx::query(TEXT);")],
        faults: |source| unless(is_sql(source) || !is_ours(source), || words(source, &["sqlx"])),
    },
    Rule {
        says: "SQL that is put together at run time exists only for the schema's name",
        broken_by: &[("src/accounts/users.rs", "sqlx::query(AssertSqlSafe(text))")],
        faults: |source| {
            unless(source.part() == Some("database") || !is_ours(source), || {
                words(source, &["AssertSqlSafe"])
            })
        },
    },
    Rule {
        says: "an optional right hides every error: take a Viewer",
        broken_by: &[("src/web/handlers/home.rs", "fn get(user: Option< CurrentUser >) {}")],
        faults: optional_rights,
    },
    Rule {
        says: "forwarded headers are believed only as configured",
        broken_by: &[("src/web/extract/page.rs", "let scheme = request.connection_info().scheme();")],
        faults: |source| {
            unless(!is_ours(source), || words(source, &["connection_info", "realip_remote_addr"]))
        },
    },
    Rule {
        says: "only the clock asks what time it is",
        broken_by: &[
            ("src/mail/outbox.rs", "let now = SystemTime::now();"),
            ("src/web/page.rs", "let now = jiff::Timestamp::now();"),
        ],
        faults: wall_clock,
    },
    Rule {
        says: "only config and the build script read the environment",
        broken_by: &[("src/web/routes.rs", "let port = std::env::var(NAME);")],
        faults: environment,
    },
    Rule {
        says: "only routes names handlers",
        broken_by: &[("src/web/middleware/login.rs", "use crate::web::handlers::login;")],
        faults: handlers,
    },
    Rule {
        says: "tests wait for what happens and move the clock; they never sleep",
        broken_by: &[("tests/it/login.rs", "tokio::time::sleep(Duration::from_secs(1)).await;")],
        faults: |source| unless(!source.path.starts_with("tests/it/"), || words(source, &["sleep"])),
    },
    Rule {
        says: "mod.rs only introduces",
        broken_by: &[("src/mail/mod.rs", "mod outbox;\nfn deliver() {}")],
        faults: working_mod,
    },
    Rule {
        says: "a file is named after its idea",
        broken_by: &[("src/web/utils.rs", "")],
        faults: vague_name,
    },
    Rule { says: "a file is one idea", broken_by: &[("src/web/page.rs", LONG)], faults: long_file },
    Rule {
        says: "what a template shows is escaped",
        broken_by: &[("templates/pages/home.html", "<p>{{ name | safe }}</p>")],
        faults: |source| {
            unless(!is_template(source), || holding(source, &["|safe", "escape=\"none\"", "escapenone"]))
        },
    },
    Rule {
        says: "pages hold no style of their own: the policy forbids it",
        broken_by: &[("templates/pages/home.html", "<p style=\"color: red\">")],
        faults: |source| unless(!is_page(source), || holding(source, &["style=", "<style"])),
    },
    Rule {
        says: "pages hold no script of their own: the policy forbids it",
        broken_by: &[
            ("templates/pages/home.html", "<script>alert(1)</script>"),
            ("templates/pages/home.html", "<p onclick=\"alert(1)\">"),
            ("templates/pages/home.html", "<a href=\"javascript:alert(1)\">"),
        ],
        faults: inline_script,
    },
    Rule {
        says: "forms work without scripts",
        broken_by: &[("templates/pages/login.html", "<form>\n<button type=\"submit\">Sign in</button>")],
        faults: |source| {
            unless(!is_page(source), || {
                at(
                    source.lines_where(|line| line.contains("<form") && !line.contains("action=")),
                    "no action",
                )
            })
        },
    },
];

/// More lines than a file may have.
const LONG: &str = {
    const LINES: [u8; MAX_LINES + 1] = [b'\n'; MAX_LINES + 1];
    match std::str::from_utf8(&LINES) {
        Ok(text) => text,
        Err(_) => "",
    }
};

fn optional_rights(source: &Source) -> Vec<Fault> {
    let takes = |line: &str| {
        let squeezed: String = line.split_whitespace().collect();
        RIGHTS.iter().any(|right| squeezed.contains(&format!("Option<{right}>")))
    };
    at(source.lines_where(takes), "Option<…> of a right")
}

fn wall_clock(source: &Source) -> Vec<Fault> {
    let asks = ["SystemTime::now", "Utc::now", "now_utc", "jiff::Timestamp::now", "Zoned::now"];
    unless(source.path == "src/clock.rs" || !source.path.starts_with("src/"), || holding(source, &asks))
}

fn environment(source: &Source) -> Vec<Fault> {
    let is_exempt = matches!(source.part(), Some("config")) || !source.path.starts_with("src/");
    unless(is_exempt, || holding(source, &["env::var", "env::vars", "env::set_var", "dotenvy::"]))
}

/// A side introduces its handlers in `mod.rs` and names them in `routes`, and what describes the routes
/// of the API or shows the pages of the site names them too.
fn handlers(source: &Source) -> Vec<Fault> {
    let is_routes = source.path.ends_with("/routes.rs") || source.path.contains("/routes/");
    let is_document = source.path.starts_with("src/api/openapi/");
    let is_gallery = source.path.starts_with("src/web/gallery/");
    if is_routes || is_document || is_gallery || !source.path.starts_with("src/") {
        return Vec::new();
    }
    let inside = source.path.contains("/handlers/");
    source
        .named()
        .iter()
        .filter(|named| {
            let at = named.segments.iter().position(|segment| segment == "handlers");
            // Inside the folder a handler may name its own children and what they share.
            at.is_some() && !inside
        })
        .map(|named| Fault::at(named.line, named.segments.join("::")))
        .chain(
            source
                .lines_where(|line| line.trim_start().starts_with("use handlers::"))
                .into_iter()
                .map(|line| Fault::at(line, "handlers")),
        )
        .collect()
}

fn working_mod(source: &Source) -> Vec<Fault> {
    let works = |line: &str| {
        let line = line.trim_start();
        let line = line.trim_start_matches("pub ").trim_start_matches("async ").trim_start_matches("const ");
        line.starts_with("fn ") || line.starts_with("impl ") || line.starts_with("impl<")
    };
    let introduces = source.path.starts_with("src/") && source.path.ends_with("/mod.rs");
    unless(!introduces, || at(source.lines_where(works), "code in mod.rs"))
}

fn vague_name(source: &Source) -> Vec<Fault> {
    let vague = ["util", "utils", "helper", "helpers", "common", "misc"];
    let is_vague = source.path.split('/').any(|name| vague.contains(&name.split('.').next().unwrap_or(name)));
    unless(!is_vague, || vec![Fault::at(1, "a name that says nothing")])
}

fn long_file(source: &Source) -> Vec<Fault> {
    let lines = source.text.lines().count();
    let counts = ["rs", "html", "mjs"].iter().any(|kind| source.is(kind));
    unless(!counts || lines <= MAX_LINES, || vec![Fault::at(MAX_LINES, format!("{lines} lines"))])
}

fn inline_script(source: &Source) -> Vec<Fault> {
    let runs = |line: &str| {
        let handles = line.split_whitespace().any(|word| {
            word.split_once('=').is_some_and(|(name, _)| {
                name.len() > 2 && name.starts_with("on") && name.bytes().all(|b| b.is_ascii_lowercase())
            })
        });
        handles || line.contains("javascript:") || (line.contains("<script") && !line.contains(" src="))
    };
    unless(!is_page(source), || at(source.lines_where(runs), "a script in the page"))
}

fn words(source: &Source, words: &[&str]) -> Vec<Fault> {
    words.iter().flat_map(|word| at(source.lines_with_word(word), word)).collect()
}

/// The lines that hold one of the texts, spaces left out.
fn holding(source: &Source, texts: &[&str]) -> Vec<Fault> {
    let squeezed = |line: &str| line.split_whitespace().collect::<String>();
    texts.iter().flat_map(|text| at(source.lines_where(|line| squeezed(line).contains(text)), text)).collect()
}

fn at(lines: Vec<usize>, what: &str) -> Vec<Fault> {
    lines.into_iter().map(|line| Fault::at(line, what)).collect()
}

fn unless(is_exempt: bool, faults: impl FnOnce() -> Vec<Fault>) -> Vec<Fault> {
    if is_exempt { Vec::new() } else { faults() }
}

fn is_ours(source: &Source) -> bool {
    source.path.starts_with("src/")
}

fn is_sql(source: &Source) -> bool {
    SQL.iter().any(|place| source.path.starts_with(place))
}

fn is_template(source: &Source) -> bool {
    source.path.starts_with("templates/")
}

/// A template that a browser renders; mail programs know no stylesheet but the one in the mail.
fn is_page(source: &Source) -> bool {
    is_template(source) && !source.path.starts_with("templates/mail/") && source.is("html")
}
