//! `doorward backup FILE`: a copy of the `SQLite` file, while the site runs.

use std::path::Path;

use super::command::Failure;
use super::output::say;
use crate::clock::Clock;
use crate::config::{Config, KeySource};
use crate::database::{Backup, DatabaseTarget, back_up};

/// What to do for a database that this command does not copy.
const POSTGRES: &str = "DATABASE_URL is a Postgres, which is backed up by its host, or by its own program:\n\
    pg_dump --format=custom --schema=doorward --file=doorward.dump \"$DATABASE_URL\"";

pub(super) async fn run(config: &Config, to: &Path, replaces: bool) -> Result<(), Failure> {
    let DatabaseTarget::Sqlite { file } = &config.database.target else {
        return Err(anyhow::anyhow!(POSTGRES).into());
    };
    let began = Clock::system().now();
    let backup = back_up(file, to, replaces).await;
    let backup = backup.map_err(|error| anyhow::anyhow!("there is no backup: {error}"))?;
    let Backup { bytes, people, accounts } = backup;
    say(&format!(
        "{} holds what was there at {began}, and is whole.\n  {bytes} bytes, {people} people who have signed \
         in, {accounts} accounts of the auth server inside\n{}",
        to.display(),
        about_the_secret(&config.keys)
    ));
    Ok(())
}

/// Signing keys, mails and tokens are sealed rows.
fn about_the_secret(keys: &KeySource) -> String {
    let place = match keys {
        KeySource::Given(_) => "what DOORWARD_SECRET is now".to_owned(),
        KeySource::Kept(file) => format!("the secret in {}", file.display()),
    };
    format!(
        "Its sealed rows open only with {place}: keep that too, in another place. \
         Without it everybody has to sign in again."
    )
}
