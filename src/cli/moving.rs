//! `doorward move`: from the `SQLite` file to Postgres.

use anyhow::{Context as _, anyhow};

use super::command::Failure;
use super::output::say;
use crate::config::{Config, KeySource};
use crate::database::{MoveError, MovedTable, compare, move_everything};
use crate::server::StartError;

/// `only_checks` copies nothing.
pub(super) async fn run(config: &Config, only_checks: bool) -> Result<(), Failure> {
    let from = &config.database.target;
    let to = config.database.move_target.as_ref();
    let to = to.context("DOORWARD_MOVE_TO is not set: it names the Postgres to move to")?;
    say(&format!(
        "{} {from} {} {to}.",
        if only_checks { "Comparing" } else { "Copying" },
        joint(only_checks)
    ));
    let tables = if only_checks { compare(from, to).await } else { move_everything(from, to).await };
    let tables = tables.map_err(|error| in_words(error, only_checks))?;
    say(&table_of(&tables));
    if !only_checks {
        say(&next_steps(&config.keys));
    }
    Ok(())
}

const fn joint(only_checks: bool) -> &'static str {
    if only_checks { "with" } else { "to" }
}

fn in_words(error: MoveError, only_checks: bool) -> Failure {
    match error {
        MoveError::InUse(error) => StartError::from(error).into(),
        MoveError::Commit(_) => anyhow!("{error}").into(),
        _ if only_checks => anyhow!("{error}").into(),
        _ => anyhow!("nothing was moved: {error}").into(),
    }
}

fn table_of(tables: &[MovedTable]) -> String {
    let width = tables.iter().map(|table| table.name.len()).max().unwrap_or_default();
    let mut lines = vec![format!("\n  {:width$}  {:>10}  checksum of both", "table", "rows")];
    for MovedTable { name, digest } in tables {
        lines.push(format!("  {name:width$}  {:>10}  {digest}", digest.rows));
    }
    let rows: u64 = tables.iter().map(|table| table.digest.rows).sum();
    lines.push(format!("\n{} tables with {rows} rows are the same in both.", tables.len()));
    lines.join("\n")
}

fn next_steps(keys: &KeySource) -> String {
    let secret = match keys {
        KeySource::Given(_) => "Keep DOORWARD_SECRET as it is".to_owned(),
        KeySource::Kept(file) => format!("Set DOORWARD_SECRET to what stands in {}", file.display()),
    };
    format!(
        "Next:\n  1. {secret}: sealed rows and everybody's cookies open with no other.\n  \
         2. Set DATABASE_URL to what DOORWARD_MOVE_TO is, take that one away, and start.\n  \
         3. Never start on the SQLite file again: it would send waiting mails a second time. Nothing was \
         written to it; keep it as a backup until you no longer need it."
    )
}
