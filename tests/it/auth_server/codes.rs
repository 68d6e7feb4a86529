use std::time::Duration;

use doorward::database::each;
use reqwest::Method;
use serde_json::json;

use super::site::{MAIL_PAUSE, PASSWORD, Proof, Site};

/// How long links and codes work.
const LIFETIME: Duration = Duration::from_hours(24);

/// How many codes may be typed for one mail.
const TRIES: usize = 6;

/// How long they count.
const TRIES_COUNT_FOR: Duration = Duration::from_hours(1);

/// Another code than this one.
fn wrong(code: &str) -> &'static str {
    if code == "123456" { "654321" } else { "123456" }
}

#[tokio::test]
async fn a_link_and_a_code_work_for_a_day_and_no_longer() {
    for site in Site::each().await {
        site.somebody("ada@example.com").await;
        let proof = site.recover("ada@example.com").await;
        site.clock.advance(LIFETIME);
        site.follow("recovery", &proof.token_hash()).await.expect(200);
        let proof = site.recover("ada@example.com").await;
        site.clock.advance(LIFETIME + Duration::from_micros(1));
        site.follow("recovery", &proof.token_hash()).await.refused(403, "otp_expired");
        site.type_code("recovery", "ada@example.com", &proof.code).await.refused(403, "otp_expired");
    }
}

#[tokio::test]
async fn after_some_wrong_codes_only_the_link_works_and_a_new_mail_does_not_start_over() {
    for site in Site::each().await {
        site.somebody("ada@example.com").await;
        let proof = site.recover("ada@example.com").await;
        for _ in 0..TRIES {
            let code = wrong(&proof.code);
            site.type_code("recovery", "ada@example.com", code).await.refused(403, "otp_expired");
        }
        site.type_code("recovery", "ada@example.com", &proof.code).await.refused(403, "otp_expired");
        site.clock.advance(MAIL_PAUSE);
        let proof = site.recover("ada@example.com").await;
        site.type_code("recovery", "ada@example.com", &proof.code).await.refused(403, "otp_expired");
        site.follow("recovery", &proof.token_hash()).await.expect(200);

        let proof = recover_later(&site).await;
        site.type_code("recovery", "ada@example.com", wrong(&proof.code)).await.refused(403, "otp_expired");
        site.type_code("recovery", "ada@example.com", &proof.code).await.expect(200);
    }
}

async fn recover_later(site: &Site) -> Proof {
    site.clock.advance(TRIES_COUNT_FOR);
    site.recover("ada@example.com").await
}

#[tokio::test]
async fn wrong_codes_typed_at_once_get_no_more_tries() {
    for site in Site::each().await {
        site.somebody("ada@example.com").await;
        let proof = site.recover("ada@example.com").await;
        let tries = (0..20).map(|_| site.type_code("email", "ada@example.com", wrong(&proof.code)));
        for answer in futures_util::future::join_all(tries).await {
            answer.refused(403, "otp_expired");
        }
        let tries: i64 = each!(site.db.database().read().await.unwrap().executor(), c => {
            sqlx::query_scalar("select tries from auth_one_time_tokens").fetch_one(c).await
        })
        .unwrap();
        assert_eq!(usize::try_from(tries).unwrap(), TRIES);
    }
}

