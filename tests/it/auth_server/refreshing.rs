use std::time::Duration;

use doorward::database::each;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use super::site::{Answer, Site};

/// How long an older token than the one before the current is forgiven.
const REUSE_INTERVAL: Duration = Duration::from_secs(10);

#[tokio::test]
async fn each_token_buys_the_next_pair_of_the_same_session() {
    for site in Site::each().await {
        let first = site.somebody("ada@example.com").await;
        site.clock.advance(Duration::from_mins(59));
        let second = site.refresh(first.refresh_token()).await.expect(200);
        assert_ne!(second.refresh_token(), first.refresh_token());
        assert_ne!(second.access_token(), first.access_token());
        assert_eq!(second.header("sb-auth-session-id"), first.header("sb-auth-session-id"));
        assert_eq!(second.header("sb-auth-refresh-token-prefix"), &second.refresh_token()[..5]);
        assert_eq!(second.header("sb-auth-refresh-token-reuse"), "false");
        let claims = claims(&second);
        assert_eq!(claims["session_id"], second.header("sb-auth-session-id"));
        assert_eq!(claims["amr"].as_array().unwrap().len(), 1);
        assert_eq!(claims["amr"][0]["method"], "otp");
        assert_eq!(claims["exp"], second.body["expires_at"]);
        assert_eq!(claims["iss"], "http://site.example/auth/v1");
        assert_eq!(claims["aal"], "aal1");
        site.refresh(second.refresh_token()).await.expect(200);
    }
}

#[tokio::test]
async fn fifty_refreshes_of_one_token_at_once_give_one_child() {
    for site in Site::each().await {
        let first = site.somebody("ada@example.com").await;
        let answers = join_all((0..50).map(|_| site.refresh(first.refresh_token()))).await;
        let children: std::collections::BTreeSet<_> =
            answers.iter().map(|answer| answer.refresh_token().to_owned()).collect();
        assert_eq!(children.len(), 1, "{children:?}");
        assert_eq!(rows(&site).await, 2);
        let child = children.first().unwrap();
        site.refresh(child).await.expect(200);
    }
}

#[tokio::test]
async fn a_lost_answer_costs_nothing_however_late_it_is_asked_for_again() {
    for site in Site::each().await {
        let first = site.somebody("ada@example.com").await;
        let second = site.refresh(first.refresh_token()).await.expect(200);
        site.clock.advance(Duration::from_hours(24 * 365));
        let again = site.refresh(first.refresh_token()).await.expect(200);
        assert_eq!(again.refresh_token(), second.refresh_token());
        site.user(again.access_token()).await.expect(200);
    }
}

#[tokio::test]
async fn an_older_token_is_forgiven_for_a_moment_and_then_ends_its_family() {
    for site in Site::each().await {
        let first = site.somebody("ada@example.com").await;
        let second = site.refresh(first.refresh_token()).await.expect(200);
        let third = site.refresh(second.refresh_token()).await.expect(200);
        site.clock.advance(REUSE_INTERVAL);
        let late = site.refresh(first.refresh_token()).await.expect(200);
        assert_eq!(late.refresh_token(), third.refresh_token());

        site.clock.advance(Duration::from_micros(1));
        site.refresh(first.refresh_token()).await.refused(400, "refresh_token_already_used");
        for token in [first.refresh_token(), second.refresh_token(), third.refresh_token()] {
            site.refresh(token).await.refused(400, "refresh_token_already_used");
        }
        // The access token that is out lives on until it ends.
        site.user(late.access_token()).await.expect(200);
        site.sign_in("ada@example.com", super::site::PASSWORD).await.expect(200);
    }
}

#[tokio::test]
async fn spent_tokens_are_remembered_for_a_month() {
    for site in Site::each().await {
        let first = site.somebody("ada@example.com").await;
        let second = site.refresh(first.refresh_token()).await.expect(200);
        site.clock.advance(Duration::from_hours(31 * 24));
        let third = site.refresh(second.refresh_token()).await.expect(200);
        assert_eq!(rows(&site).await, 2);
        site.refresh(first.refresh_token()).await.refused(400, "refresh_token_not_found");
        site.refresh(third.refresh_token()).await.expect(200);
    }
}

