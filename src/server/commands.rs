//! What commands need of the parts, without serving anything.

use tokio::task::JoinSet;

use super::auth_side::AuthSide;
use super::{Parts, StartError};
use crate::clock::Clock;
use crate::config::Config;
use crate::gotrue::{GoTrueAdmin, GoTrueClient};

#[cfg(feature = "auth-server")]
use super::inside;
#[cfg(feature = "auth-server")]
use crate::auth_server::AuthServer;
#[cfg(feature = "auth-server")]
use crate::config::AloneConfig;

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
    Box::pin(inside::open_for_commands(config, parts)).await
}

/// Opens the auth server of `doorward auth`, for a command. Its tables are brought up to date, as at a start.
#[cfg(feature = "auth-server")]
pub async fn open_alone(config: AloneConfig) -> Result<AuthServer, StartError> {
    let parts = Parts::of(&config.keys, &config.database, &config.mail, Clock::system()).await?;
    parts.database.migrate().await?;
    let Parts { database, clock, keys, outbox, .. } = parts;
    Ok(AuthServer::open(config.settings, database, clock, &keys, outbox).await?)
}

/// The auth server, for a command. The one inside is served, for this command alone, as long as this
/// is held.
#[derive(Debug)]
pub struct OpenAuth {
    /// Asks as an administrator.
    pub admin: GoTrueAdmin,
    /// Asks as anybody may.
    pub client: GoTrueClient,
    _serving: JoinSet<std::io::Result<()>>,
}

/// Opens the auth server for a command, wherever it is.
pub async fn open_auth(config: &Config, parts: &Parts) -> Result<OpenAuth, StartError> {
    let side = Box::pin(AuthSide::open(config, parts)).await?;
    let mut serving = JoinSet::new();
    if let Some(server) = side.serve_site(&config.listen)? {
        serving.spawn(server);
    }
    Ok(OpenAuth { admin: GoTrueAdmin::new(side.settings)?, client: side.client, _serving: serving })
}
