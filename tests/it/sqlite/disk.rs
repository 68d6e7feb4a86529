//! Files and folders that cannot be written are refused at the start, by name.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::support::disk::Disk;
use crate::support::process::Place;

/// A site with its tables in this file.
fn place(file: &Path) -> Place {
    Place::new(&[("DATABASE_URL", &format!("sqlite:{}", file.display()))])
}

async fn is_refused(place: &Place, named: &Path) {
    let ended = place.start().ends().await;
    assert_eq!(ended.code, Some(78), "{}", ended.said);
    assert!(ended.said.contains(&named.display().to_string()), "{named:?} is not named: {}", ended.said);
    assert!(ended.said.contains("cannot be written"), "{}", ended.said);
}

#[tokio::test]
async fn a_read_only_disk_is_refused_at_the_start_and_named() {
    let Some(disk) = Disk::mount() else { return };
    let file = disk.path().join("doorward.db");
    let place = place(&file);
    disk.is_read_only(true);
    is_refused(&place, &disk.path().join("doorward.db-lock")).await;
    assert!(!file.exists());

    disk.is_read_only(false);
    let site = place.start_ready().await;
    site.terminate().await;
    site.ends().await;
    disk.is_read_only(true);
    is_refused(&place, &file).await;
    disk.is_read_only(false);
    place.start_ready().await;
}

#[tokio::test]
async fn a_folder_or_a_file_in_the_way_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("data"), "no folder").unwrap();
    let below_a_file = place(&folder.path().join("data/doorward.db")).start().ends().await;
    assert_eq!(below_a_file.code, Some(78), "{}", below_a_file.said);
    assert!(below_a_file.said.contains(&folder.path().join("data").display().to_string()));

    fs::create_dir(folder.path().join("doorward.db")).unwrap();
    is_refused(&place(&folder.path().join("doorward.db")), &folder.path().join("doorward.db")).await;
}

/// Whoever may do everything is stopped by no rights.
#[tokio::test]
async fn a_log_that_somebody_elses_command_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("doorward.db");
    let place = place(&file);
    let site = place.start_ready().await;
    site.terminate().await;
    site.ends().await;
    let log = folder.path().join("doorward.db-wal");
    fs::write(&log, "").unwrap();
    fs::set_permissions(&log, fs::Permissions::from_mode(0o444)).unwrap();
    if fs::OpenOptions::new().write(true).open(&log).is_ok() {
        // Rights stop everybody but root; a folder of that name stops root too.
        fs::remove_file(&log).unwrap();
        fs::create_dir(&log).unwrap();
    }
    is_refused(&place, &log).await;
}