#[tokio::test]
async fn a_session_that_was_ended_cannot_be_refreshed() {
    for site in Site::each().await {
        let pair = site.somebody("ada@example.com").await;
        let other = site.sign_in("ada@example.com", super::site::PASSWORD).await.expect(200);
        let logout = site
            .as_user(Method::POST, "/logout?scope=local", pair.access_token(), Value::Null)
            .await
            .expect(204);
        assert_eq!(logout.body, Value::Null);
        site.refresh(pair.refresh_token()).await.refused(400, "refresh_token_not_found");
        site.user(pair.access_token()).await.refused(403, "session_not_found");
        site.refresh(other.refresh_token()).await.expect(200);
    }
}

#[tokio::test]
async fn logging_out_during_refreshes_ends_logged_out() {
    for site in Site::each().await {
        let pair = site.somebody("ada@example.com").await;
        let refreshes = join_all((0..10).map(|_| site.refresh(pair.refresh_token())));
        let logout = site.as_user(Method::POST, "/logout", pair.access_token(), Value::Null);
        let (answers, logged_out) = futures_util::future::join(refreshes, logout).await;
        logged_out.expect(204);
        for answer in answers {
            match answer.status.as_u16() {
                200 => {
                    site.refresh(answer.refresh_token()).await.refused(400, "refresh_token_not_found");
                }
                _ => drop(answer.refused(400, "refresh_token_not_found")),
            }
        }
        assert_eq!(rows(&site).await, 0);
    }
}

#[tokio::test]
async fn banned_and_deleted_people_get_no_new_tokens() {
    for site in Site::each().await {
        let pair = site.somebody("ada@example.com").await;
        let path = format!("/admin/users/{}", pair.header("sb-auth-user-id"));
        site.as_admin(Method::PUT, &path, json!({ "ban_duration": "1h" })).await.expect(200);
        site.refresh(pair.refresh_token()).await.refused(400, "user_banned");
        site.user(pair.access_token()).await.refused(403, "user_banned");
        site.sign_in("ada@example.com", super::site::PASSWORD).await.refused(400, "user_banned");
        site.clock.advance(Duration::from_hours(1));
        let pair = site.refresh(pair.refresh_token()).await.expect(200);
        site.as_admin(Method::DELETE, &path, Value::Null).await.expect(200);
        site.refresh(pair.refresh_token()).await.refused(400, "refresh_token_not_found");
        site.user(pair.access_token()).await.refused(403, "user_not_found");
    }
}

#[tokio::test]
async fn what_cannot_be_a_token_is_refused_without_looking() {
    let site = Site::each().await.remove(0);
    for text in ["", "short", "ABCDEFGHIJKL", "abcdefghijk!", "abcdefghijklm", &"x".repeat(5000)] {
        site.refresh(text).await.refused(400, "validation_failed");
    }
    site.refresh("abcdefghijkl").await.refused(400, "refresh_token_not_found");
}

#[tokio::test]
async fn no_refresh_token_can_be_read_from_the_table() {
    for site in Site::each().await {
        let pair = site.somebody("ada@example.com").await;
        let sealed: Vec<u8> = each!(site.db.database().read().await.unwrap().executor(), c => {
            sqlx::query_scalar("select sealed_token from auth_refresh_tokens").fetch_one(c).await
        })
        .unwrap();
        let token = pair.refresh_token().as_bytes();
        assert!(!sealed.windows(token.len()).any(|window| window == token));
        let child = site.refresh(pair.refresh_token()).await.expect(200);
        let sealed: Vec<Option<Vec<u8>>> = each!(site.db.database().read().await.unwrap().executor(), c => {
            sqlx::query_scalar("select sealed_token from auth_refresh_tokens order by rotated_at is null")
                .fetch_all(c)
                .await
        })
        .unwrap();
        assert!(sealed[0].is_none() && sealed[1].is_some());
        drop(child);
    }
}

fn claims(pair: &Answer) -> Value {
    use base64::Engine as _;
    let part = pair.access_token().split('.').nth(1).unwrap();
    serde_json::from_slice(&base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

async fn rows(site: &Site) -> i64 {
    each!(site.db.database().read().await.unwrap().executor(), c => {
        sqlx::query_scalar("select count(*) from auth_refresh_tokens").fetch_one(c).await
    })
    .unwrap()
}
