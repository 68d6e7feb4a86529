//! Which way the arrows of the house go.

use super::Fault;
use super::source::Source;

/// Which parts a part of the crate may name, itself apart. A part that is not listed may name none.
const ARROWS: &[(&str, &[&str])] = &[
    ("accounts", &["clock", "database", "gotrue", "keys", "mail", "words"]),
    // Whose address a request comes from is found out in one place.
    // So is how a body is read, and some of the layers around handlers are not only for pages.
    (
        "api",
        &[
            "accounts",
            "clock",
            "gotrue",
            "keys",
            "mail",
            "people",
            "telemetry::RequestId",
            "web::BodyKind",
            "web::ClientAddress",
            "web::ErrorKind",
            "web::Malformed",
            "web::middleware",
            "web::read_body",
            "web::read_parameters",
            "words",
        ],
    ),
    ("auth_server", &["clock", "database", "gotrue", "keys", "mail", "words"]),
    ("cli", &[EVERYTHING]),
    (
        "config",
        &["auth_server", "clock", "database", "gotrue", "keys", "mail", "telemetry::TracesSettings", "web"],
    ),
    ("database", &["clock"]),
    ("gotrue", &["clock"]),
    ("mail", &["clock", "database", "gotrue", "keys", "words"]),
    ("main", &["cli"]),
    // The guard that no call goes out inside a transaction is all that people and the site know of the
    // database, and the reference on an error page all that the site knows of the log.
    (
        "people",
        &[
            "accounts",
            "clock",
            "database::open_transactions",
            "gotrue",
            "keys",
            "mail",
            "telemetry::Metrics",
            "telemetry::metrics",
            "words",
        ],
    ),
    ("server", &[EVERYTHING]),
    ("telemetry", &["clock"]),
    (
        "web",
        &[
            "accounts",
            "clock",
            "database::counting_transactions",
            "gotrue",
            "keys",
            "mail",
            "people",
            "telemetry::RequestId",
            "words",
        ],
    ),
    ("words", &["clock"]),
];
const EVERYTHING: &str = "";

/// The macros of the crate's root.
const MACROS: &[&str] = &["each", "execute"];

/// Where a file names a part that its own may not.
pub(super) fn forbidden_arrows(source: &Source) -> Vec<Fault> {
    let Some(part) = source.part().filter(|&part| part != "lib") else { return Vec::new() };
    let allowed =
        ARROWS.iter().find(|(name, _)| *name == part).map_or(&[] as &[&str], |(_, allowed)| allowed);
    source
        .named()
        .iter()
        .filter(|named| {
            let path = named.segments.join("::");
            let leads_to =
                |name: &str| path == name || path.starts_with(&format!("{name}::")) || name == EVERYTHING;
            // A macro of the crate's root is nobody's.
            !leads_to(part) && !MACROS.contains(&path.as_str()) && !allowed.iter().any(|name| leads_to(name))
        })
        .map(|named| Fault::at(named.line, format!("{part} names {}", named.segments.join("::"))))
        .collect()
}
