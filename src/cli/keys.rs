//! `doorward keys`: making and replacing keys.

use anyhow::Context as _;
use clap::Subcommand;

use super::command::Failure;
use super::output::say;
use crate::config::encode_secret;
use crate::keys::MasterSecret;

#[derive(Subcommand)]
pub(super) enum Command {
    /// Print a new secret for `DOORWARD_SECRET`.
    Generate,
}

pub(super) fn generate() -> Result<(), Failure> {
    let secret = MasterSecret::generate().context("no secret could be made")?;
    say(&encode_secret(&secret));
    Ok(())
}
