//! The folder of a server that keeps nothing: in memory where the system has a place for that, made for one
//! process and gone with it. What a process left behind that was killed goes with the next start.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use uuid::Uuid;

/// Where Linux keeps files in memory.
const IN_MEMORY: &str = "/dev/shm";

/// How the folders are called. One that is not locked yet has a name of its own, so that nobody sweeps it.
const NAME: &str = "doorward-ephemeral-";
const UNFINISHED: &str = "doorward-unfinished-";

/// The file whose lock says that somebody lives there.
const LOCK: &str = "lock";

/// For its owner only.
const PRIVATE_FOLDER: u32 = 0o700;
const PRIVATE: u32 = 0o600;

/// A folder that is deleted when this is dropped.
#[derive(Debug)]
pub(super) struct EphemeralFolder {
    path: PathBuf,
    _lock: File,
}

impl EphemeralFolder {
    pub(super) fn make() -> io::Result<Self> {
        let memory = Path::new(IN_MEMORY);
        if memory.is_dir()
            && let Ok(folder) = Self::make_in(memory)
        {
            return Ok(folder);
        }
        Self::make_in(&std::env::temp_dir())
    }

    fn make_in(place: &Path) -> io::Result<Self> {
        sweep(place);
        let id = Uuid::new_v4().simple();
        let unfinished = place.join(format!("{UNFINISHED}{id}"));
        DirBuilder::new().mode(PRIVATE_FOLDER).create(&unfinished)?;
        let made = (|| {
            let mut options = OpenOptions::new();
            let lock = options.write(true).create_new(true).mode(PRIVATE).open(unfinished.join(LOCK))?;
            lock.try_lock()?;
            let path = place.join(format!("{NAME}{id}"));
            fs::rename(&unfinished, &path)?;
            Ok(Self { path, _lock: lock })
        })();
        if made.is_err() {
            let _ = fs::remove_dir_all(&unfinished);
        }
        made
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for EphemeralFolder {
    fn drop(&mut self) {
        // What cannot be deleted is swept at the next start.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Deletes the folders of processes that are gone. Those of others cannot be opened, and stay.
fn sweep(place: &Path) {
    let folders = fs::read_dir(place).into_iter().flatten().filter_map(Result::ok);
    let ours = folders.filter(|entry| entry.file_name().to_string_lossy().starts_with(NAME));
    for folder in ours.map(|entry| entry.path()) {
        let lock = OpenOptions::new().write(true).open(folder.join(LOCK));
        if lock.is_ok_and(|lock| lock.try_lock().is_ok()) {
            let _ = fs::remove_dir_all(&folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_goes_with_its_owner_or_with_the_next_start() {
        let place = tempfile::tempdir().unwrap();
        let left = place.path().join(format!("{NAME}left"));
        fs::create_dir(&left).unwrap();
        fs::write(left.join(LOCK), "").unwrap();
        let living = EphemeralFolder::make_in(place.path()).unwrap();
        assert!(!left.exists(), "nobody lived there");
        let other = EphemeralFolder::make_in(place.path()).unwrap();
        assert!(living.path().exists(), "somebody lives there");
        let path = other.path().to_owned();
        drop(other);
        assert!(!path.exists());
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1, "nothing else is left");
    }
}
