//! Refresh tokens of the newer form, under real concurrency.

use doorward::auth_server::AuthServerSettings;
use doorward::database::each;
use futures_util::future::join_all;
use std::collections::BTreeSet;
use std::time::Duration;

use super::site::{Site, settings};

/// Longer than an old token is forgiven.
const AFTER_THE_INTERVAL: Duration = Duration::from_secs(11);

fn counted() -> AuthServerSettings {
    let mut counted = settings();
    counted.refresh_tokens.are_counted = true;
    counted
}

async fn rows(site: &Site, table: &str) -> i64 {
    let sql = format!("select count(*) from {table}");
    let mut connection = site.db.database().read().await.unwrap();
    each!(connection.executor(), c => {
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(c).await
    })
    .unwrap()
}

#[tokio::test]
async fn fifty_refreshes_of_one_token_at_once_give_one_child_and_no_rows() {
    for site in Site::each_with(counted()).await {
        let first = site.somebody("ada@example.com").await;
        assert_eq!(first.header("sb-auth-refresh-token-counter"), "0");
        let answers = join_all((0..50).map(|_| site.refresh(first.refresh_token()))).await;
        let children: BTreeSet<_> = answers.iter().map(|answer| answer.refresh_token().to_owned()).collect();
        assert_eq!(children.len(), 1, "{children:?}");
        let new = |answer: &&super::site::Answer| answer.headers.contains_key("sb-auth-refresh-token-reuse");
        assert_eq!(answers.iter().filter(new).count(), 1, "one of them spent it");
        assert_eq!(rows(&site, "auth_refresh_tokens").await, 0);
        let third = site.refresh(children.first().unwrap()).await.expect(200);
        assert_eq!(third.header("sb-auth-refresh-token-counter"), "2");
    }
}

#[tokio::test]
async fn an_old_token_ends_the_session_once_and_for_all() {
    for site in Site::each_with(counted()).await {
        let first = site.somebody("ada@example.com").await;
        let second = site.refresh(first.refresh_token()).await.expect(200);
        let third = site.refresh(second.refresh_token()).await.expect(200);
        site.clock.advance(AFTER_THE_INTERVAL);
        let answers = join_all((0..20).map(|_| site.refresh(first.refresh_token()))).await;
        let codes: Vec<_> = answers.iter().map(|answer| answer.text("code")).collect();
        let noticed = codes.iter().filter(|code| **code == "refresh_token_already_used").count();
        assert_eq!(noticed, 1, "{codes:?}");
        assert_eq!(codes.iter().filter(|code| **code == "refresh_token_not_found").count(), 19, "{codes:?}");
        assert_eq!(rows(&site, "auth_sessions").await, 0);
        site.refresh(third.refresh_token()).await.refused(400, "refresh_token_not_found");
        site.user(third.access_token()).await.refused(403, "session_not_found");
    }
}

#[tokio::test]
async fn a_part_of_the_sessions_goes_over_and_what_they_held_before_is_spent() {
    for mut site in Site::each().await {
        let before = site.somebody("ada@example.com").await;
        let mut settings = counted();
        settings.refresh_tokens.upgraded_percent = 100;
        site.restart(settings).await;
        let after = site.refresh(before.refresh_token()).await.expect(200);
        assert_eq!(after.header("sb-auth-refresh-token-counter"), "0");
        assert_eq!(after.header("sb-auth-session-id"), before.header("sb-auth-session-id"));
        site.clock.advance(AFTER_THE_INTERVAL);
        site.refresh(before.refresh_token()).await.refused(400, "refresh_token_already_used");
        site.refresh(after.refresh_token()).await.expect(200);
    }
}
