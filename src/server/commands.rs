//! What commands need of the parts, without serving anything.

use tokio::task::JoinSet;

use super::auth_side::AuthSide;
use super::{Parts, StartError};
use crate::clock::Clock;
use crate::config::Config;
use crate::gotrue::GoTrueAdmin;

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

/// The auth server's administration, for a command. The one inside is served, for this command alone,
/// as long as the second part is held.
pub async fn open_admin(
    config: &Config,
    parts: &Parts,
) -> Result<(GoTrueAdmin, JoinSet<std::io::Result<()>>), StartError> {
    let side = AuthSide::open(config, parts).await?;
    let mut serving = JoinSet::new();
    if let Some(server) = side.serve_site(&config.listen)? {
        serving.spawn(server);
    }
    Ok((GoTrueAdmin::new(side.settings)?, serving))
}
