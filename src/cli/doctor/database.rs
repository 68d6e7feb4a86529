//! The database: which kind it is, and what both kinds have in common.

use super::finding::Findings;
use super::{postgres, sqlite};
use crate::clock::Clock;
use crate::config::Config;
use crate::database::{DatabaseTarget, Look, migrations};

pub(super) async fn check(config: &Config, clock: &Clock, findings: &mut Findings) {
    match &config.database.target {
        DatabaseTarget::Sqlite { file } => sqlite::check(file, config, findings).await,
        DatabaseTarget::Postgres { .. } => postgres::check(config, clock, findings).await,
    }
}

/// Whether the tables are what this program expects. `at_start` tells that a start brings them up to
/// date by itself.
pub(super) async fn check_tables(
    look: &mut Look,
    is_postgres: bool,
    at_start: bool,
    findings: &mut Findings,
) {
    const ID: &str = "database.migrations";
    let (sqlite, postgres) = migrations();
    let expected = if is_postgres { postgres } else { sqlite };
    let applied = match look.applied_migrations().await {
        Ok(applied) => applied,
        Err(error) => {
            let advice = "Give the role of DATABASE_URL usage of the schema doorward and of its tables.";
            return findings.fault(ID, format!("The list of migrations cannot be read: {error}."), advice);
        }
    };
    let has_tables = applied.is_some();
    let applied = applied.unwrap_or_default();
    if let Some((number, _)) = applied.iter().find(|(_, has_ended)| !has_ended) {
        let found = format!("Migration {number} broke off in the middle.");
        return findings.fault(
            ID,
            found,
            "Restore the database from before the release, then migrate again.",
        );
    }
    let is_missing = |name: &&String| !applied.iter().any(|(number, _)| number_of(name) == Some(*number));
    let missing: Vec<_> = expected.iter().filter(is_missing).map(String::as_str).collect();
    let newer =
        applied.iter().filter(|(number, _)| !expected.iter().any(|name| number_of(name) == Some(*number)));
    let newer = newer.count();
    match (missing.len(), has_tables) {
        (0, _) if newer > 0 => findings.note(
            ID,
            format!("The tables are current, and {newer} migrations of a newer release have been applied."),
        ),
        (0, _) => findings.ok(ID, format!("The tables are current ({} migrations).", expected.len())),
        (_, false) if at_start => findings.note(ID, "There are no tables yet: the first start makes them."),
        (_, false) => findings.fault(ID, "There are no tables yet.", "Run `doorward migrate`."),
        (count, true) => {
            let found = format!("{count} migrations are missing: {}.", missing.join(", "));
            if at_start {
                findings.hint(ID, found, "Start the site, which applies them, or run `doorward migrate`.");
            } else {
                findings.fault(ID, found, "Run `doorward migrate`.");
            }
        }
    }
}

/// The number that a migration's name begins with.
fn number_of(name: &str) -> Option<i64> {
    name.split(' ').next()?.parse().ok()
}
