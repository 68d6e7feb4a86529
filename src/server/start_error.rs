//! Why the server could not start or go on.

use std::net::SocketAddr;

use crate::config::KeySourceError;
use crate::database::ConnectError;
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
    /// A listener stopped by itself.
    #[error("a listener failed: {0}")]
    Serve(#[source] std::io::Error),
}

impl StartError {
    /// Whether starting again changes nothing until the settings are mended.
    pub const fn is_for_the_operator(&self) -> bool {
        matches!(self, Self::Database(ConnectError::TransactionPooler))
    }
}
