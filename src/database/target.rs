//! Which database a URL names, and which Postgres URLs are refused.

use std::fmt;
use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};
use url::Url;

/// The port on which Supabase's pooler multiplexes statements over server connections.
const TRANSACTION_POOLER_PORT: u16 = 6543;

/// How the hosts of Neon's databases end.
pub(super) const NEON: &str = ".neon.tech";

/// The database that `DATABASE_URL` names.
#[derive(Clone)]
pub enum DatabaseTarget {
    /// A file of this machine.
    Sqlite {
        /// Where the file is, relative to the working directory or absolute.
        file: PathBuf,
    },
    /// A Postgres server, reached directly or through a pooler in session mode.
    Postgres {
        /// The whole URL; holds the password.
        url: SecretString,
        /// The host, for logs and messages.
        host: String,
        /// Whether the host is this machine, where TLS is not asked for.
        is_loopback: bool,
    },
}

/// Why a database URL is refused; the text goes on after the setting's name, tells how to mend it and
/// holds no secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// Not a URL that either database understands.
    #[error("must begin with sqlite: or postgres:// (for example sqlite:data/doorward.db)")]
    Unknown,
    /// A pooler in transaction mode, through which one request can read another's rows.
    #[error("points at a transaction pooler ({reason}), which mixes up statements; use {advice}")]
    TransactionPooler {
        /// What gave it away.
        reason: &'static str,
        /// What to use instead, in words.
        advice: String,
    },
}

impl DatabaseTarget {
    /// Reads `sqlite:path`, `postgres://…` or `postgresql://…`.
    pub fn parse(text: &str) -> Result<Self, TargetError> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            let path = path.split_once('?').map_or(path, |(path, _)| path);
            if path.is_empty() || path == ":memory:" {
                return Err(TargetError::Unknown);
            }
            return Ok(Self::Sqlite { file: PathBuf::from(path) });
        }
        let url = Url::parse(text).map_err(|_| TargetError::Unknown)?;
        if !matches!(url.scheme(), "postgres" | "postgresql") {
            return Err(TargetError::Unknown);
        }
        refuse_transaction_pooler(&url)?;
        let host = url.host_str().unwrap_or("localhost").to_owned();
        let is_loopback = matches!(host.as_str(), "localhost" | "127.0.0.1" | "[::1]")
            || host.starts_with('/')
            || host.starts_with("%2F");
        Ok(Self::Postgres { url: SecretString::from(text), host, is_loopback })
    }

    /// Whether it is on this machine.
    pub const fn is_loopback(&self) -> bool {
        match self {
            Self::Sqlite { .. } => true,
            Self::Postgres { is_loopback, .. } => *is_loopback,
        }
    }

    /// Whether both are reached in the same way, role and password included.
    pub fn is_same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Sqlite { file }, Self::Sqlite { file: other }) => file == other,
            _ => self.postgres_url().is_some() && self.postgres_url() == other.postgres_url(),
        }
    }

    /// What to use instead when a transaction pooler was found there, in words.
    pub fn instead_of_pooler(&self) -> String {
        match self {
            Self::Sqlite { .. } => String::new(),
            Self::Postgres { host, .. } => instead_of_pooler(host),
        }
    }

    /// The Postgres URL with its password, for the connection only.
    pub(super) fn postgres_url(&self) -> Option<&str> {
        match self {
            Self::Sqlite { .. } => None,
            Self::Postgres { url, .. } => Some(url.expose_secret()),
        }
    }
}

fn refuse_transaction_pooler(url: &Url) -> Result<(), TargetError> {
    let host = url.host_str().unwrap_or_default();
    let reason = if url.port() == Some(TRANSACTION_POOLER_PORT) {
        "port 6543"
    } else if url.query_pairs().any(|(name, value)| name == "pgbouncer" && value == "true") {
        "pgbouncer=true"
    } else if is_neon_pooler(host) {
        "a Neon -pooler host"
    } else {
        return Ok(());
    };
    Err(TargetError::TransactionPooler { reason, advice: instead_of_pooler(host) })
}

/// Neon's pooler has the database's own name with this in it.
fn is_neon_pooler(host: &str) -> bool {
    host.ends_with(NEON) && host.contains("-pooler.")
}

/// Where a Postgres behind a transaction pooler is reached instead, as far as the host tells.
fn instead_of_pooler(host: &str) -> String {
    if is_neon_pooler(host) {
        return format!("{}, the same host without -pooler", host.replacen("-pooler.", ".", 1));
    }
    if host.ends_with(".pooler.supabase.com") {
        return format!("{host}:5432, the same pooler in session mode");
    }
    if host.ends_with(".supabase.co") {
        return format!("{host}:5432, the database itself");
    }
    "the database's own host and port (5432, as a rule) without pgbouncer=true, or the pooler in session \
     mode (PgBouncer: pool_mode = session)"
        .to_owned()
}

/// What it is and where, without the password: for logs and the start-up lines.
impl fmt::Display for DatabaseTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite { file } => write!(f, "SQLite file {}", file.display()),
            Self::Postgres { host, .. } => write!(f, "Postgres at {host}"),
        }
    }
}

impl fmt::Debug for DatabaseTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
