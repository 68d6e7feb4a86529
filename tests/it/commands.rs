//! What an operator does by command while the site runs, told through the real program.

mod doctor;
mod import;
mod phones;
pub mod scene;
mod users;

use serde_json::Value;

use crate::support::process::Place;
use crate::support::smtp_catcher::SmtpCatcher;

/// The word of a command that went well.
async fn well(place: &Place, command: &[&str]) -> String {
    let ended = place.run(command).ends().await;
    assert_eq!(ended.code, Some(0), "{command:?}: {}", ended.said);
    ended.said
}

/// The key that may do everything, as the program prints it.
async fn secret_key(place: &Place) -> String {
    let said = well(place, &["keys", "api"]).await;
    said.lines().find_map(|line| line.strip_prefix("secret")).expect("a secret key").trim().to_owned()
}

/// Deletes somebody at the auth server, behind the site's back.
async fn delete_at_auth_server(place: &Place, email: &str) {
    let key = secret_key(place).await;
    let client = reqwest::Client::builder().build().unwrap();
    let users = format!("{}/auth/v1/admin/users", place.origin());
    let listed: Value = client.get(&users).bearer_auth(&key).send().await.unwrap().json().await.unwrap();
    let user = listed["users"].as_array().unwrap().iter().find(|user| user["email"] == email).unwrap();
    let one = format!("{users}/{}", user["id"].as_str().unwrap());
    assert_eq!(client.delete(one).bearer_auth(&key).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn reconciling_ends_the_sessions_of_whoever_is_gone_at_the_auth_server_and_of_nobody_else() {
    let catcher = SmtpCatcher::spawn().await;
    let place = Place::new(&[]).mailing_through(&catcher);
    let _program = place.start_ready().await;
    let (mut ada, mut grace) = (place.user("ada").await, place.user("grace").await);
    delete_at_auth_server(&place, "grace@example.com").await;
    assert!(grace.is_signed_in().await, "her token is good and nobody has looked yet");

    let said = well(&place, &["users", "reconcile"]).await;
    assert!(said.contains("2 people looked at, 1 of them gone"), "{said}");
    assert!(!grace.is_signed_in().await);
    assert!(ada.is_signed_in().await);
}

#[tokio::test]
async fn after_a_restored_backup_sessions_from_before_it_are_over() {
    let catcher = SmtpCatcher::spawn().await;
    let place = Place::new(&[]).mailing_through(&catcher);
    let _program = place.start_ready().await;
    let mut ada = place.user("ada").await;
    well(&place, &["sessions", "invalidate", "--before", "2020-01-01T00:00:00Z"]).await;
    assert!(ada.is_signed_in().await, "hers began later");

    let said = well(&place, &["sessions", "invalidate", "--before", "2999-01-01T00:00:00Z"]).await;
    assert!(said.contains("still open were: 1."), "{said}");
    assert!(!ada.is_signed_in().await);
    let wrong = place.run(&["sessions", "invalidate", "--before", "yesterday"]).ends().await;
    assert_ne!(wrong.code, Some(0), "{}", wrong.said);
}

#[tokio::test]
async fn an_administrator_is_made_by_name_or_address_and_only_of_somebody_who_is_there() {
    let catcher = SmtpCatcher::spawn().await;
    let place = Place::new(&[]).mailing_through(&catcher);
    let _program = place.start_ready().await;
    place.user("ada").await;
    assert!(well(&place, &["users", "admin", "ADA"]).await.contains("an administrator now"));
    let said = well(&place, &["users", "admin", "ada@example.com", "--revoke"]).await;
    assert!(said.contains("no administrator now"), "{said}");
    let nobody = place.run(&["users", "admin", "nobody"]).ends().await;
    assert_eq!(nobody.code, Some(67), "{}", nobody.said);
    assert!(nobody.said.contains("nobody who has signed in here"), "{}", nobody.said);
}
