//! How the way to a Postgres server is protected, as its URL says it.

use sqlx::postgres::PgSslMode;

use super::connect::postgres_options;
use super::{ConnectError, DatabaseTarget};

/// What is known of the server at the other end before a password is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// TLS, and the certificate is of an authority that is believed and names the host.
    Verified,
    /// TLS and a certificate of an authority that is believed, for whatever host.
    NameUnchecked,
    /// TLS with anybody.
    Unverified,
    /// TLS if the server offers it; somebody in between can say that it does not.
    Optional,
    /// None.
    None,
}

impl DatabaseTarget {
    /// How the way there is protected; nothing for a file.
    pub fn encryption(&self) -> Result<Option<Encryption>, ConnectError> {
        if matches!(self, Self::Sqlite { .. }) {
            return Ok(None);
        }
        Ok(Some(match postgres_options(self)?.get_ssl_mode() {
            PgSslMode::VerifyFull => Encryption::Verified,
            PgSslMode::VerifyCa => Encryption::NameUnchecked,
            PgSslMode::Require => Encryption::Unverified,
            PgSslMode::Prefer | PgSslMode::Allow => Encryption::Optional,
            PgSslMode::Disable => Encryption::None,
        }))
    }
}
