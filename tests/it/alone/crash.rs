//! A process that is killed, and the next one on the same database.

use super::client::{Client, deployment, starts, text};
use crate::support::database::TestDatabase;
use crate::support::smtp_catcher::SmtpCatcher;

#[tokio::test]
async fn what_was_answered_before_a_kill_holds_after_the_restart() {
    for database in TestDatabase::each_empty().await {
        let catcher = SmtpCatcher::spawn().await;
        let place = deployment(&database, &catcher).with(&[("GOTRUE_MAILER_AUTOCONFIRM", "true")]);
        let mut process = starts(&place).await;
        let client = Client::of(format!("http://127.0.0.1:{}", place.port()));
        let mut token = text(&client.signs_up("ada@example.com").await.1, "refresh_token").to_owned();
        for _ in 0..3 {
            let (status, pair) = client.refreshes(&token).await;
            assert_eq!(status, 200, "{pair}");
            process.kill_9().await;
            process = starts(&place).await;
            let (access, before) = (text(&pair, "access_token"), token);
            assert_eq!(client.gets("/user", Some(access)).await.0, 200);
            // The token that was spent is given what is current again, and nothing new.
            let again = client.refreshes(&before).await.1;
            assert_eq!(text(&again, "refresh_token"), text(&pair, "refresh_token"));
            token = text(&pair, "refresh_token").to_owned();
        }
        assert_eq!(client.signs_up("ada@example.com").await.1["error_code"], "user_already_exists");
        assert_eq!(client.signs_in("ada@example.com").await.0, 200);
    }
}
