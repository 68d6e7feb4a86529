//! Which commands there are, and what the program ends with.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[cfg(feature = "auth-server")]
use super::signing_keys;
use super::{backup, config, keys, migrate, moving, output, routes, serve, sessions, users};
use crate::config::{Config, ConfigError, EXIT_CODE, Sources};
use crate::server::StartError;

/// A server-rendered web app with user accounts on Supabase Auth and cookie sessions.
#[derive(Parser)]
#[command(version)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Run the site (what happens without a command).
    Serve,
    /// Bring the tables of the database up to date.
    Migrate,
    /// Copy the SQLite file, while the site runs or not. The copy is checked before it has its name.
    Backup {
        /// The file to make.
        file: PathBuf,
        /// Replace the file if it is there.
        #[arg(long)]
        force: bool,
    },
    /// Copy everything from the SQLite file to an empty Postgres, named by DOORWARD_MOVE_TO, and compare.
    Move {
        /// Copy nothing, only compare the two.
        #[arg(long)]
        check: bool,
    },
    /// List every path of the site and who may enter.
    Routes,
    /// Make and replace keys.
    #[command(subcommand)]
    Keys(keys::Command),
    /// End sessions.
    #[command(subcommand)]
    Sessions(sessions::Command),
    /// Look after the people who have signed in here.
    #[command(subcommand)]
    Users(users::Command),
    /// Look at the settings.
    #[command(subcommand)]
    Config(config::Command),
}

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The settings are wrong, or name a database that must not be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The server could not start or run.
    #[error(transparent)]
    Start(#[from] StartError),
    /// Anything else.
    #[error("{0:#}")]
    Other(#[from] anyhow::Error),
}

impl Failure {
    fn exit_code(&self) -> ExitCode {
        match self {
            Self::Config(_) => ExitCode::from(EXIT_CODE),
            Self::Start(error) if error.is_for_the_operator() => ExitCode::from(EXIT_CODE),
            Self::Start(_) | Self::Other(_) => ExitCode::FAILURE,
        }
    }
}

/// Reads the command line and does what it says.
pub fn run() -> ExitCode {
    let command = CommandLine::parse().command.unwrap_or(Command::Serve);
    let outcome = tokio::runtime::Runtime::new()
        .map_err(|error| Failure::Other(error.into()))
        .and_then(|runtime| runtime.block_on(execute(command)));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output::complain(&failure.to_string());
            failure.exit_code()
        }
    }
}

async fn execute(command: Command) -> Result<(), Failure> {
    let load = || Config::load(&Sources::of_this_process());
    match command {
        Command::Serve => serve::run(load()?).await?,
        Command::Migrate => migrate::run(&load()?).await?,
        Command::Backup { file, force } => backup::run(&load()?, &file, force).await?,
        Command::Move { check } => moving::run(&load()?, check).await?,
        Command::Routes => routes::list(),
        Command::Keys(keys::Command::Generate) => keys::generate()?,
        #[cfg(feature = "auth-server")]
        Command::Keys(keys::Command::Api) => signing_keys::api(&load()?).await?,
        #[cfg(feature = "auth-server")]
        Command::Keys(keys::Command::List) => signing_keys::list(&load()?).await?,
        #[cfg(feature = "auth-server")]
        Command::Keys(keys::Command::Rotate) => signing_keys::rotate(&load()?).await?,
        #[cfg(feature = "auth-server")]
        Command::Keys(keys::Command::Remove { kid }) => signing_keys::remove(&load()?, &kid).await?,
        Command::Sessions(command) => sessions::run(&load()?, command).await?,
        Command::Users(command) => users::run(&load()?, command).await?,
        Command::Config(config::Command::Check) => config::check(&load()?),
        Command::Config(config::Command::Table) => config::table(),
    }
    Ok(())
}
