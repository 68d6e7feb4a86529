//! The `SQLite` file: whether it is there, can be written, and has room to grow.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use rustix::fs::{Access, access, statvfs};

use super::database::check_tables;
use super::finding::Findings;
use crate::config::Config;
use crate::database::Look;

/// One million bytes.
const MEGABYTE: u64 = 1_000_000;

/// With less room than this the next write may fail.
const FULL: u64 = 20 * MEGABYTE;

/// With less room than this it is time to do something. A file also needs room for its log and for a
/// copy of itself, which every backup makes.
const TIGHT: u64 = 200 * MEGABYTE;

pub(super) async fn check(file: &Path, config: &Config, findings: &mut Findings) {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let size = fs::metadata(file).map(|file| file.len()).ok();
    check_rights(file, folder, size.is_some(), findings);
    check_room(folder, size.unwrap_or_default(), findings);
    if size.is_none() {
        let found = format!("The file {} is not there yet: the first start makes it.", file.display());
        return findings.note("database.reachable", found);
    }
    let mut look = match Look::at(&config.database.target).await {
        Ok(look) => look,
        Err(error) => {
            let found = format!("{} cannot be read: {error}.", file.display());
            return findings.fault(
                "database.reachable",
                found,
                "Restore it from a backup, or correct DATABASE_URL.",
            );
        }
    };
    let is_database = match look.version().await {
        Ok(version) => {
            let size = size.unwrap_or_default().div_ceil(MEGABYTE);
            let found = format!("{} can be read ({size} MB, SQLite {version}).", file.display());
            findings.ok("database.reachable", found);
            true
        }
        Err(error) => {
            let found = format!("{} is no database: {error}.", file.display());
            let advice = "Restore it from a backup, or correct DATABASE_URL.";
            findings.fault("database.reachable", found, advice);
            false
        }
    };
    if is_database {
        check_mode(&look, findings);
        check_tables(&mut look, false, config.database.migrates_at_start, findings).await;
    }
    look.close().await;
}

fn check_mode(look: &Look, findings: &mut Findings) {
    match look.has_write_ahead_log() {
        Some(true) => findings.ok("database.wal", "It is in WAL mode: readers do not wait for the writer."),
        _ => findings.hint(
            "database.wal",
            "It is not in WAL mode.",
            "Start the site, which sets it; on a network disk that fails, so keep the file on a local one.",
        ),
    }
}

/// The file, what SQLite keeps beside it, and the folder in which that is made.
fn check_rights(file: &Path, folder: &Path, is_there: bool, findings: &mut Findings) {
    const ID: &str = "database.writable";
    let beside = |ending: &str| {
        let mut name = file.as_os_str().to_owned();
        name.push(ending);
        name.into()
    };
    let files = [file.to_owned(), beside("-wal"), beside("-shm")];
    let existing = files.iter().map(std::path::PathBuf::as_path).filter(|path| path.exists());
    // The folder that a start makes is made in the nearest one that is there.
    let folder = folder.ancestors().find(|folder| folder.exists()).unwrap_or(Path::new("."));
    for path in existing.chain([folder]) {
        if let Err(error) = access(path, Access::WRITE_OK) {
            let found = format!("{} cannot be written: {error}.", path.display());
            let advice = "Give it to the user that the site runs as, on a file system that can be written.";
            return findings.fault(ID, found, advice);
        }
    }
    let owner = |path: &Path| fs::metadata(path).map(|found| found.uid()).ok();
    if let (true, Some(theirs), Some(ours)) = (is_there, owner(file), owner(Path::new("/proc/self")))
        && theirs != ours
    {
        return findings.hint(
            ID,
            format!("The file belongs to user {theirs}, and this command runs as user {ours}."),
            "Run the site and its commands as one user.",
        );
    }
    findings.ok(ID, "The file and its folder can be written.");
}

fn check_room(folder: &Path, size: u64, findings: &mut Findings) {
    const ID: &str = "database.disk";
    let folder = folder.ancestors().find(|folder| folder.exists()).unwrap_or(Path::new("."));
    let Ok(disk) = statvfs(folder) else { return };
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    let found = format!("{} MB are free on the disk of the database.", free / MEGABYTE);
    let advice = "Make room or a larger disk, before writes fail.";
    if free < FULL {
        findings.fault(ID, found, advice);
    } else if free < TIGHT.max(size) {
        findings.warning(ID, found, advice);
    } else {
        findings.ok(ID, found);
    }
}
