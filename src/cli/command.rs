//! Which commands there are, and what the program ends with.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand};

#[cfg(feature = "auth-server")]
use super::{auth, import_auth, signing_keys};
use super::{backup, config, doctor, keys, migrate, moving, output, routes, serve, sessions, users};
use crate::config::{Config, ConfigError, EXIT_CODE, Sources};
use crate::gotrue::GoTrueError;
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
    /// Run the auth server alone, with the settings of a GoTrue.
    #[cfg(feature = "auth-server")]
    Auth(auth::Options),
    /// Take in the people of another GoTrue, such as a Supabase project's, from a dump of its schema `auth`.
    #[cfg(feature = "auth-server")]
    ImportAuth(import_auth::Options),
    /// Bring the tables of the database up to date.
    Migrate,
    /// Look at everything the site depends on, and say what is wrong (exit code 1; 78 for settings).
    Doctor(doctor::Options),
    /// Copy the SQLite file, while the site runs or not. The copy is checked before it has its name.
    Backup {
        /// The file to make.
        file: PathBuf,
        /// Replace the file if it is there.
        #[arg(long)]
        force: bool,
    },
    /// Copy everything from the SQLite file to an empty Postgres, named by `DOORWARD_MOVE_TO`, and compare.
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

/// Some rows of a file were not taken (`EX_DATAERR` of sysexits.h).
const SOME_ROWS: u8 = 65;

/// Nobody goes by what was typed (`EX_NOUSER`).
const NOBODY: u8 = 67;

/// What was asked is away; the same command may work later (`EX_TEMPFAIL`).
const AWAY: u8 = 75;

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The settings are wrong, or name a database that must not be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The server could not start or run.
    #[error(transparent)]
    Start(#[from] StartError),
    /// Nobody goes by what was typed.
    #[error("{0}")]
    Nobody(String),
    /// Some rows of a file were not taken.
    #[error("{0}")]
    SomeRows(String),
    /// The auth server gave no answer.
    #[error("{0:#}")]
    Away(anyhow::Error),
    /// Anything else.
    #[error("{0:#}")]
    Other(#[from] anyhow::Error),
}

impl Failure {
    pub(super) fn nobody(said: &str) -> Self {
        Self::Nobody(said.to_owned())
    }

    pub(super) fn away(error: GoTrueError) -> Self {
        Self::Away(anyhow::Error::new(error).context("try again later"))
    }

    fn exit_code(&self) -> ExitCode {
        match self {
            Self::Config(_) => ExitCode::from(EXIT_CODE),
            Self::Start(error) if error.is_for_the_operator() => ExitCode::from(EXIT_CODE),
            Self::Nobody(_) => ExitCode::from(NOBODY),
            Self::SomeRows(_) => ExitCode::from(SOME_ROWS),
            Self::Away(_) => ExitCode::from(AWAY),
            Self::Start(_) | Self::Other(_) => ExitCode::FAILURE,
        }
    }
}

/// How long the end of a command waits for what it left behind in another thread, such as a question
/// to a name server that does not answer.
const LAST_WAIT: Duration = Duration::from_secs(1);

/// Reads the command line and does what it says.
pub fn run() -> ExitCode {
    let command = CommandLine::parse().command.unwrap_or(Command::Serve);
    let outcome =
        tokio::runtime::Runtime::new().map_err(|error| Failure::Other(error.into())).and_then(|runtime| {
            let outcome = runtime.block_on(execute(command));
            runtime.shutdown_timeout(LAST_WAIT);
            outcome
        });
    match outcome {
        Ok(code) => code,
        Err(failure) => {
            output::complain(&failure.to_string());
            failure.exit_code()
        }
    }
}

async fn execute(command: Command) -> Result<ExitCode, Failure> {
    let load = || Config::load(&Sources::of_this_process());
    match command {
        Command::Serve => serve::run(load()?).await?,
        #[cfg(feature = "auth-server")]
        Command::Auth(options) => Box::pin(auth::run(&options)).await?,
        #[cfg(feature = "auth-server")]
        Command::ImportAuth(options) => Box::pin(import_auth::run(&options)).await?,
        Command::Migrate => migrate::run(&load()?).await?,
        Command::Doctor(options) => return Ok(Box::pin(doctor::run(&options)).await),
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
        #[cfg(feature = "auth-server")]
        Command::Config(config::Command::Gotrue) => config::gotrue_table(),
    }
    Ok(ExitCode::SUCCESS)
}
