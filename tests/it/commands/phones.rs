//! People whom only a telephone number names: no command takes them for somebody without an account.

use doorward::clock::Clock;
use doorward::database::execute;
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

use super::scene::Scene;
use crate::support::database::TestDatabase;

const NUMBER: &str = "15550100";

const INSERT: &str = "
    insert into auth_users
        (id, aud, role, phone, email_change_is_half_confirmed, app_metadata, user_metadata, full_name,
        is_anonymous, created_at, updated_at)
    values ($1, 'authenticated', 'authenticated', $2, $3, $4, $4, '', $3, $5, $5)";

/// Somebody who signed up elsewhere, with a number that nobody has proved.
async fn somebody(scene: &Scene) -> Uuid {
    let (id, now) = (Uuid::new_v4(), Clock::system().now());
    let nothing = Json(serde_json::json!({}));
    let mut connection = scene.database.database().write().await.unwrap();
    execute!(
        connection.executor(),
        sqlx::query(INSERT).bind(id).bind(NUMBER).bind(false).bind(&nothing).bind(now)
    )
    .unwrap();
    id
}

#[tokio::test]
async fn somebody_whom_only_a_number_names_is_listed_shown_confirmed_banned_and_deleted() {
    for database in TestDatabase::each().await {
        let scene = Scene::inside(database).await;
        let id = somebody(&scene).await.to_string();
        let listed = scene.well(&["users", "list"]).await;
        assert!(listed.contains(&format!("+{NUMBER}")) && listed.contains("not confirmed"), "{listed}");
        let shown = scene.well(&["users", "show", &id]).await;
        assert!(
            shown.starts_with(&format!("+{NUMBER}\n")) && shown.contains("confirmed       no"),
            "{shown}"
        );
        scene.well(&["users", "confirm", &id]).await;
        let shown: Value =
            serde_json::from_str(&scene.well(&["users", "show", "--json", &id]).await).unwrap();
        assert!(shown["account"]["phone_confirmed_at"].is_string(), "{shown}");
        assert!(shown["account"]["email_confirmed_at"].is_null(), "{shown}");
        assert!(!scene.well(&["users", "list"]).await.contains("not confirmed"));
        assert!(scene.well(&["users", "ban", &id]).await.contains(&format!("+{NUMBER} is banned")));
        assert!(scene.well(&["users", "unban", &id]).await.contains("may sign in again"));
        let refused = scene.ends_with(1, &["users", "reset-password", &id]).await;
        assert!(refused.contains("no e-mail address"), "{refused}");
        assert!(scene.well(&["users", "delete", "--yes", &id]).await.contains("is deleted"));
        assert!(scene.well(&["users", "list"]).await.contains("Nobody"));
    }
}
