//! Second factors: what is kept of them, how often they can be tried, and when they go.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use data_encoding::{BASE32_NOPAD, HEXLOWER};
use reqwest::Method;
use serde_json::{Value, json};

use super::site::{Answer, PASSWORD, Site};
use crate::support::tables;

const A_DAY: Duration = Duration::from_hours(24);

/// How long a code is shown.
const STEP: Duration = Duration::from_secs(30);

/// How long a challenge can be answered.
const CHALLENGE: Duration = Duration::from_mins(5);

/// How many wrong codes may be shown for one challenge, and for one factor.
const TRIES: usize = 6;
const WRONG_CODES: usize = 30;

/// How long wrong codes count.
const WRONG_CODES_COUNT_FOR: Duration = Duration::from_hours(1);

/// More than there are.
const ALL: i64 = 1_000;

fn claims(answer: &Answer) -> Value {
    let payload = answer.access_token().split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

#[tokio::test]
async fn a_second_factor_makes_a_session_whole_and_its_loss_half_again() {
    for site in Site::each().await {
        let ada = site.somebody("ada@example.com").await;
        let app = site.app(ada.access_token(), "app").await;
        site.clock.advance(STEP);
        let whole = site.shows(ada.access_token(), &app, &app.code(&site, 0)).await.expect(200);
        let told = claims(&whole);
        assert_eq!((&told["aal"], &told["session_id"]), (&json!("aal2"), &claims(&ada)["session_id"]));
        assert_eq!(told["amr"][0]["method"], "totp");
        assert_eq!(told["amr"][1]["method"], "otp");
        assert_eq!(whole.header("cache-control"), "no-store");
        assert_eq!(whole.body["user"]["factors"][0]["status"], "verified");
        let next = site.refresh(whole.refresh_token()).await.expect(200);
        assert_eq!(claims(&next)["aal"], "aal2");
        site.unenrol(next.access_token(), &app.factor).await.expect(200);
        let half = site.refresh(next.refresh_token()).await.expect(200);
        assert_eq!(claims(&half)["aal"], "aal1");
        assert_eq!(claims(&half)["amr"].as_array().unwrap().len(), 1);
        assert_eq!(half.body["user"].get("factors"), None);
    }
}

#[tokio::test]
async fn the_secret_of_an_app_is_told_once_and_kept_sealed() {
    for site in Site::each().await {
        let ada = site.somebody("ada@example.com").await;
        let app = site.app(ada.access_token(), "app").await;
        let secret = BASE32_NOPAD.decode(app.secret.as_bytes()).unwrap();
        assert_eq!(secret.len(), 20);
        let hex = HEXLOWER.encode(&secret);
        let rows = format!("{:?}", tables::everything(site.db.database()).await).to_lowercase();
        for text in [hex, app.secret.to_lowercase()] {
            assert!(!rows.contains(&text), "{text}");
        }
        let shown = site.user(ada.access_token()).await.expect(200).body.to_string();
        assert!(!shown.contains(&app.secret) && !shown.contains("secret"), "{shown}");
    }
}

#[tokio::test]
async fn no_code_is_taken_after_a_later_one() {
    for site in Site::each().await {
        let ada = site.somebody("ada@example.com").await;
        let app = site.app(ada.access_token(), "app").await;
        let whole = site.shows(ada.access_token(), &app, &app.code(&site, 1)).await.expect(200);
        for steps in [-1, 0, 1] {
            let code = app.code(&site, steps);
            site.shows(whole.access_token(), &app, &code).await.refused(422, "mfa_verification_failed");
        }
        site.clock.advance(STEP);
        let shown = app.code(&site, 0);
        site.shows(whole.access_token(), &app, &shown).await.refused(422, "mfa_verification_failed");
        site.clock.advance(STEP);
        site.shows(whole.access_token(), &app, &app.code(&site, 0)).await.expect(200);
    }
}

#[tokio::test]
async fn after_six_wrong_codes_a_challenge_is_over_and_another_one_works() {
    for site in Site::each().await {
        let ada = site.somebody("ada@example.com").await;
        let app = site.app(ada.access_token(), "app").await;
        let challenge = site.challenge(ada.access_token(), &app.factor).await.expect(200);
        let verify =
            async |code: &str| site.verify(ada.access_token(), &app.factor, challenge.text("id"), code).await;
        for _ in 0..TRIES {
            verify(&app.wrong_code(&site)).await.refused(422, "mfa_verification_failed");
        }
        verify(&app.code(&site, 0)).await.refused(422, "mfa_challenge_expired");
        verify(&app.code(&site, 0)).await.refused(422, "mfa_factor_not_found");
        site.shows(ada.access_token(), &app, &app.code(&site, 0)).await.expect(200);
    }
}

#[tokio::test]
async fn after_thirty_wrong_codes_a_factor_rests_for_an_hour_whoever_showed_them() {
    for site in Site::each().await {
        let ada = site.somebody("ada@example.com").await;
        let app = site.app(ada.access_token(), "app").await;
        let shows = async |code: String| site.shows(ada.access_token(), &app, &code).await;
        for _ in 0..WRONG_CODES {
            shows(app.wrong_code(&site)).await.refused(422, "mfa_verification_failed");
        }
        let tired = shows(app.code(&site, 0)).await.refused(429, "over_request_rate_limit");
        assert_eq!(tired.header("retry-after"), "3600");
        site.clock.advance(WRONG_CODES_COUNT_FOR.checked_sub(Duration::from_mins(10)).unwrap());
        let token = site.refresh(ada.refresh_token()).await.expect(200);
        let still = site.shows(token.access_token(), &app, &app.code(&site, 0)).await;
        still.refused(429, "over_request_rate_limit");
        site.clock.advance(Duration::from_mins(10) + Duration::from_micros(1));
        site.shows(token.access_token(), &app, &app.code(&site, 0)).await.expect(200);
    }
}

#[tokio::test]
async fn a_right_code_starts_the_count_of_wrong_ones_again() {
    for site in Site::each().await {
        let ada = site.somebody("ada@example.com").await;
        let app = site.app(ada.access_token(), "app").await;
        for _ in 0..2 {
            for _ in 0..WRONG_CODES - 1 {
                let code = app.wrong_code(&site);
                site.shows(ada.access_token(), &app, &code).await.refused(422, "mfa_verification_failed");
            }
            site.shows(ada.access_token(), &app, &app.code(&site, 0)).await.expect(200);
            site.clock.advance(STEP * 2);
        }
    }
}

#[tokio::test]
async fn factors_of_kinds_that_are_switched_off_are_shown_and_taken_away_but_not_proved() {
    for site in Site::each().await {
        let ada = site.somebody("ada@example.com").await;
        let token = ada.access_token();
        for (kind, challenge, verify) in [
            ("phone", "mfa_phone_verify_not_enabled", "mfa_phone_verify_not_enabled"),
            ("webauthn", "mfa_webauthn_verify_not_enabled", "mfa_webauthn_verify_not_enabled"),
        ] {
            let app = site.app(token, kind).await;
            // As it comes from another server, where they are switched on.
            tables::change(site.db.database(), "update auth_mfa_factors set factor_type = $1", kind).await;
            site.challenge(token, &app.factor).await.refused(422, challenge);
            site.verify(token, &app.factor, &app.factor, "123456").await.refused(422, verify);
            let shown = site.user(token).await.expect(200);
            assert_eq!(shown.body["factors"][0]["factor_type"], kind);
            site.unenrol(token, &app.factor).await.expect(200);
        }
    }
}

#[tokio::test]
async fn factors_that_nobody_proved_go_after_a_day_and_proved_ones_stay() {
    for site in Site::each().await {
        let ada = site.somebody("ada@example.com").await;
        let app = site.app(ada.access_token(), "app").await;
        let whole = site.shows(ada.access_token(), &app, &app.code(&site, 0)).await.expect(200);
        site.app(whole.access_token(), "never proved").await;
        site.clock.advance(A_DAY);
        assert_eq!(site.server.forget_unproved_factors(ALL).await.unwrap(), 0, "not a moment too early");
        site.clock.advance(Duration::from_micros(1));
        assert_eq!(site.server.forget_unproved_factors(ALL).await.unwrap(), 1);
        assert_eq!(site.server.forget_unproved_factors(ALL).await.unwrap(), 0);
        let half = site.sign_in("ada@example.com", PASSWORD).await.expect(200);
        site.shows(half.access_token(), &app, &app.code(&site, 0)).await.expect(200);
    }
}

#[tokio::test]
async fn challenges_go_a_day_after_they_could_be_answered() {
    for site in Site::each().await {
        let ada = site.somebody("ada@example.com").await;
        let app = site.app(ada.access_token(), "app").await;
        site.challenge(ada.access_token(), &app.factor).await.expect(200);
        site.shows(ada.access_token(), &app, &app.code(&site, 0)).await.expect(200);
        site.clock.advance(A_DAY + CHALLENGE);
        assert_eq!(site.server.forget_challenges(ALL).await.unwrap(), 0, "not a moment too early");
        site.clock.advance(Duration::from_micros(1));
        assert_eq!(site.server.forget_challenges(1).await.unwrap(), 1, "at most so many");
        assert_eq!(site.server.forget_challenges(ALL).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn with_an_account_go_its_factors_and_challenges() {
    for site in Site::each().await {
        let ada = site.somebody("ada@example.com").await;
        let app = site.app(ada.access_token(), "app").await;
        site.shows(ada.access_token(), &app, &app.code(&site, 0)).await.expect(200);
        let path = format!("/admin/users/{}", ada.header("sb-auth-user-id"));
        site.as_admin(Method::DELETE, &path, json!({})).await.expect(200);
        for table in ["auth_mfa_factors", "auth_mfa_challenges"] {
            assert_eq!(tables::count(site.db.database(), table).await, 0, "{table}");
        }
    }
}
