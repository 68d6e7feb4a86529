//! Several processes on one database.

use serde_json::json;

use super::client::{Client, deployment, starts, text};
use crate::support::database::TestDatabase;
use crate::support::smtp_catcher::SmtpCatcher;

#[tokio::test]
async fn two_processes_with_different_settings_share_a_postgres() {
    let Some(database) = TestDatabase::empty_postgres().await else { return };
    let catcher = SmtpCatcher::spawn().await;
    let open = deployment(&database, &catcher).with(&[("GOTRUE_MAILER_AUTOCONFIRM", "true")]);
    let closed =
        deployment(&database, &catcher).with(&[("GOTRUE_DISABLE_SIGNUP", "true"), ("GOTRUE_JWT_EXP", "600")]);
    let (_one, _other) = (starts(&open).await, starts(&closed).await);
    let [open, closed] =
        [&open, &closed].map(|place| Client::of(format!("http://127.0.0.1:{}", place.port())));

    let (status, pair) = open.signs_up("ada@example.com").await;
    assert_eq!(status, 200, "{pair}");
    assert_eq!(pair["expires_in"], 3600);
    assert_eq!(closed.signs_up("eve@example.com").await.1["error_code"], "signup_disabled");
    // What one sealed the other opens, and what one signed the other believes.
    let (status, next) = closed.refreshes(text(&pair, "refresh_token")).await;
    assert_eq!((status, &next["expires_in"]), (200, &json!(600)), "{next}");
    let again = open.refreshes(text(&pair, "refresh_token")).await.1;
    assert_eq!(text(&again, "refresh_token"), text(&next, "refresh_token"), "the answer got lost");
    assert_eq!(open.gets("/user", Some(text(&next, "access_token"))).await.0, 200);
}

#[tokio::test]
async fn a_second_process_on_an_sqlite_file_is_refused_and_told_why() {
    let (database, catcher) = (TestDatabase::empty_sqlite().await, SmtpCatcher::spawn().await);
    let (one, other) = (deployment(&database, &catcher), deployment(&database, &catcher));
    let _first = starts(&one).await;
    let refused = other.run(&["auth"]).ends().await;
    assert_eq!(refused.code, Some(78), "{}", refused.said);
    assert!(refused.said.contains("Postgres"), "{}", refused.said);
    assert_eq!(Client::of(format!("http://127.0.0.1:{}", one.port())).gets("/health", None).await.0, 200);
}
