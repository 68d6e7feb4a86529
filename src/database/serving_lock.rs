//! One serving process for each `SQLite` file. Two would each count tries and remember sessions for
//! themselves, and keep the one writer from each other. Commands beside a running server need no lock:
//! what they do is one short transaction like any other.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use super::{ConnectError, DatabaseTarget};

/// The log that `SQLite` keeps beside a file in WAL mode while somebody has it open.
pub(super) const LOG: &str = "-wal";

/// All that it keeps there then.
pub(super) const COMPANIONS: [&str; 2] = [LOG, "-shm"];

/// What we keep beside it. It stays when the process ends: only the lock on it counts.
pub(super) const LOCK: &str = "-lock";

/// Readable and writable by its owner only.
const PRIVATE: u32 = 0o600;

/// The same for a folder.
const PRIVATE_FOLDER: u32 = 0o700;

/// How many symbolic links may lead to the file, as Linux counts.
const LINKS: usize = 40;

/// Held by the process that serves from a file. The system takes it back when the process ends, also
/// when it is killed.
#[derive(Debug)]
pub struct ServingLock {
    _file: Option<File>,
}

impl ServingLock {
    /// Takes the lock, or says who has it. Must be asked before this process opens the database:
    /// closing any handle on a file drops all the locks that `SQLite` has on it. A Postgres is served
    /// by as many processes as want to.
    pub fn take(target: &DatabaseTarget) -> Result<Self, ConnectError> {
        let DatabaseTarget::Sqlite { file } = target else { return Ok(Self { _file: None }) };
        make_folder(file)?;
        let file = real_path(file).map_err(|error| cannot_write(file, error))?;
        refuse_several_names(&file)?;
        let path = beside(&file, LOCK);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false).mode(PRIVATE);
        let mut lock = options.open(&path).map_err(|error| cannot_write(&path, error))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(ConnectError::AlreadyServed { file, process: process_in(&mut lock) });
            }
            Err(TryLockError::Error(error)) => return Err(cannot_write(&path, error)),
        }
        // Only a courtesy to whoever is refused: a full disk must not keep the site from starting.
        let _ = lock.set_len(0).and_then(|()| writeln!(lock, "{}", std::process::id()));
        Ok(Self { _file: Some(lock) })
    }
}

impl DatabaseTarget {
    /// Refuses an `SQLite` file that this process could read but not write, or whose log it could not
    /// write, for instance because somebody else's command made it. Like [`ServingLock::take`] it must
    /// be asked before the database is opened.
    pub fn refuse_read_only(&self) -> Result<(), ConnectError> {
        let Self::Sqlite { file } = self else { return Ok(()) };
        let file = real_path(file).map_err(|error| cannot_write(file, error))?;
        let companions = COMPANIONS.iter().map(|suffix| beside(&file, suffix));
        for path in std::iter::once(file.clone()).chain(companions) {
            match OpenOptions::new().write(true).open(&path) {
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(cannot_write(&path, error)),
            }
        }
        Ok(())
    }
}

/// Makes the folder of a database that is not there yet, for its owner only: everybody's accounts lie in
/// it, and in development the secret too.
pub(super) fn make_folder(file: &Path) -> Result<(), ConnectError> {
    let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    let made = DirBuilder::new().recursive(true).mode(PRIVATE_FOLDER).create(folder);
    made.map_err(|error| ConnectError::Folder { folder: folder.to_owned(), error })
}

/// `file` with something added to its name, where `SQLite` puts what belongs to it.
pub(super) fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut path = file.as_os_str().to_owned();
    path.push(suffix);
    PathBuf::from(path)
}

/// Where the file is, or will be made, whatever links lead there: `SQLite` keeps its log there too.
pub(super) fn real_path(file: &Path) -> io::Result<PathBuf> {
    let mut path = std::path::absolute(file)?;
    for _ in 0..LINKS {
        let Ok(leads_to) = fs::read_link(&path) else { break };
        path = path.parent().unwrap_or(Path::new("/")).join(leads_to);
    }
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => Ok(fs::canonicalize(folder)?.join(name)),
        _ => fs::canonicalize(&path),
    }
}

/// Beside each of its names `SQLite` would keep another log, and lose what stands in the others.
fn refuse_several_names(file: &Path) -> Result<(), ConnectError> {
    match fs::metadata(file) {
        Ok(found) if found.is_file() && found.nlink() > 1 => {
            Err(ConnectError::SeveralNames { file: file.to_owned(), names: found.nlink() })
        }
        _ => Ok(()),
    }
}

fn process_in(lock: &mut File) -> Option<u32> {
    let mut text = String::new();
    lock.read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

fn cannot_write(file: &Path, error: io::Error) -> ConnectError {
    ConnectError::ReadOnly { file: file.to_owned(), error }
}