#[tokio::test]
async fn a_code_spent_many_times_at_once_signs_in_once() {
    for site in Site::each().await {
        site.somebody("ada@example.com").await;
        let proof = site.recover("ada@example.com").await;
        let hash = proof.token_hash();
        let answers = futures_util::future::join_all((0..8).map(|_| site.follow("recovery", &hash))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    }
}

#[tokio::test]
async fn a_new_mail_of_a_kind_replaces_the_one_before_and_spending_one_kills_all() {
    for site in Site::each().await {
        site.sign_up("ada@example.com").await.expect(200);
        let confirmation = site.proof("ada@example.com").await;
        let first = site.recover("ada@example.com").await;
        site.clock.advance(MAIL_PAUSE);
        let second = site.recover("ada@example.com").await;
        site.follow("recovery", &first.token_hash()).await.refused(403, "otp_expired");
        let pair = site.follow("recovery", &second.token_hash()).await.expect(200);
        assert!(pair.body["user"]["email_confirmed_at"].is_string());
        assert_eq!(pair.body["user"]["user_metadata"]["email_verified"], true);
        site.follow("signup", &confirmation.token_hash()).await.refused(403, "otp_expired");
    }
}

#[tokio::test]
async fn a_code_is_good_for_its_own_kind_and_address_only() {
    for site in Site::each().await {
        site.somebody("ada@example.com").await;
        site.somebody("eve@example.com").await;
        let proof = site.recover("ada@example.com").await;
        site.type_code("signup", "ada@example.com", &proof.code).await.refused(403, "otp_expired");
        site.type_code("recovery", "eve@example.com", &proof.code).await.refused(403, "otp_expired");
        site.follow("signup", &proof.token_hash()).await.refused(403, "otp_expired");
        site.follow("email_change", &proof.token_hash()).await.refused(403, "otp_expired");
        site.follow("magiclink", &proof.token_hash()).await.expect(200);
    }
}

#[tokio::test]
async fn unknown_people_are_answered_as_known_ones() {
    for site in Site::each().await {
        site.somebody("ada@example.com").await;
        for email in ["ada@example.com", "nobody@example.com"] {
            let answer = site.post("/recover", json!({ "email": email })).await.expect(200);
            assert_eq!(answer.body, json!({}));
            for kind in ["signup", "email_change"] {
                let body = json!({ "type": kind, "email": email });
                assert_eq!(site.post("/resend", body).await.expect(200).body, json!({}));
            }
        }
        assert_eq!(site.mails("nobody@example.com").await.len(), 0);
        site.post("/recover", json!({ "email": "ada@example.com" }))
            .await
            .refused(429, "over_email_send_rate_limit");
    }
}

#[tokio::test]
async fn a_code_by_mail_signs_in_whoever_has_an_account_and_makes_one_for_others() {
    for site in Site::each().await {
        site.somebody("ada@example.com").await;
        for path in ["/otp", "/magiclink"] {
            site.post(path, json!({ "email": "ada@example.com" })).await.expect(200);
            let proof = site.proof("ada@example.com").await;
            assert_eq!(proof.parameter("type").as_deref(), Some("magiclink"));
            site.type_code("email", "ada@example.com", &proof.code).await.expect(200);
            let email = format!("new{}@example.com", path.len());
            let body = json!({ "email": email, "data": { "x": 1 } });
            assert_eq!(site.post(path, body).await.expect(200).body, json!({}));
            let proof = site.proof(&email).await;
            assert_eq!(proof.parameter("type").as_deref(), Some("signup"));
            let pair = site.type_code("email", &email, &proof.code).await.expect(200);
            assert_eq!(pair.body["user"]["user_metadata"]["x"], 1);
            site.sign_in(&email, "").await.refused(400, "invalid_credentials");
            site.clock.advance(MAIL_PAUSE);
        }
        let strangers = json!({ "email": "stranger@example.com", "create_user": false });
        site.post("/otp", strangers).await.refused(422, "otp_disabled");
        let nonsense = json!({ "email": "nonsense", "create_user": false });
        site.post("/otp", nonsense).await.refused(422, "otp_disabled");
        site.post("/otp", json!({ "email": "nonsense" })).await.refused(400, "validation_failed");
        site.post("/otp", json!({})).await.refused(400, "validation_failed");
        site.post("/otp", json!({ "phone": "1234" })).await.refused(400, "phone_provider_disabled");
        site.post("/magiclink", json!({})).await.refused(422, "validation_failed");
    }
}

#[tokio::test]
async fn the_confirmation_is_sent_again_to_people_who_wait_for_it() {
    for site in Site::each().await {
        site.sign_up("ada@example.com").await.expect(200);
        let body = json!({ "type": "signup", "email": "ada@example.com" });
        site.post("/resend", body.clone()).await.refused(429, "over_email_send_rate_limit");
        site.clock.advance(MAIL_PAUSE);
        site.post("/resend", body.clone()).await.expect(200);
        assert_eq!(site.mails("ada@example.com").await.len(), 2);
        let code = site.proof("ada@example.com").await.code;
        site.type_code("signup", "ada@example.com", &code).await.expect(200);
        site.clock.advance(MAIL_PAUSE);
        site.post("/resend", body).await.expect(200);
        assert_eq!(site.mails("ada@example.com").await.len(), 2);
        for bad in [json!({}), json!({ "type": "signup" }), json!({ "type": "x", "email": "a@b.c" })] {
            site.post("/resend", bad).await.refused(400, "validation_failed");
        }
    }
}

#[tokio::test]
async fn banned_people_cannot_come_in_by_mail() {
    for site in Site::each().await {
        let pair = site.somebody("ada@example.com").await;
        let proof = site.recover("ada@example.com").await;
        let path = format!("/admin/users/{}", pair.header("sb-auth-user-id"));
        site.as_admin(Method::PUT, &path, json!({ "ban_duration": "24h" })).await.expect(200);
        site.follow("recovery", &proof.token_hash()).await.refused(403, "user_banned");
        site.as_admin(Method::PUT, &path, json!({ "ban_duration": "none" })).await.expect(200);
        site.follow("recovery", &proof.token_hash()).await.expect(200);
        site.sign_in("ada@example.com", PASSWORD).await.expect(200);
    }
}
