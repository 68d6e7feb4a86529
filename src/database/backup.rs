//! A copy of an `SQLite` file that can be trusted: made from one moment of a database in use, checked,
//! on the disk, and only then given its name.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};
use uuid::Uuid;

use super::serving_lock::{COMPANIONS, LOCK, beside, real_path};

/// Readable and writable by its owner only: a backup holds everybody's address and password hash.
const PRIVATE: u32 = 0o600;

/// How long a backup waits for a moment in which the file can be read.
const BUSY: Duration = Duration::from_secs(30);

/// What was copied.
#[derive(Clone, Copy, Debug)]
pub struct Backup {
    /// How large the copy is.
    pub bytes: u64,
    /// People who have signed in here.
    pub people: i64,
    /// Accounts of the auth server inside.
    pub accounts: i64,
}

/// Why there is no backup. Nothing was written under its name.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is no database to copy.
    #[error("there is no database file {0}")]
    NoSource(PathBuf),
    /// The copy was to overwrite the database, or what belongs to it.
    #[error("{0} is the database itself: name another file")]
    OnItself(PathBuf),
    /// There is something of that name.
    #[error("{0} is there already: name another file, or use --force to replace it")]
    Exists(PathBuf),
    /// The copy could not be written.
    #[error("{file} could not be written: {error}")]
    File {
        /// The file.
        file: PathBuf,
        /// What the system said.
        #[source]
        error: io::Error,
    },
    /// The database could not be copied.
    #[error("the database could not be copied: {0}")]
    Copy(#[source] sqlx::Error),
    /// The copy could not be read again.
    #[error("the copy could not be checked: {0}")]
    Check(#[source] sqlx::Error),
    /// What was copied is damaged.
    #[error("the copy is damaged, and so is the database then ({0}): restore an older backup")]
    Damaged(String),
}

/// Copies the `SQLite` file `source` to `to`, while others may read and write it. Whatever was
/// committed when this began is in the copy. With `replaces`, a file of that name is replaced, in one
/// step and only by a good copy.
pub async fn back_up(source: &Path, to: &Path, replaces: bool) -> Result<Backup, BackupError> {
    if !source.is_file() {
        return Err(BackupError::NoSource(source.to_owned()));
    }
    let failed = |error| BackupError::File { file: to.to_owned(), error };
    let to = real_path(to).map_err(failed)?;
    if belongs_to(source, &to) {
        return Err(BackupError::OnItself(to));
    }
    if !replaces && fs::symlink_metadata(&to).is_ok() {
        return Err(BackupError::Exists(to));
    }
    let draft = Draft::beside(&to).map_err(failed)?;
    copy(source, &draft.file).await.map_err(BackupError::Copy)?;
    let backup = check(&draft.file).await?;
    draft.publish(&to, replaces)?;
    Ok(backup)
}

/// Whether a path is the database, by any of its names, or one of the files that belong to it.
fn belongs_to(source: &Path, path: &Path) -> bool {
    let Ok(source) = real_path(source) else { return false };
    let identity = |path: &Path| fs::metadata(path).map(|found| (found.dev(), found.ino())).ok();
    let companions = COMPANIONS.iter().chain([&LOCK]).map(|suffix| beside(&source, suffix));
    std::iter::once(source.clone())
        .chain(companions)
        .any(|own| own == path || identity(&own).is_some_and(|own| identity(path) == Some(own)))
}

/// The copy while it is made. Without [`Draft::publish`] it goes away again.
struct Draft {
    file: PathBuf,
}

impl Draft {
    /// A file that nobody else can read, in the folder of the final one. A program that is killed
    /// leaves it there, under a name that tells what it is.
    fn beside(to: &Path) -> io::Result<Self> {
        let name = to.file_name().unwrap_or_default().to_string_lossy();
        let file = to.with_file_name(format!("{name}.{}.unfinished", Uuid::new_v4().simple()));
        OpenOptions::new().write(true).create_new(true).mode(PRIVATE).open(&file)?;
        Ok(Self { file })
    }

    fn publish(self, to: &Path, replaces: bool) -> Result<(), BackupError> {
        let failed = |error| BackupError::File { file: to.to_owned(), error };
        File::open(&self.file).and_then(|file| file.sync_all()).map_err(failed)?;
        // A link is refused where somebody else was faster; renaming would replace their file.
        let linked =
            if replaces { Err(io::ErrorKind::Unsupported.into()) } else { fs::hard_link(&self.file, to) };
        match linked {
            Ok(()) => fs::remove_file(&self.file).map_err(failed)?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(BackupError::Exists(to.to_owned()));
            }
            // Not every file system has links.
            Err(_) => fs::rename(&self.file, to).map_err(failed)?,
        }
        let folder = to.parent().unwrap_or(Path::new("/"));
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // Gone already where it has its name.
        let _ = fs::remove_file(&self.file);
    }
}

/// `SQLite` copies from one moment and lets others write meanwhile. It fills a file that is empty.
async fn copy(source: &Path, draft: &Path) -> sqlx::Result<()> {
    const COPY: &str = "vacuum into $1";
    let options = SqliteConnectOptions::new().filename(source).read_only(true).busy_timeout(BUSY);
    let mut connection = options.connect().await?;
    let draft = draft.to_str().ok_or_else(|| sqlx::Error::Protocol("its name is not UTF-8".to_owned()))?;
    sqlx::query(COPY).bind(draft).execute(&mut connection).await?;
    connection.close().await
}

/// Reads the whole copy once more, from the file.
async fn check(draft: &Path) -> Result<Backup, BackupError> {
    // Nobody else knows the file yet, so nothing is written beside it.
    let options = SqliteConnectOptions::new().filename(draft).read_only(true).immutable(true);
    let mut connection = options.connect().await.map_err(BackupError::Check)?;
    if let Some(damage) = damage(&mut connection).await.map_err(BackupError::Check)? {
        return Err(BackupError::Damaged(damage));
    }
    let (people, accounts) = count(&mut connection).await.map_err(BackupError::Check)?;
    connection.close().await.map_err(BackupError::Check)?;
    let found = fs::metadata(draft);
    let bytes = found.map_err(|error| BackupError::File { file: draft.to_owned(), error })?.len();
    Ok(Backup { bytes, people, accounts })
}

/// The first thing that is wrong with a database.
async fn damage(connection: &mut SqliteConnection) -> sqlx::Result<Option<String>> {
    const WHOLE: &str = "pragma integrity_check(1)";
    const LOOSE: &str = "select \"table\" from pragma_foreign_key_check limit 1";
    let said: String = sqlx::query_scalar(WHOLE).fetch_one(&mut *connection).await?;
    if said != "ok" {
        return Ok(Some(said));
    }
    let loose: Option<String> = sqlx::query_scalar(LOOSE).fetch_optional(connection).await?;
    Ok(loose.map(|table| format!("a row of {table} refers to one that is not there")))
}

async fn count(connection: &mut SqliteConnection) -> sqlx::Result<(i64, i64)> {
    const COUNT: &str = "select (select count(*) from users), (select count(*) from auth_users)";
    sqlx::query_as(COUNT).fetch_one(connection).await
}
