//! Whoever was there before the move is there after it, and everything of theirs.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::house::{House, sqlite};
use crate::support::patience::until;
use crate::support::person::PASSWORD;
use crate::support::process::Place;
use crate::support::tables::{self, count};

/// The bytes of the database and of its log, where there is one.
fn bytes(file: &Path) -> Vec<Option<Vec<u8>>> {
    ["", "-wal"].iter().map(|suffix| fs::read(format!("{}{suffix}", file.display())).ok()).collect()
}

async fn asks(place: &Place, path: &str, body: Value) -> Value {
    let client = reqwest::Client::builder().build().unwrap();
    let answer = client.post(format!("{}{path}", place.origin())).json(&body).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    answer.json().await.unwrap()
}

#[tokio::test]
async fn everybody_finds_everything_as_it_was() {
    let Some(House { place, there, catcher }) = House::empty().await else { return };
    let program = place.start_ready().await;
    let mut ada = place.user("ada").await;
    let mut grace = place.user("grace").await;
    let mut thief = grace.copied();
    grace.signs_out().await;
    let password = json!({ "email": "ada@example.com", "password": PASSWORD });
    let tokens = asks(&place, "/auth/v1/token?grant_type=password", password).await;
    let rotated = place.run(&["keys", "rotate"]).ends().await;
    assert_eq!(rotated.code, Some(0), "{}", rotated.said);
    catcher.refuse_next("450 4.2.1 come back later");
    place.visitor().signs_up("late", "late@example.com").await;
    let database = sqlite(&place).await;
    until("a mail that waits for its second try", async || {
        let waits = "update outbox set due_at = created_at where last_failure is not null and $1 = ''";
        (tables::change(&database, waits, "").await == 1).then_some(())
    })
    .await;
    program.kill_9().await;
    let expected = count(&database, "auth_sessions").await;
    database.close().await;

    let ended = place.run(&["move"]).ends().await;
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    assert!(ended.said.contains("are the same in both"), "{}", ended.said);
    assert!(ended.said.contains("data/secret"), "the secret goes with it: {}", ended.said);
    assert_eq!(count(there.database(), "auth_sessions").await, expected);

    let place = place.with(&[("DATABASE_URL", &there.url())]);
    let _program = place.start_ready().await;
    assert!(ada.is_signed_in().await, "a browser that is signed in stays so");
    assert!(ada.get("/account").await.says("ada"));
    assert!(!thief.is_signed_in().await, "a session that is over stays over");
    assert_eq!(place.visitor().signs_in("grace", PASSWORD).await.status, 303);
    let refresh = json!({ "refresh_token": tokens["refresh_token"] });
    let fresh = asks(&place, "/auth/v1/token?grant_type=refresh_token", refresh).await;
    assert_eq!(fresh["user"]["email"], "ada@example.com");
    let mail = place.mail_to("late@example.com").await;
    assert!(!mail.code().is_empty(), "a mail that waited goes out");
}

#[tokio::test]
async fn the_file_is_read_and_never_written() {
    let Some(house) = House::empty().await else { return };
    let program = house.place.start_ready().await;
    house.place.user("ada").await;
    // Killed, so that what it wrote last stands in the log and not in the file.
    program.kill_9().await;
    let file = house.place.file("data/doorward.db");
    let before = bytes(&file);
    assert!(before.iter().all(|bytes| bytes.as_ref().is_some_and(|bytes| !bytes.is_empty())));
    let ended = house.moves().await;
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    assert_eq!(count(house.there.database(), "auth_users").await, 1);
    assert!(bytes(&file) == before, "the file or its log was written");
}
