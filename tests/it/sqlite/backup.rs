//! `doorward backup`: everybody who was told that they have an account is in it, whatever happened
//! meanwhile.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use doorward::database::{Database, DatabaseTarget, Executor};

use crate::support::database::TestDatabase;
use crate::support::patience::until;
use crate::support::person::PASSWORD;
use crate::support::process::{Ended, Place};
use crate::support::smtp_catcher::SmtpCatcher;

async fn site() -> Place {
    let catcher = SmtpCatcher::spawn().await;
    // Nobody here waits for a mail, and everybody comes at once.
    Place::new(&[("DOORWARD_CONFIRM_MAILS", "false")]).mailing_through(&catcher)
}

async fn backs_up(place: &Place, arguments: &[&str]) -> Ended {
    place.run(&[&["backup"], arguments].concat()).ends().await
}

/// What the database says about itself, and whose accounts are in it.
async fn addresses_in(backup: &Path) -> Vec<String> {
    let target = DatabaseTarget::parse(&format!("sqlite:{}", backup.display())).unwrap();
    let database = Database::connect(&target).await.unwrap();
    let mut connection = database.read().await.unwrap();
    let Executor::Sqlite(connection) = connection.executor() else { panic!("it is a file") };
    let whole: String =
        sqlx::query_scalar("pragma integrity_check").fetch_one(&mut *connection).await.unwrap();
    assert_eq!(whole, "ok");
    let loose = sqlx::query("pragma foreign_key_check").fetch_all(&mut *connection).await.unwrap();
    assert!(loose.is_empty());
    sqlx::query_scalar("select email from auth_users").fetch_all(connection).await.unwrap()
}

/// Files of a folder whose names begin like this.
fn files_like(folder: &Path, beginning: &str) -> Vec<PathBuf> {
    let all = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let named = all.filter(|entry| entry.file_name().to_string_lossy().starts_with(beginning));
    named.map(|entry| entry.path()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_who_was_there_before_a_backup_began_is_in_it() {
    let place = site().await;
    let program = place.start_ready().await;
    let acknowledged = Arc::<Mutex<Vec<String>>>::default();
    let is_over = Arc::<AtomicBool>::default();
    let crowd: Vec<_> = (0..3)
        .map(|row| {
            let visitors: Vec<_> = (0..40).map(|seat| (seat, place.visitor())).collect();
            let (acknowledged, is_over) = (Arc::clone(&acknowledged), Arc::clone(&is_over));
            tokio::spawn(async move {
                for (seat, mut visitor) in visitors {
                    if is_over.load(Ordering::Relaxed) {
                        break;
                    }
                    let email = format!("ada{row}x{seat}@example.com");
                    let answer = visitor.signs_up(&format!("ada{row}x{seat}"), &email).await;
                    assert_eq!(answer.status, 303, "{}", answer.body);
                    acknowledged.lock().unwrap().push(email);
                }
            })
        })
        .collect();
    let mut made = Vec::new();
    for number in 0..6_usize {
        until("more people", async || (acknowledged.lock().unwrap().len() > number * 4).then_some(())).await;
        let before = acknowledged.lock().unwrap().clone();
        let name = format!("backup-{number}.db");
        let ended = backs_up(&place, &[&name]).await;
        assert_eq!(ended.code, Some(0), "{}", ended.said);
        made.push((name, before));
    }
    is_over.store(true, Ordering::Relaxed);
    for row in crowd {
        row.await.unwrap();
    }
    for (name, before) in &made {
        let file = place.file(name);
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
        let inside = addresses_in(&file).await;
        let missing: Vec<_> = before.iter().filter(|email| !inside.contains(email)).collect();
        assert!(missing.is_empty(), "{name} lacks {missing:?}");
    }
    assert!(files_like(&place.file(""), "backup-").iter().all(|file| !file.ends_with(".unfinished")));

    program.kill_9().await;
    let (newest, before) = made.last().unwrap();
    restore(&place, newest);
    let _program = place.start_ready().await;
    for email in before.iter().take(5) {
        assert_eq!(place.visitor().signs_in(email, PASSWORD).await.status, 303, "{email}");
    }
}

/// As the page about backups says it.
fn restore(place: &Place, backup: &str) {
    let database = place.file("data/doorward.db");
    for leftover in ["-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{leftover}", database.display()));
    }
    fs::copy(place.file(backup), &database).unwrap();
}

#[tokio::test]
async fn a_session_that_was_ended_after_the_backup_stays_ended_when_the_operator_says_so() {
    let catcher = SmtpCatcher::spawn().await;
    let place = Place::new(&[]).mailing_through(&catcher);
    let program = place.start_ready().await;
    let mut ada = place.user("ada").await;
    assert_eq!(backs_up(&place, &["backup.db"]).await.code, Some(0));
    let mut thief = ada.copied();
    ada.signs_out().await;
    program.terminate().await;
    program.ends().await;
    restore(&place, "backup.db");
    let _program = place.start_ready().await;
    assert!(thief.is_signed_in().await, "the backup knows nothing of the end");
    let ended = place.run(&["sessions", "invalidate", "--before", "2999-01-01T00:00:00Z"]).ends().await;
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    assert!(!thief.is_signed_in().await);
}

