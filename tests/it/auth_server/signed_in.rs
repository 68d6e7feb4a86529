use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use super::site::{Answer, MAIL_PAUSE, PASSWORD, Site, settings};

async fn put(site: &Site, pair: &Answer, body: Value) -> Answer {
    site.as_user(Method::PUT, "/user", pair.access_token(), body).await
}

async fn verify(site: &Site, body: Value) -> Answer {
    site.post("/verify", body).await
}

#[tokio::test]
async fn a_new_password_ends_all_other_sessions_and_every_mail_that_is_out() {
    for site in Site::each().await {
        let here = site.somebody("ada@example.com").await;
        let there = site.sign_in("ada@example.com", PASSWORD).await.expect(200);
        site.post("/recover", json!({ "email": "ada@example.com" })).await.expect(200);
        let link = site.proof("ada@example.com").await.token_hash();

        put(&site, &here, json!({ "password": "short" })).await.refused(422, "weak_password");
        put(&site, &here, json!({ "password": "x".repeat(73) })).await.refused(400, "validation_failed");
        put(&site, &here, json!({ "password": PASSWORD })).await.refused(422, "same_password");
        site.user(there.access_token()).await.expect(200);
        let changed = put(&site, &here, json!({ "password": "four other random words" })).await.expect(200);
        assert!(changed.body.get("access_token").is_none());
        assert!(changed.body.get("recovery_sent_at").is_none());

        site.user(here.access_token()).await.expect(200);
        site.user(there.access_token()).await.refused(403, "session_not_found");
        site.refresh(there.refresh_token()).await.refused(400, "refresh_token_not_found");
        site.refresh(here.refresh_token()).await.expect(200);
        verify(&site, json!({ "type": "recovery", "token_hash": link })).await.refused(403, "otp_expired");
        site.sign_in("ada@example.com", PASSWORD).await.refused(400, "invalid_credentials");
        site.sign_in("ada@example.com", "four other random words").await.expect(200);
    }
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_whoever_gets_the_mail() {
    for site in Site::each().await {
        let before = site.somebody("ada@example.com").await;
        site.post("/recover", json!({ "email": "ada@example.com" })).await.expect(200);
        let proof = site.proof("ada@example.com").await;
        assert_eq!(proof.parameter("type").as_deref(), Some("recovery"));
        let body = json!({ "type": "recovery", "token_hash": proof.token_hash() });
        let pair = verify(&site, body).await.expect(200);
        put(&site, &pair, json!({ "password": "four other random words" })).await.expect(200);
        site.user(before.access_token()).await.refused(403, "session_not_found");
        site.sign_in("ada@example.com", "four other random words").await.expect(200);
    }
}

#[tokio::test]
async fn what_people_say_of_themselves_is_merged() {
    for site in Site::each().await {
        let pair = site.somebody("ada@example.com").await;
        put(&site, &pair, json!({ "data": { "a": 1, "b": { "c": [2] } } })).await.expect(200);
        let merged = put(&site, &pair, json!({ "data": { "a": null, "d": "e" } })).await.expect(200);
        let said = &merged.body["user_metadata"];
        assert_eq!((said.get("a"), &said["b"]["c"][0], &said["d"]), (None, &json!(2), &json!("e")));
        assert_eq!(said["email"], "ada@example.com");
        assert_eq!(site.user(pair.access_token()).await.body["user_metadata"], *said);
        put(&site, &pair, json!({ "app_metadata": { "admin": true } })).await.refused(403, "not_admin");
        put(&site, &pair, json!({ "phone": "+49123456" })).await.refused(400, "phone_provider_disabled");
        put(&site, &pair, json!({ "email": "nonsense" })).await.refused(400, "validation_failed");
        put(&site, &pair, json!({})).await.expect(200);
    }
}

#[tokio::test]
async fn an_address_changes_when_both_ends_agree_in_any_order() {
    for site in Site::each().await {
        for (old, new, first_end) in
            [("a@example.com", "b@example.com", "new"), ("c@example.com", "d@example.com", "old")]
        {
            let pair = site.somebody(old).await;
            let pending = put(&site, &pair, json!({ "email": new.to_uppercase() })).await.expect(200);
            assert_eq!((pending.text("email"), pending.text("new_email")), (old, new));
            assert!(pending.body["email_change_sent_at"].is_string());
            let (to_old, to_new) = (site.proof(old).await, site.proof(new).await);
            assert_eq!(to_new.parameter("type").as_deref(), Some("email_change"));
            assert_ne!(to_old.code, to_new.code);

            let by_link = json!({ "type": "email_change", "token_hash": to_new.token_hash() });
            let by_code = json!({ "type": "email_change", "email": old, "token": to_old.code });
            let (one, other) = if first_end == "new" { (by_link, by_code) } else { (by_code, by_link) };
            let half = verify(&site, one.clone()).await.expect(200);
            assert_eq!(half.body["code"], "200");
            assert!(half.body.get("access_token").is_none());
            verify(&site, one).await.refused(403, "otp_expired");
            assert_eq!(site.user(pair.access_token()).await.text("email"), old);

            let whole = verify(&site, other).await.expect(200);
            let user = &whole.body["user"];
            assert_eq!((&user["email"], user.get("new_email")), (&json!(new), None));
            assert_eq!(user["identities"][0]["email"], new);
            site.sign_in(old, PASSWORD).await.refused(400, "invalid_credentials");
            site.sign_in(new, PASSWORD).await.expect(200);
        }
    }
}

#[tokio::test]
async fn an_address_that_somebody_has_cannot_be_taken_over() {
    for site in Site::each().await {
        let ada = site.somebody("ada@example.com").await;
        site.somebody("eve@example.com").await;
        put(&site, &ada, json!({ "email": "eve@example.com" })).await.refused(422, "email_exists");
        put(&site, &ada, json!({ "email": "new@example.com" })).await.expect(200);
        put(&site, &ada, json!({ "email": "new@example.com" }))
            .await
            .refused(429, "over_email_send_rate_limit");
        let (to_old, to_new) = (site.proof("ada@example.com").await, site.proof("new@example.com").await);
        // Somebody else is quicker.
        site.somebody("new@example.com").await;
        verify(&site, json!({ "type": "email_change", "token_hash": to_old.token_hash() })).await.expect(200);
        verify(&site, json!({ "type": "email_change", "token_hash": to_new.token_hash() }))
            .await
            .refused(422, "email_exists");
        assert_eq!(site.user(ada.access_token()).await.text("email"), "ada@example.com");
    }
}

#[tokio::test]
async fn a_change_of_address_is_mailed_again_to_both_ends() {
    for site in Site::each().await {
        let pair = site.somebody("ada@example.com").await;
        put(&site, &pair, json!({ "email": "new@example.com" })).await.expect(200);
        let before = site.proof("new@example.com").await;
        site.clock.advance(MAIL_PAUSE);
        let body = json!({ "type": "email_change", "email": "ada@example.com" });
        site.post("/resend", body).await.expect(200);
        let (to_old, to_new) = (site.proof("ada@example.com").await, site.proof("new@example.com").await);
        assert_ne!(before.token_hash(), to_new.token_hash());
        for (hash, status) in
            [(before.token_hash(), 403), (to_old.token_hash(), 200), (to_new.token_hash(), 200)]
        {
            verify(&site, json!({ "type": "email_change", "token_hash": hash })).await.expect(status);
        }
        site.sign_in("new@example.com", PASSWORD).await.expect(200);
    }
}

#[tokio::test]
async fn an_old_session_shows_a_code_before_it_changes_the_password() {
    let mut strict = settings();
    strict.asks_code_for_new_password = true;
    strict.token_lifetime = Duration::from_hours(48);
    for site in Site::each_with(strict).await {
        let pair = site.somebody("ada@example.com").await;
        put(&site, &pair, json!({ "password": "four other random words" })).await.expect(200);
        site.clock.advance(Duration::from_hours(24) + Duration::from_micros(1));
        let new = json!({ "password": "five more random words" });
        put(&site, &pair, new.clone()).await.refused(400, "reauthentication_needed");
        site.as_user(Method::GET, "/reauthenticate", pair.access_token(), Value::Null).await.expect(200);
        let mail = site.mails("ada@example.com").await.remove(0);
        let is_code = |word: &&str| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit());
        let code = mail.text.split_whitespace().find(is_code).unwrap();
        let with = |nonce: &str| json!({ "password": "five more random words", "nonce": nonce });
        let wrong = if code == "000000" { "000001" } else { "000000" };
        put(&site, &pair, with(wrong)).await.refused(422, "reauthentication_not_valid");
        put(&site, &pair, with(code)).await.expect(200);
        let again = json!({ "password": "six words are even better", "nonce": code });
        put(&site, &pair, again).await.refused(422, "reauthentication_not_valid");
        site.sign_in("ada@example.com", "five more random words").await.expect(200);
    }
}

