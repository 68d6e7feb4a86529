//! What the auth server deletes in time, and what it keeps.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use super::site::{PASSWORD, Site};
use crate::support::tables;

const A_DAY: Duration = Duration::from_hours(24);

/// How long an account waits for its address to be confirmed.
const UNCONFIRMED_FOR: u32 = 31;

/// How long a session lives without a refresh.
const UNUSED_FOR: u32 = 90;

/// More than there are.
const ALL: i64 = 1_000;

impl Site {
    async fn rows(&self, table: &str) -> i64 {
        tables::count(self.db.database(), table).await
    }
}

#[tokio::test]
async fn sessions_that_nobody_refreshed_for_long_go_with_their_tokens() {
    for site in Site::each().await {
        let unused = site.somebody("ada@example.com").await;
        let used = site.sign_in("ada@example.com", PASSWORD).await.expect(200);
        site.clock.advance(A_DAY * (UNUSED_FOR - 1));
        let used = site.refresh(used.refresh_token()).await.expect(200);
        site.clock.advance(A_DAY);
        assert_eq!(site.server.forget_sessions(ALL).await.unwrap(), 0);
        site.clock.advance(Duration::from_secs(1));
        assert_eq!(site.server.forget_sessions(ALL).await.unwrap(), 1);
        assert_eq!((site.rows("auth_sessions").await, site.rows("auth_amr_claims").await), (1, 1));
        site.refresh(unused.refresh_token()).await.refused(400, "refresh_token_not_found");
        site.refresh(used.refresh_token()).await.expect(200);
        site.sign_in("ada@example.com", PASSWORD).await.expect(200);
    }
}

#[tokio::test]
async fn links_and_codes_go_when_they_work_no_more() {
    for site in Site::each().await {
        site.somebody("ada@example.com").await;
        site.recover("ada@example.com").await;
        site.clock.advance(A_DAY);
        let eve = site.sign_up("eve@example.com").await.expect(200);
        assert_eq!(site.server.forget_one_time_tokens(ALL).await.unwrap(), 0, "it works to the last moment");
        site.clock.advance(Duration::from_secs(1));
        assert_eq!(site.server.forget_one_time_tokens(ALL).await.unwrap(), 1);
        let code = site.proof(eve.text("email")).await.code;
        site.type_code("signup", "eve@example.com", &code).await.expect(200);
        // Whoever comes late is told the same as before.
        site.type_code("recovery", "ada@example.com", "123456").await.refused(403, "otp_expired");
    }
}

#[tokio::test]
async fn accounts_that_nobody_ever_confirmed_go_and_no_others() {
    for site in Site::each().await {
        site.somebody("confirmed@example.com").await;
        site.sign_up("never@example.com").await.expect(200);
        site.sign_up("again@example.com").await.expect(200);
        let imported = json!({ "email": "imported@example.com", "password": PASSWORD });
        site.as_admin(Method::POST, "/admin/users", imported).await.expect(200);
        site.as_admin(Method::POST, "/invite", json!({ "email": "invited@example.com" })).await.expect(200);
        let banned = site.sign_up("banned@example.com").await.expect(200);
        let ban = json!({ "ban_duration": "24h" });
        let path = format!("/admin/users/{}", banned.text("id"));
        site.as_admin(Method::PUT, &path, ban).await.expect(200);
        site.clock.advance(A_DAY);
        site.sign_up("again@example.com").await.expect(200);
        site.clock.advance(A_DAY * (UNCONFIRMED_FOR - 1));
        assert_eq!(site.server.forget_unconfirmed(ALL).await.unwrap(), 0, "not a moment too early");

        site.clock.advance(Duration::from_secs(1));
        assert_eq!(site.server.forget_unconfirmed(ALL).await.unwrap(), 1);
        assert_eq!(site.rows("auth_users").await, 5);
        assert_eq!(site.rows("auth_identities").await, 5);
        // The address is free again: it looks as if nobody had ever asked for it.
        site.sign_up("never@example.com").await.expect(200);
        site.clock.advance(A_DAY);
        assert_eq!(site.server.forget_unconfirmed(ALL).await.unwrap(), 1);
        site.clock.advance(A_DAY * 400);
        assert_eq!(site.server.forget_unconfirmed(ALL).await.unwrap(), 1, "the second attempt too");
        assert_eq!(site.server.forget_unconfirmed(ALL).await.unwrap(), 0);
        site.sign_in("confirmed@example.com", PASSWORD).await.expect(200);
    }
}

#[tokio::test]
async fn what_happened_to_accounts_goes_after_ninety_days() {
    for site in Site::each().await {
        site.somebody("ada@example.com").await;
        let begun = site.rows("auth_audit_log_entries").await;
        assert!(begun >= 2, "a sign-up and its confirmation");
        site.clock.advance(A_DAY * UNUSED_FOR);
        assert_eq!(site.server.forget_audit_log(ALL).await.unwrap(), 0, "not a moment too early");
        site.sign_in("ada@example.com", PASSWORD).await.expect(200);
        site.clock.advance(Duration::from_micros(1));
        assert_eq!(site.server.forget_audit_log(1).await.unwrap(), 1, "at most so many");
        let rest = u64::try_from(begun - 1).unwrap();
        assert_eq!(site.server.forget_audit_log(ALL).await.unwrap(), rest);
        assert_eq!(site.rows("auth_audit_log_entries").await, 1, "the sign-in of now");
    }
}