#[tokio::test]
async fn a_backup_says_what_it_holds_and_replaces_nothing_unasked() {
    let place = site().await;
    let _program = place.start_ready().await;
    place.visitor().signs_up("ada", "ada@example.com").await;
    let ended = backs_up(&place, &["backup.db"]).await;
    let bytes = fs::metadata(place.file("backup.db")).unwrap().len();
    for words in [&format!("{bytes} bytes"), "1 accounts", "data/secret", "is whole"] {
        assert!(ended.said.contains(words), "{words}: {}", ended.said);
    }
    fs::write(place.file("letters.txt"), "dear Grace").unwrap();
    let refused = backs_up(&place, &["letters.txt"]).await;
    assert_eq!(refused.code, Some(1), "{}", refused.said);
    assert!(refused.said.contains("letters.txt is there already"), "{}", refused.said);
    assert_eq!(fs::read_to_string(place.file("letters.txt")).unwrap(), "dear Grace");

    assert_eq!(backs_up(&place, &["letters.txt", "--force"]).await.code, Some(0));
    assert_eq!(addresses_in(&place.file("letters.txt")).await, ["ada@example.com"]);
    let mode = fs::metadata(place.file("letters.txt")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "the rights of the file before count for nothing");
}

#[tokio::test]
async fn a_backup_never_overwrites_the_database_or_what_belongs_to_it() {
    let place = site().await;
    let program = place.start_ready().await;
    place.visitor().signs_up("ada", "ada@example.com").await;
    std::os::unix::fs::symlink("data", place.file("elsewhere")).unwrap();
    let names =
        ["data/doorward.db", "data/doorward.db-wal", "data/doorward.db-lock", "elsewhere/doorward.db"];
    for name in names {
        let refused = backs_up(&place, &[name, "--force"]).await;
        assert_eq!(refused.code, Some(1), "{}", refused.said);
        assert!(refused.said.contains("is the database itself"), "{}", refused.said);
    }
    program.terminate().await;
    program.ends().await;
    assert_eq!(addresses_in(&place.file("data/doorward.db")).await, ["ada@example.com"]);
}

#[tokio::test]
async fn what_cannot_be_backed_up_is_said_and_nothing_is_made() {
    let place = site().await;
    let ended = backs_up(&place, &["backup.db"]).await;
    assert_eq!(ended.code, Some(1), "{}", ended.said);
    assert!(ended.said.contains("there is no database file"), "{}", ended.said);
    assert!(!place.file("data/doorward.db").exists(), "a backup makes no database");

    fs::create_dir_all(place.file("data")).unwrap();
    fs::write(place.file("data/doorward.db"), vec![b'x'; 8192]).unwrap();
    let ended = backs_up(&place, &["backup.db"]).await;
    assert_eq!(ended.code, Some(1), "{}", ended.said);
    assert_eq!(files_like(&place.file(""), "backup.db"), [] as [PathBuf; 0]);

    let Some(postgres) = TestDatabase::postgres().await else { return };
    let ended = backs_up(&place.with(&[("DATABASE_URL", &postgres.url())]), &["backup.db"]).await;
    assert_eq!(ended.code, Some(1), "{}", ended.said);
    assert!(ended.said.contains("pg_dump --format=custom"), "{}", ended.said);
}

#[tokio::test]
async fn a_damaged_database_gives_no_backup() {
    let place = site().await;
    let program = place.start_ready().await;
    for number in 0..5 {
        place.visitor().signs_up(&format!("ada{number}"), &format!("ada{number}@example.com")).await;
    }
    program.terminate().await;
    program.ends().await;
    let file = place.file("data/doorward.db");
    let target = DatabaseTarget::parse(&format!("sqlite:{}", file.display())).unwrap();
    let database = Database::connect(&target).await.unwrap();
    let mut taken = database.write().await.unwrap();
    let Executor::Sqlite(connection) = taken.executor() else { panic!("it is a file") };
    sqlx::query("pragma foreign_keys = off").execute(&mut *connection).await.unwrap();
    sqlx::query("delete from auth_users").execute(connection).await.unwrap();
    drop(taken);
    database.close().await;

    let ended = backs_up(&place, &["backup.db"]).await;
    assert_eq!(ended.code, Some(1), "{}", ended.said);
    assert!(ended.said.contains("the copy is damaged"), "{}", ended.said);
    assert_eq!(files_like(&place.file(""), "backup.db"), [] as [PathBuf; 0]);
}

#[tokio::test]
async fn a_backup_that_is_killed_leaves_nothing_under_its_name() {
    let place = site().await;
    let program = place.start_ready().await;
    program.terminate().await;
    program.ends().await;
    grow(&place.file("data/doorward.db")).await;
    let mut deaths = 0;
    for number in 0..8 {
        let name = format!("backup-{number}.db");
        let mut backup = place.run(&["backup", &name]);
        until("the copy to be under way or done", async || {
            (files_like(&place.file(""), &name)
                .iter()
                .any(|file| fs::metadata(file).is_ok_and(|f| f.len() > 0)))
            .then_some(())
        })
        .await;
        backup.kill_9_during(tokio::spawn(async {})).await;
        if place.file(&name).exists() {
            addresses_in(&place.file(&name)).await;
        } else {
            deaths += 1;
        }
    }
    assert!(deaths > 0, "every backup was faster");
    assert_eq!(backs_up(&place, &["backup-0.db", "--force"]).await.code, Some(0), "and the next one is made");
}

/// Puts enough into a database that copying it takes a while.
async fn grow(file: &Path) {
    const FILL: &str = "
        with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < 60000)
        insert into limits (key, tat)
        select randomblob(600), n from numbers";
    let target = DatabaseTarget::parse(&format!("sqlite:{}", file.display())).unwrap();
    let database = Database::connect(&target).await.unwrap();
    let mut taken = database.write().await.unwrap();
    let Executor::Sqlite(connection) = taken.executor() else { panic!("it is a file") };
    sqlx::query(FILL).execute(connection).await.unwrap();
    drop(taken);
    database.close().await;
}
