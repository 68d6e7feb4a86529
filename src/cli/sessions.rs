//! `doorward sessions`: ending sessions from outside.

use anyhow::Context as _;
use clap::Subcommand;

use super::command::Failure;
use super::output::say;
use crate::clock::Timestamp;
use crate::config::Config;
use crate::server::open_parts;

#[derive(Subcommand)]
pub(super) enum Command {
    /// After a restored backup: end every session that began before a moment.
    Invalidate {
        /// The moment, such as `2026-11-24T10:54:00Z`: when the backup was restored.
        #[arg(long, value_parser = moment)]
        before: Timestamp,
    },
}

fn moment(text: &str) -> Result<Timestamp, &'static str> {
    Timestamp::parse_rfc3339(text).ok_or("must be a time like 2026-11-24T10:54:00Z")
}

pub(super) async fn run(config: &Config, command: Command) -> Result<(), Failure> {
    let Command::Invalidate { before } = command;
    let accounts = open_parts(config).await?.accounts;
    let ended = accounts.invalidate_sessions(before).await.context("the sessions could not be ended")?;
    say(&format!(
        "Every session that began before {before} is over. Seen here and still open were: {ended}."
    ));
    Ok(())
}
