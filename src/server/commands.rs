//! What commands need of the parts, without serving anything.

use super::{Parts, StartError};
use crate::clock::Clock;
use crate::config::Config;

#[cfg(feature = "auth-server")]
use super::inside;
#[cfg(feature = "auth-server")]
use crate::auth_server::AuthServer;

/// Opens what both sides share, for a command. The tables are brought up to date where a start would
/// do it too.
pub async fn open_parts(config: &Config) -> Result<Parts, StartError> {
    let parts = Parts::new(config, Clock::system()).await?;
    parts.database.refuse_transaction_pooler().await?;
    if config.database.migrates_at_start {
        parts.database.migrate().await?;
    }
    Ok(parts)
}

/// Opens the auth server inside, for a command; nothing where another is used.
#[cfg(feature = "auth-server")]
pub async fn open_auth_server(config: &Config, parts: &Parts) -> Result<Option<AuthServer>, StartError> {
    inside::open_for_commands(config, parts).await
}
