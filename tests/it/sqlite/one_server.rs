//! Two processes never serve from one SQLite file, whatever they call it.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::support::process::{Ended, Place, Process};

/// `EX_CONFIG` of sysexits(3): starting again changes nothing until somebody mends it.
const FOR_THE_OPERATOR: i32 = 78;

/// A place of its own whose site uses somebody else's file.
fn using(database: &Path) -> Place {
    Place::new(&[("DATABASE_URL", &format!("sqlite:{}", database.display()))])
}

async fn refused(place: &Place) -> Ended {
    let ended = place.start().ends().await;
    assert_eq!(ended.code, Some(FOR_THE_OPERATOR), "{}", ended.said);
    ended
}

async fn served(place: &Place) -> Process {
    place.start_ready().await
}

#[tokio::test]
async fn a_second_server_is_refused_and_told_which_file_and_which_process() {
    let one = Place::new(&[]);
    let first = served(&one).await;
    let file = fs::canonicalize(one.file("data/doorward.db")).unwrap();
    let ended = refused(&using(&file)).await;
    assert!(ended.said.contains(&file.display().to_string()), "{}", ended.said);
    assert!(ended.said.contains(&format!("(process {})", first.id())), "{}", ended.said);
    assert_eq!(first.get("/health/ready").await.unwrap().status, 200, "the first goes on");

    first.terminate().await;
    assert_eq!(first.ends().await.code, Some(0));
    served(&using(&file)).await.terminate().await;
}

#[tokio::test]
async fn the_next_start_is_let_in_at_once_when_the_first_was_killed() {
    let one = Place::new(&[]);
    let first = served(&one).await;
    let file = one.file("data/doorward.db");
    refused(&using(&file)).await;
    first.kill_9().await;
    served(&using(&file)).await;
}

#[tokio::test]
async fn another_path_to_the_same_file_is_no_way_in() {
    let one = Place::new(&[]);
    let _first = served(&one).await;
    let (folder, file) = (one.file("data"), one.file("data/doorward.db"));
    symlink(&file, one.file("a-link.db")).unwrap();
    symlink("a-link.db", one.file("a-link-to-a-link.db")).unwrap();
    symlink(&folder, one.file("other-data")).unwrap();
    for path in ["a-link.db", "a-link-to-a-link.db", "other-data/doorward.db", "data/../data/./doorward.db"] {
        let ended = refused(&using(&one.file(path))).await;
        assert!(ended.said.contains("is served by another process already"), "{path}: {}", ended.said);
    }
}

#[tokio::test]
async fn a_file_with_two_names_is_refused_under_either() {
    let one = Place::new(&[]);
    served(&one).await.kill_9().await;
    let file = one.file("data/doorward.db");
    fs::hard_link(&file, one.file("twin.db")).unwrap();
    for name in [&file, &one.file("twin.db")] {
        let ended = refused(&using(name)).await;
        assert!(ended.said.contains("has 2 names"), "{}", ended.said);
    }
    fs::remove_file(one.file("twin.db")).unwrap();
    served(&one).await;
}

#[tokio::test]
async fn a_link_to_a_file_that_is_not_there_yet_leads_to_the_same_lock() {
    let one = Place::new(&[]);
    symlink("real.db", one.file("link.db")).unwrap();
    let by_link = using(&one.file("link.db"));
    let _first = served(&by_link).await;
    refused(&using(&one.file("real.db"))).await;
}

#[tokio::test]
async fn commands_work_beside_a_running_server() {
    let place = Place::new(&[]);
    let server = served(&place).await;
    for command in [
        &["migrate"][..],
        &["keys", "list"],
        &["keys", "rotate"],
        &["users", "reconcile"],
        &["sessions", "invalidate", "--before", "2020-01-01T00:00:00Z"],
        &["backup", "copy.db"],
    ] {
        let ended = place.run(command).ends().await;
        assert_eq!(ended.code, Some(0), "{command:?}: {}", ended.said);
    }
    assert_eq!(server.get("/health/ready").await.unwrap().status, 200);
}
