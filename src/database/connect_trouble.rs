//! What kind of trouble keeps a database from being opened, for whoever has to mend it.

use super::ConnectError;

/// What kind of trouble it is. The texts are the system's and the server's own, without a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConnectTrouble {
    /// Nobody answers at that address.
    Unreachable(String),
    /// Somebody takes the connection and says nothing, or too slowly.
    TimedOut,
    /// The server speaks no TLS, or its certificate is not believed.
    Tls(String),
    /// Role or password are wrong.
    Login(String),
    /// The server has no such database.
    NoDatabase(String),
    /// The server takes no more connections.
    Full(String),
    /// A pooler that gives each statement another server connection.
    TransactionPooler,
    /// Anything else.
    Other(String),
}

impl ConnectError {
    /// What kind of trouble it is.
    pub fn trouble(&self) -> ConnectTrouble {
        if matches!(self, Self::TransactionPooler) {
            return ConnectTrouble::TransactionPooler;
        }
        let Self::Open(error) = self else { return ConnectTrouble::Other(self.to_string()) };
        match error {
            // A certificate that is not believed comes as an error of reading.
            sqlx::Error::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                ConnectTrouble::Tls(error.to_string())
            }
            sqlx::Error::Io(error) => ConnectTrouble::Unreachable(error.to_string()),
            sqlx::Error::PoolTimedOut => ConnectTrouble::TimedOut,
            sqlx::Error::Tls(error) => ConnectTrouble::Tls(error.to_string()),
            sqlx::Error::Database(error) => {
                let said = error.message().to_owned();
                match error.code().as_deref() {
                    // invalid_authorization_specification and invalid_password.
                    Some("28000" | "28P01") => ConnectTrouble::Login(said),
                    // invalid_catalog_name.
                    Some("3D000") => ConnectTrouble::NoDatabase(said),
                    // too_many_connections, and cannot_connect_now of a server that starts or stops.
                    Some("53300" | "57P03") => ConnectTrouble::Full(said),
                    _ => ConnectTrouble::Other(said),
                }
            }
            other => ConnectTrouble::Other(other.to_string()),
        }
    }
}
