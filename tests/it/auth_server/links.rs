use std::time::Duration;

use doorward::database::each;
use reqwest::Method;
use serde_json::json;
use sha2::{Digest as _, Sha224};

use super::site::{Answer, MAIL_PAUSE, SITE, Site};

#[tokio::test]
async fn the_hash_in_a_link_is_that_of_address_and_code() {
    let site = Site::each().await.remove(0);
    site.sign_up("user@example.com").await.expect(200);
    let proof = site.proof("user@example.com").await;
    let digest = Sha224::digest(format!("user@example.com{}", proof.code));
    assert_eq!(proof.token_hash(), format!("{digest:x}"));
    for db in Site::each().await {
        db.sign_up("user@example.com").await.expect(200);
        let proof = db.proof("user@example.com").await;
        let kept: Vec<u8> = each!(db.db.database().read().await.unwrap().executor(), c => {
            sqlx::query_scalar("select token_hash from auth_one_time_tokens").fetch_one(c).await
        })
        .unwrap();
        assert_ne!(kept, proof.token_hash().as_bytes());
    }
}

#[tokio::test]
async fn what_is_no_proof_is_refused() {
    let site = Site::each().await.remove(0);
    for (body, status, code) in [
        (json!({}), 400, "validation_failed"),
        (json!({ "type": "signup" }), 400, "validation_failed"),
        (json!({ "type": "signup", "token": "1", "token_hash": "2" }), 400, "validation_failed"),
        (json!({ "type": "signup", "token_hash": "2", "email": "a@b.c" }), 400, "validation_failed"),
        (json!({ "type": "signup", "token_hash": "2", "redirect_to": "x" }), 400, "validation_failed"),
        (json!({ "type": "nonsense", "token_hash": "2" }), 400, "validation_failed"),
        (json!({ "type": "signup", "token": "1" }), 400, "validation_failed"),
        (json!({ "type": "signup", "token": "1", "email": "nonsense" }), 422, "validation_failed"),
        (json!({ "type": "signup", "token": "1", "email": "a@b.c" }), 403, "otp_expired"),
        (json!({ "type": "nonsense", "token": "1", "email": "a@b.c" }), 403, "otp_expired"),
        (json!({ "type": "signup", "token_hash": "x".repeat(5000) }), 403, "otp_expired"),
        (json!({ "type": "signup", "token_hash": "\0" }), 403, "otp_expired"),
    ] {
        site.post("/verify", body).await.refused(status, code);
    }
}

#[tokio::test]
async fn a_link_to_the_auth_server_itself_lands_on_the_site_with_the_tokens_or_the_reason() {
    for site in Site::each().await {
        site.sign_up("ada@example.com").await.expect(200);
        let hash = site.proof("ada@example.com").await.token_hash();
        let path = format!("/verify?type=signup&token={hash}&redirect_to=http://site.example/in?a=1");
        let landed = site.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(landed.status(), 303);
        let location = landed.headers()["location"].to_str().unwrap().to_owned();
        let (page, fragment) = location.split_once('#').unwrap();
        assert_eq!(page, "http://site.example/in?a=1");
        let names: Vec<_> =
            url::form_urlencoded::parse(fragment.as_bytes()).map(|(name, _)| name.into_owned()).collect();
        let all = ["access_token", "expires_at", "expires_in", "refresh_token", "sb", "token_type", "type"];
        assert_eq!(names, all);

        let again = site.request(Method::GET, &path).send().await.unwrap();
        let location = again.headers()["location"].to_str().unwrap();
        let start =
            "http://site.example/in?a=1#error=access_denied&error_code=otp_expired&error_description=";
        assert!(location.starts_with(start) && location.ends_with("&sb="), "{location}");
        let elsewhere = site.request(Method::GET, "/verify?type=x&token=y&redirect_to=https://evil.example");
        let location = elsewhere.send().await.unwrap().headers()["location"].to_str().unwrap().to_owned();
        assert!(location.starts_with(&format!("{SITE}#error=invalid_request")), "{location}");
        Answer::of(site.request(Method::GET, "/verify?type=signup")).await.refused(400, "validation_failed");
    }
}

#[tokio::test]
async fn trying_links_by_the_hundred_stops_all_links_for_a_while_and_no_code() {
    let site = Site::each().await.remove(0);
    site.somebody("ada@example.com").await;
    let proof = site.recover("ada@example.com").await;
    for number in 0..=200 {
        site.follow("recovery", &format!("{number:056x}")).await.refused(403, "otp_expired");
    }
    let link = proof.token_hash();
    site.follow("recovery", &link).await.refused(429, "over_request_rate_limit");
    site.clock.advance(Duration::from_secs(30));
    site.follow("recovery", &link).await.expect(200);
    site.clock.advance(MAIL_PAUSE);
    let proof = site.recover("ada@example.com").await;
    site.follow("recovery", "x").await.refused(403, "otp_expired");
    for _ in 0..2 {
        drop(site.follow("recovery", "x").await);
    }
    site.follow("recovery", "x").await.refused(429, "over_request_rate_limit");
    site.type_code("recovery", "ada@example.com", &proof.code).await.expect(200);
}
