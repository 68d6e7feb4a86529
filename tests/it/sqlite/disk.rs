//! Files and folders that cannot be written are refused at the start, by name.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::support::disk::Disk;
use crate::support::patience::until;
use crate::support::person::PASSWORD;
use crate::support::process::Place;
use crate::support::smtp_catcher::SmtpCatcher;

/// A site with its tables in this file.
fn place(file: &Path) -> Place {
    Place::new(&[("DATABASE_URL", &format!("sqlite:{}", file.display()))])
}

async fn is_refused(place: &Place, named: &Path) {
    let ended = place.start().ends().await;
    assert_eq!(ended.code, Some(78), "{}", ended.said);
    assert!(ended.said.contains(&named.display().to_string()), "{}: {}", named.display(), ended.said);
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
async fn who_was_acknowledged_is_there_after_a_full_disk_and_a_kill() {
    let Some(disk) = Disk::mount() else { return };
    let file = disk.path().join("doorward.db");
    let catcher = SmtpCatcher::spawn().await;
    let place = place(&file).with(&[("DOORWARD_CONFIRM_MAILS", "false")]).mailing_through(&catcher);
    let site = place.start_ready().await;
    let mut acknowledged = vec!["ada0@example.com".to_owned()];
    assert_eq!(place.visitor().signs_up("ada0", &acknowledged[0]).await.status, 303);
    disk.fill();
    for number in 1..50 {
        let email = format!("ada{number}@example.com");
        match place.visitor().signs_up(&format!("ada{number}"), &email).await.status {
            303 => acknowledged.push(email),
            503 => break,
            other => panic!("{other}"),
        }
    }
    assert!(acknowledged.len() < 50, "the disk is not full");
    site.kill_9().await;
    starts_or_says_why_not(&place, &file).await;

    disk.make_room();
    let _site = place.start_ready().await;
    for email in &acknowledged {
        assert_eq!(place.visitor().signs_in(email, PASSWORD).await.status, 303, "{email}");
    }
}

/// On a disk that is still full: what may happen depends on the last few bytes of it.
async fn starts_or_says_why_not(place: &Place, file: &Path) {
    let site = place.start();
    let names_the_file = format!("{} could not be opened", file.display());
    let has_ended = until("an end, a wait for room, or a site that finds some", async || {
        let waits = site.said().contains("waiting for room on the disk");
        let is_ready = site.get("/health/ready").await.is_some_and(|answer| answer.status == 200);
        let has_ended = site.said().contains(&names_the_file);
        (has_ended || waits || is_ready).then_some(has_ended)
    })
    .await;
    if has_ended {
        assert_eq!(site.ends().await.code, Some(1), "starting again may do");
    } else {
        site.kill_9().await;
    }
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
