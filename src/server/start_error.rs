//! Why the server could not start or go on.

use std::net::SocketAddr;

#[cfg(feature = "auth-server")]
use crate::auth_server::AuthServerError;
use crate::config::KeySourceError;
use crate::database::{ConnectError, MigrateError};
use crate::gotrue::ClientError;
use crate::keys::KeyError;
use crate::mail::MailSettingsError;

/// Why the server could not start or go on. The texts hold no secret.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address cannot be listened on.
    #[error("{address} cannot be listened on: {error}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        #[source]
        error: std::io::Error,
    },
    /// The kept secret cannot be used.
    #[error(transparent)]
    Secret(#[from] KeySourceError),
    /// A key could not be derived.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The database cannot be used.
    #[error(transparent)]
    Database(#[from] ConnectError),
    /// Mail cannot be sent as configured.
    #[error(transparent)]
    Mail(#[from] MailSettingsError),
    /// The tables could not be brought up to date.
    #[error("the tables could not be brought up to date: {0}")]
    Migrate(#[from] MigrateError),
    /// The auth server publishes no keys, and we have no secret to check its tokens with.
    #[error(
        "the auth server signs tokens with a shared secret (HS256): set SUPABASE_JWT_SECRET, or let the \
         project sign with ES256 (project settings, JWT keys)"
    )]
    NoKeys,
    /// The auth server cannot be asked as configured.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The auth server inside cannot be opened.
    #[cfg(feature = "auth-server")]
    #[error(transparent)]
    AuthServer(#[from] AuthServerError),
    /// There is no auth server inside this build, and no other is configured.
    #[cfg(not(feature = "auth-server"))]
    #[error("this build has no auth server inside: set SUPABASE_URL")]
    NoAuthServer,
    /// A listener stopped by itself.
    #[error("a listener failed: {0}")]
    Serve(#[source] std::io::Error),
}

impl StartError {
    /// Whether starting again changes nothing until the settings are mended.
    pub const fn is_for_the_operator(&self) -> bool {
        match self {
            Self::NoKeys => true,
            Self::Database(error) => error.is_for_the_operator(),
            _ => false,
        }
    }
}
