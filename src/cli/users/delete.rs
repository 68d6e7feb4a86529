//! Deleting somebody. What was begun can be asked for again and is finished then.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use anyhow::Context as _;
use clap::Args;

use super::super::command::Failure;
use super::super::output::say;
use super::found::Found;
use super::office::{Office, unasked};
use super::plain_text::plain;
use super::who::Who;
use crate::accounts::EndReason;
use crate::config::Config;
use crate::gotrue::{ErrorCode, GoTrueError};

#[derive(Args)]
pub(crate) struct Arguments {
    /// Their e-mail address, username or id.
    who: Who,
    /// Do not ask whether this is meant.
    #[arg(long)]
    yes: bool,
}

/// Sessions end here first, then the account goes at the auth server, then what is left here.
pub(super) async fn run(config: &Config, arguments: &Arguments) -> Result<(), Failure> {
    let office = Office::open(config).await?;
    let found = Found::find(&office, &arguments.who).await?;
    if !arguments.yes && !is_meant(&found)? {
        say("Nothing was deleted.");
        return Ok(());
    }
    office.end_sessions(&found, EndReason::AccountDeleted).await?;
    if found.account.is_some() {
        match office.admin().delete_user(found.super_id()).await {
            Ok(()) => {}
            Err(GoTrueError::Rejected(no)) if no.code == ErrorCode::USER_NOT_FOUND => {}
            Err(error) => return Err(unasked(error)),
        }
    }
    let id = found.row(&office).await?;
    let deleted = office.accounts().delete_person(id).await;
    deleted.context(
        "the account is gone and its sessions are over, but its name is not free yet: run this again",
    )?;
    say(&format!("{} is deleted.", plain(&found.name())));
    Ok(())
}

fn is_meant(found: &Found) -> Result<bool, Failure> {
    if !io::stdin().is_terminal() {
        return Err(anyhow::anyhow!("deleting somebody asks whether that is meant: say --yes").into());
    }
    let name = plain(&found.name());
    let mut output = io::stdout();
    let asked = write!(output, "This deletes {name} for good. Type {name} to go on: ");
    asked.and_then(|()| output.flush()).context("the question could not be asked")?;
    let mut typed = String::new();
    io::stdin().lock().read_line(&mut typed).context("the answer could not be read")?;
    Ok(typed.trim() == name)
}
