//! Which commands there are for people.

use clap::Subcommand;

use super::super::command::Failure;
use super::who::Who;
use super::{admin, ban, confirm, create, delete, import, list, reconcile, reset_password, show};
use crate::config::Config;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// List people, the newest first.
    List(list::Arguments),
    /// Show what is known of somebody, here and at the auth server.
    Show(show::Arguments),
    /// Make an account for somebody.
    Create(create::Arguments),
    /// Take somebody's address as proved.
    Confirm {
        /// Their e-mail address, username or id.
        who: Who,
    },
    /// End somebody's sessions and let them sign in no more.
    Ban(ban::Arguments),
    /// Let somebody sign in again.
    Unban {
        /// Their e-mail address, username or id.
        who: Who,
    },
    /// Delete somebody for good. Their name is free then.
    Delete(delete::Arguments),
    /// Send somebody a mail to choose a new password, or set one and end their sessions.
    ResetPassword(reset_password::Arguments),
    /// Bring people along from elsewhere: a CSV file or one JSON object on each line.
    Import(import::Arguments),
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

pub(crate) async fn run(config: &Config, command: Command) -> Result<(), Failure> {
    match command {
        Command::List(arguments) => list::run(config, &arguments).await,
        Command::Show(arguments) => show::run(config, &arguments).await,
        Command::Create(arguments) => create::run(config, &arguments).await,
        Command::Confirm { who } => confirm::run(config, &who).await,
        Command::Ban(arguments) => ban::run(config, &arguments).await,
        Command::Unban { who } => ban::lift(config, &who).await,
        Command::Delete(arguments) => delete::run(config, &arguments).await,
        Command::ResetPassword(arguments) => reset_password::run(config, &arguments).await,
        Command::Import(arguments) => import::run(config, &arguments).await,
        Command::Admin { who, revoke } => admin::run(config, &who, !revoke).await,
        Command::Reconcile => reconcile::run(config).await,
    }
}
