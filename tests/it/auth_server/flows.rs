//! Ways to sign in that end with a code.

use std::time::Duration;

use doorward::database::each;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::json;
use url::Url;

use super::site::Site;
use crate::support::tables;

/// As a plain challenge it is its own verifier.
const VERIFIER: &str = "a-verifier-that-only-its-client-knows-0123456789";

/// How long links in mails work, and how long a code may take.
const LINKS_WORK_FOR: Duration = Duration::from_hours(24);
const FLOWS_TAKE: Duration = Duration::from_mins(5);

impl Site {
    /// Asks for a recovery with a code challenge and follows its link, which leads here; the code.
    async fn code(&self, email: &str) -> String {
        let body = json!({ "email": email, "code_challenge": VERIFIER, "code_challenge_method": "plain" });
        self.post("/recover", body).await.expect(200);
        let link = self.proof(email).await.link;
        assert_eq!(link.path(), "/auth/v1/verify");
        let path = format!("/verify?{}", link.query().unwrap());
        let landed = self.request(Method::GET, &path).send().await.unwrap();
        let location = Url::parse(landed.headers()["location"].to_str().unwrap()).unwrap();
        let (_, code) = location.query_pairs().find(|(name, _)| name == "code").expect("a code");
        code.into_owned()
    }
}

#[tokio::test]
async fn a_code_exchanged_many_times_at_once_signs_in_once() {
    for site in Site::each().await {
        site.somebody("ada@example.com").await;
        let code = site.code("ada@example.com").await;
        let body = json!({ "auth_code": code, "code_verifier": VERIFIER });
        let exchanges = (0..8).map(|_| site.post("/token?grant_type=pkce", body.clone()));
        let answers = join_all(exchanges).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
        for late in answers.into_iter().filter(|answer| answer.status != 200) {
            late.refused(404, "flow_state_not_found");
        }
    }
}

#[tokio::test]
async fn whoever_reads_the_table_learns_no_code() {
    for site in Site::each().await {
        site.somebody("ada@example.com").await;
        let code = site.code("ada@example.com").await;
        let kept: Vec<u8> = each!(site.db.database().read().await.unwrap().executor(), c => {
            sqlx::query_scalar("select auth_code_hash from auth_flow_states").fetch_one(c).await
        })
        .unwrap();
        assert_ne!(kept, code.as_bytes());
        assert_eq!(kept.len(), 32);
    }
}

#[tokio::test]
async fn who_asks_again_and_again_leaves_one_row() {
    for site in Site::each().await {
        site.somebody("ada@example.com").await;
        let body = json!({
            "email": "ada@example.com", "code_challenge": VERIFIER, "code_challenge_method": "plain",
        });
        for _ in 0..3 {
            site.post("/recover", body.clone()).await.expect(200);
            site.clock.advance(super::site::MAIL_PAUSE);
        }
        assert_eq!(tables::count(site.db.database(), "auth_flow_states").await, 1);
    }
}

#[tokio::test]
async fn ways_that_are_over_are_forgotten_when_no_link_leads_to_them() {
    for site in Site::each().await {
        site.somebody("ada@example.com").await;
        site.code("ada@example.com").await;
        site.clock.advance(LINKS_WORK_FOR + FLOWS_TAKE);
        assert_eq!(site.server.forget_flow_states(10).await.unwrap(), 0);
        site.clock.advance(Duration::from_secs(1));
        assert_eq!(site.server.forget_flow_states(10).await.unwrap(), 1);
    }
}
