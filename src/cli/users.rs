//! `doorward users`: looking after the people we know.

use anyhow::Context as _;
use clap::Subcommand;
use uuid::Uuid;

use super::command::Failure;
use super::output::say;
use crate::accounts::{EndReason, Known};
use crate::config::Config;
use crate::gotrue::{ErrorCode, GoTrueAdmin, GoTrueError};
use crate::server::{open_admin, open_parts};

/// People looked at in one go.
const BATCH: i64 = 100;

#[derive(Subcommand)]
pub(super) enum Command {
    /// Make somebody an administrator, or make them one no longer.
    Admin {
        /// Their e-mail address or username.
        who: String,
        /// Take the right instead of giving it.
        #[arg(long)]
        revoke: bool,
    },
    /// End the sessions of everybody whom the auth server no longer knows.
    Reconcile,
}

pub(super) async fn run(config: &Config, command: Command) -> Result<(), Failure> {
    match command {
        Command::Admin { who, revoke } => set_admin(config, &who, !revoke).await,
        Command::Reconcile => reconcile(config).await,
    }
}

async fn set_admin(config: &Config, who: &str, is_admin: bool) -> Result<(), Failure> {
    let accounts = open_parts(config).await?.accounts;
    let person = accounts.find_person(who).await.context("the accounts could not be asked")?;
    let person = person.context("nobody who has signed in here has that e-mail address or username")?;
    accounts.set_admin(person.id, is_admin).await.context("the right could not be written")?;
    say(if is_admin { "They are an administrator now." } else { "They are no administrator now." });
    Ok(())
}

async fn reconcile(config: &Config) -> Result<(), Failure> {
    let parts = open_parts(config).await?;
    // With the auth server inside it is served for as long as this is held.
    let (admin, _serving) = open_admin(config, &parts).await?;
    let (mut seen, mut gone, mut last) = (0_usize, 0_usize, Uuid::nil());
    loop {
        let people =
            parts.accounts.people_after(last, BATCH).await.context("the accounts could not be asked")?;
        let Some(newest) = people.last() else { break };
        last = newest.id;
        for person in &people {
            seen += 1;
            if is_gone(&admin, person).await? {
                gone += 1;
                let ended = parts.accounts.end_sessions_of(person.id, None, EndReason::GoneUpstream).await;
                ended.context("the sessions could not be ended")?;
            }
        }
    }
    say(&format!(
        "{seen} people looked at, {gone} of them gone at the auth server: their sessions are over."
    ));
    Ok(())
}

/// Only a definite word counts.
async fn is_gone(admin: &GoTrueAdmin, person: &Known) -> Result<bool, Failure> {
    match admin.user(person.super_id).await {
        Ok(user) => Ok(user.deleted_at.is_some()),
        Err(GoTrueError::Rejected(no)) if no.code == ErrorCode::USER_NOT_FOUND => Ok(true),
        Err(error) => Err(anyhow::Error::new(error).context("the auth server could not be asked").into()),
    }
}
