//! The disk of the SQLite file is full.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::support::process::Place;
use crate::support::smtp_catcher::SmtpCatcher;

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
    let catcher = SmtpCatcher::spawn().await;
    let file = disk.path().join("doorward.db");
    let place =
        Place::new(&[("DATABASE_URL", &format!("sqlite:{}", file.display()))]).mailing_through(&catcher);
    let site = place.start_ready().await;
    let mut ada = place.user("ada").await;

    disk.fill();
    let mut bob = place.visitor();
    // What is kept free for a write under way may take a few more rows.
    let mut refused = bob.signs_up("bob", "bob@example.com").await;
    for number in 0..50 {
        if refused.status == 503 {
            break;
        }
        refused = bob.signs_up(&format!("bob{number}"), &format!("bob{number}@example.com")).await;
    }
    assert_eq!(refused.status, 503, "{}", refused.body);
    let (name, email) = (refused.field("new-username").value, refused.field("new-email").value);
    assert!(!name.is_empty() && !email.is_empty(), "what was typed is kept: {}", refused.body);
    for path in ["/", "/login", "/signup", "/health/live"] {
        assert_eq!(bob.get(path).await.status, 200, "{path}");
    }
    assert!(ada.is_signed_in().await, "reading goes on");
    assert_eq!(ada.get("/account").await.status, 200);

    disk.make_room();
    site.is_ready().await;
    let answer = bob.signs_up(&name, &email).await;
    assert_eq!(answer.goes_to(), "/check-inbox", "nothing was half written");
    bob.follow().await;
    place.confirms(&mut bob, &email).await;
    assert!(bob.is_signed_in().await);
    assert!(ada.is_signed_in().await);
    site.terminate().await;
    assert_eq!(site.ends().await.code, Some(0));
}
