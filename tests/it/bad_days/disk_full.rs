//! The disk of the SQLite file is full.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::support::person::Person;
use crate::support::process::{Place, Process};
use crate::support::smtp_catcher::SmtpCatcher;
use crate::support::visitor::Visitor;

/// A disk of its own, in memory, as large as a small site needs.
struct Disk {
    folder: TempDir,
}

impl Disk {
    /// Nothing where mounting is not allowed, said loudly.
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"])
            .arg(folder.path())
            .output()
            .is_ok_and(|done| done.status.success());
        if !mounted {
            eprintln!("SKIPPED ON A FULL DISK: mounting one needs root");
        }
        mounted.then_some(Self { folder })
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes until nothing more can be written.
    fn fill(&self) {
        let mut filler = fs::File::create(self.path().join("filler")).unwrap();
        for size in [64 * 1024, 4096, 1] {
            while filler.write_all(&vec![b'x'; size]).is_ok() {}
        }
    }

    fn make_room(&self) {
        fs::remove_file(self.path().join("filler")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.path()).status();
    }
}

#[tokio::test]
async fn a_full_disk_stops_what_must_be_written_and_nothing_else() {
    let Some(disk) = Disk::mount() else { return };
    let place = place(&disk.path().join("doorward.db")).await;
    let site = place.start_ready().await;
    let ada = place.user("ada").await;
    disk.fill();
    let (bob, name, email) = somebody_is_refused(&place).await;
    let ada = reading_goes_on(&place, ada).await;
    disk.make_room();
    all_is_well_again(&place, site, ada, (bob, &name, &email)).await;
}

#[tokio::test]
async fn files_that_may_not_grow_stop_what_must_be_written_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("doorward.db");
    let place = place(&file).await;
    let site = place.start_ready_for_full_files().await;
    let ada = place.user("ada").await;
    let as_long_as_it_is = fs::metadata(file.with_extension("db-wal")).unwrap().len();
    site.may_write_files_of(Some(as_long_as_it_is)).await;
    let (bob, name, email) = somebody_is_refused(&place).await;
    let ada = reading_goes_on(&place, ada).await;
    site.may_write_files_of(None).await;
    all_is_well_again(&place, site, ada, (bob, &name, &email)).await;
}

/// A site with its tables in this file.
async fn place(file: &Path) -> Place {
    let catcher = SmtpCatcher::spawn().await;
    Place::new(&[("DATABASE_URL", &format!("sqlite:{}", file.display()))]).mailing_through(&catcher)
}

/// Somebody who could not sign up, and what they typed. What is kept free for a write under way may
/// take a few more rows before.
async fn somebody_is_refused(place: &Place) -> (Visitor, String, String) {
    for number in 0..50 {
        let (name, email) = (format!("bob{number}"), format!("bob{number}@example.com"));
        let mut bob = place.visitor();
        let answer = bob.signs_up(&name, &email).await;
        if answer.status == 503 {
            assert_eq!(answer.field("new-username").value, name, "what was typed is kept");
            assert_eq!(answer.field("new-email").value, email);
            return (bob, name, email);
        }
    }
    panic!("everybody could sign up");
}

async fn reading_goes_on(place: &Place, mut ada: Person) -> Person {
    for path in ["/", "/login", "/signup", "/health/live"] {
        assert_eq!(place.visitor().get(path).await.status, 200, "{path}");
    }
    assert!(ada.is_signed_in().await);
    assert_eq!(ada.get("/account").await.status, 200);
    ada
}

async fn all_is_well_again(
    place: &Place,
    site: Process,
    mut ada: Person,
    (mut bob, name, email): (Visitor, &str, &str),
) {
    site.is_ready().await;
    let answer = bob.signs_up(name, email).await;
    assert_eq!(answer.goes_to(), "/check-inbox", "nothing was half written");
    bob.follow().await;
    place.confirms(&mut bob, email).await;
    assert!(bob.get("/account").await.says(name));
    assert!(ada.is_signed_in().await);
    site.terminate().await;
    assert_eq!(site.ends().await.code, Some(0));
}