#[tokio::test]
async fn logging_out_ends_the_sessions_that_are_meant() {
    for site in Site::each().await {
        let one = site.somebody("ada@example.com").await;
        let two = site.sign_in("ada@example.com", PASSWORD).await.expect(200);
        let three = site.sign_in("ada@example.com", PASSWORD).await.expect(200);
        let logout = async |pair: &Answer, query: &str| {
            site.as_user(Method::POST, &format!("/logout{query}"), pair.access_token(), Value::Null).await
        };
        logout(&one, "?scope=nonsense").await.refused(400, "validation_failed");
        logout(&one, "?scope=local").await.expect(204);
        logout(&one, "").await.refused(403, "session_not_found");
        logout(&two, "?scope=others").await.expect(204);
        site.user(three.access_token()).await.refused(403, "session_not_found");
        let four = site.sign_in("ada@example.com", PASSWORD).await.expect(200);
        logout(&two, "").await.expect(204);
        site.user(two.access_token()).await.refused(403, "session_not_found");
        site.user(four.access_token()).await.refused(403, "session_not_found");
    }
}

#[tokio::test]
async fn a_token_that_is_missing_over_or_altered_opens_nothing() {
    let site = Site::each().await.remove(0);
    let pair = site.somebody("ada@example.com").await;
    site.get("/user").await.refused(401, "no_authorization");
    let odd = site.request(Method::GET, "/user").header("authorization", "Basic abc");
    Answer::of(odd).await.refused(401, "no_authorization");
    let lower = format!("bearer {}", pair.access_token());
    let lower = site.request(Method::GET, "/user").header("authorization", lower);
    Answer::of(lower).await.expect(200);
    let (message, signature) = pair.access_token().rsplit_once('.').unwrap();
    let none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0";
    let claims = message.split_once('.').unwrap().1;
    for forged in [
        format!("{message}."),
        format!("{message}.{}", signature.chars().rev().collect::<String>()),
        format!("{none}.{claims}."),
        format!("{none}.{claims}.{signature}"),
        "nonsense".to_owned(),
    ] {
        site.user(&forged).await.refused(403, "bad_jwt");
    }
    site.clock.advance(Duration::from_hours(1) - Duration::from_secs(1));
    site.user(pair.access_token()).await.expect(200);
    site.clock.advance(Duration::from_secs(1));
    site.user(pair.access_token()).await.refused(403, "bad_jwt");
}
