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
    /// Print the two keys that programs send to the auth server inside. The second may do everything.
    #[cfg(feature = "auth-server")]
    Api,
    /// Print the keys that sign access tokens.
    #[cfg(feature = "auth-server")]
    List,
    /// Sign access tokens with a new key from now on. The one before still verifies.
    #[cfg(feature = "auth-server")]
    Rotate,
    /// Refuse from now on what a retired key has signed.
    #[cfg(feature = "auth-server")]
    Remove {
        /// The key's name, as `doorward keys list` prints it.
        kid: String,
    },
}

pub(super) fn generate() -> Result<(), Failure> {
    let secret = MasterSecret::generate().context("no secret could be made")?;
    say(&encode_secret(&secret));
    Ok(())
}
