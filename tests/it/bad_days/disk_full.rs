//! The disk of the SQLite file is full.

use std::fs;
use std::path::Path;

use crate::support::disk::Disk;
use crate::support::patience::until;
use crate::support::person::Person;
use crate::support::process::{Place, Process};
use crate::support::smtp_catcher::SmtpCatcher;
use crate::support::visitor::Visitor;

#[tokio::test]
async fn a_full_disk_stops_what_must_be_written_and_nothing_else() {
    let Some(disk) = Disk::mount() else { return };
    let place = place(&disk.path().join("doorward.db")).await;
    let site = place.start_ready().await;
    let ada = place.user("ada").await;
    disk.fill();
    let (bob, name, email) = somebody_is_refused(&place).await;
    let ada = reading_goes_on(&place, ada).await;
    it_is_said_that_the_disk_is_full(&site).await;
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
    it_is_said_that_the_disk_is_full(&site).await;
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
    let answer = ada.signs_out().await;
    assert_eq!(answer.status, 503, "an end that is not written is not told");
    assert!(ada.is_signed_in().await, "and nobody is half signed out");
    ada
}

/// A supervisor is told, and so is whoever wants something to last.
async fn it_is_said_that_the_disk_is_full(site: &Process) {
    let unready = until("the readiness to tell", async || {
        site.get("/health/ready").await.filter(|answer| answer.status == 503)
    })
    .await;
    assert!(unready.body.contains("\"disk\""), "{}", unready.body);
    assert_eq!(site.get("/health/live").await.unwrap().status, 200, "a restart would help nobody");
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
    let mut thief = ada.copied();
    assert_eq!(ada.signs_out().await.goes_to(), "/login");
    assert!(!thief.is_signed_in().await);
    site.terminate().await;
    assert_eq!(site.ends().await.code, Some(0));
}
