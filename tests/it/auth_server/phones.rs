//! Accounts by telephone: many who ask at once, and what is stronger here than elsewhere.

use std::time::Duration;

use doorward::auth_server::{AuthServerSettings, TestCodes};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use super::site::{PASSWORD, Site, settings};
use crate::support::tables;

/// How many ask at once.
const AT_ONCE: usize = 8;

const NUMBER: &str = "15550100";
const CODE: &str = "123456";
const WRONG: &str = "654321";

/// Numbers are taken, and the codes of some are known.
fn with_numbers() -> AuthServerSettings {
    let mut settings = settings();
    settings.phones.are_taken = true;
    settings.phones.pause = Duration::ZERO;
    settings.phones.test_codes = TestCodes::parse("15550100:123456,15550101:123456").unwrap();
    settings
}

fn sign_up() -> Value {
    json!({ "phone": NUMBER, "password": PASSWORD })
}

fn shown(code: &str) -> Value {
    json!({ "type": "sms", "phone": NUMBER, "token": code })
}

#[tokio::test]
async fn a_number_that_signs_up_eight_times_at_once_has_one_account() {
    for site in Site::each_with(with_numbers()).await {
        let answers = join_all((0..AT_ONCE).map(|_| site.post("/signup", sign_up()))).await;
        let ids: Vec<_> =
            answers.into_iter().map(|answer| answer.expect(200).text("id").to_owned()).collect();
        assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
        assert_eq!(tables::count(site.db.database(), "auth_users").await, 1);
        assert_eq!(tables::count(site.db.database(), "auth_identities").await, 1);
    }
}

#[tokio::test]
async fn a_number_that_is_believed_and_signs_up_eight_times_at_once_has_one_session() {
    let mut settings = with_numbers();
    settings.phones.are_believed = true;
    for site in Site::each_with(settings).await {
        let answers = join_all((0..AT_ONCE).map(|_| site.post("/signup", sign_up()))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
        for answer in answers.into_iter().filter(|answer| answer.status != 200) {
            answer.refused(422, "user_already_exists");
        }
        assert_eq!(tables::count(site.db.database(), "auth_users").await, 1);
        assert_eq!(tables::count(site.db.database(), "auth_sessions").await, 1);
    }
}

#[tokio::test]
async fn a_number_that_asks_for_a_code_eight_times_at_once_has_one_account() {
    for site in Site::each_with(with_numbers()).await {
        let asking = (0..AT_ONCE).map(|_| site.post("/otp", json!({ "phone": NUMBER })));
        for answer in join_all(asking).await {
            answer.expect(200);
        }
        assert_eq!(tables::count(site.db.database(), "auth_users").await, 1);
    }
}

#[tokio::test]
async fn one_number_becomes_one_accounts_own() {
    for site in Site::each_with(with_numbers()).await {
        let (ada, bob) = (site.somebody("ada@example.com").await, site.somebody("bob@example.com").await);
        for pair in [&ada, &bob] {
            let body = json!({ "phone": NUMBER });
            site.as_user(Method::PUT, "/user", pair.access_token(), body).await.expect(200);
        }
        let proof = json!({ "type": "phone_change", "phone": NUMBER, "token": CODE });
        let answers = join_all((0..AT_ONCE).map(|_| site.post("/verify", proof.clone()))).await;
        assert!(answers.iter().any(|answer| answer.status == 200));
        let mut owners = 0;
        for pair in [&ada, &bob] {
            let user = site.as_user(Method::GET, "/user", pair.access_token(), Value::Null).await.expect(200);
            owners += usize::from(user.text("phone") == NUMBER);
        }
        assert_eq!(owners, 1);
    }
}

#[tokio::test]
async fn after_six_wrong_codes_a_known_one_is_not_taken_for_an_hour() {
    for site in Site::each_with(with_numbers()).await {
        site.post("/signup", sign_up()).await.expect(200);
        for _ in 0..6 {
            site.post("/verify", shown(WRONG)).await.refused(403, "otp_expired");
        }
        site.post("/verify", shown(CODE)).await.refused(403, "otp_expired");
        site.clock.advance(Duration::from_hours(1));
        site.post("/verify", shown(CODE)).await.expect(200);
    }
}

#[tokio::test]
async fn a_client_that_asks_too_soon_is_told_how_long_to_wait() {
    let mut settings = with_numbers();
    settings.phones.pause = Duration::from_mins(1);
    for site in Site::each_with(settings).await {
        site.post("/signup", sign_up()).await.expect(200);
        let again = site.post("/signup", sign_up()).await.refused(429, "over_sms_send_rate_limit");
        assert_eq!(again.headers["retry-after"], "60");
    }
}
