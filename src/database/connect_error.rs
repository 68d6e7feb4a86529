//! Why a database could not be opened, in words for whoever runs the site.

use std::path::PathBuf;

/// Why the database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The folder of the `SQLite` file could not be made.
    #[error("the folder {folder} for the database file could not be made: {error}")]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        #[source]
        error: std::io::Error,
    },
    /// Another process serves from the same `SQLite` file.
    #[error(
        "the database file {file} is served by another process already{}: stop that one first, give this \
         one a file of its own (DATABASE_URL), or use Postgres, which several processes may share",
        .process.map(|id| format!(" (process {id})")).unwrap_or_default()
    )]
    AlreadyServed {
        /// The database.
        file: PathBuf,
        /// The number of the other process, if it told.
        process: Option<u32>,
    },
    /// The `SQLite` file has hard links.
    #[error(
        "the database file {file} has {names} names (hard links), and SQLite would keep a log beside each: \
         make a copy with `doorward backup` instead, and delete the other names"
    )]
    SeveralNames {
        /// The database.
        file: PathBuf,
        /// How many names it has.
        names: u64,
    },
    /// The `SQLite` file, or what belongs to it, cannot be written.
    #[error("{file} cannot be written, as a database must be: {error}")]
    ReadOnly {
        /// The file.
        file: PathBuf,
        /// What the system said.
        #[source]
        error: std::io::Error,
    },
    /// The `SQLite` file could not be opened, for instance because its disk is full.
    #[error("the database file {file} could not be opened: {error}")]
    File {
        /// The database.
        file: PathBuf,
        /// What `SQLite` said.
        #[source]
        error: sqlx::Error,
    },
    /// The database could not be reached or opened.
    #[error("the database could not be opened: {0}")]
    Open(#[source] sqlx::Error),
    /// A pooler that gives each statement another server connection.
    #[error(
        "the database is behind a transaction pooler, which mixes up statements; \
         use its direct URL or the pooler's session mode"
    )]
    TransactionPooler,
}

impl ConnectError {
    /// Whether trying again changes nothing until somebody mends the settings or the place.
    pub const fn is_for_the_operator(&self) -> bool {
        !matches!(self, Self::Open(_) | Self::File { .. })
    }
}
