//! Second factors, many things at once.

use futures_util::future::{join, join_all};
use reqwest::Method;
use serde_json::Value;

use super::site::{Answer, Site};
use crate::support::tables;

/// How many things happen at once.
const AT_ONCE: usize = 20;

/// How many factors somebody may have.
const MOST_FACTORS: usize = 10;

fn with_status(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status.as_u16() == status).count()
}

/// All but one are refused with this code.
#[track_caller]
fn one_and_refusals(answers: Vec<Answer>, code: &str) {
    assert_eq!(with_status(&answers, 200), 1, "{:?}", answers.iter().map(|a| a.status).collect::<Vec<_>>());
    for answer in answers.into_iter().filter(|answer| answer.status != 200) {
        answer.refused(422, code);
    }
}

#[tokio::test]
async fn a_code_for_one_challenge_twenty_times_at_once_is_taken_once() {
    for site in Site::each().await {
        let ada = site.somebody("ada@example.com").await;
        let app = site.app(ada.access_token(), "app").await;
        let challenge = site.challenge(ada.access_token(), &app.factor).await.expect(200);
        let code = app.code(&site, 0);
        let verify = || site.verify(ada.access_token(), &app.factor, challenge.text("id"), &code);
        let answers = join_all((0..AT_ONCE).map(|_| verify())).await;
        one_and_refusals(answers, "mfa_ip_address_mismatch");
    }
}

#[tokio::test]
async fn a_code_for_twenty_challenges_at_once_is_taken_once() {
    for site in Site::each().await {
        let ada = site.somebody("ada@example.com").await;
        let app = site.app(ada.access_token(), "app").await;
        let code = app.code(&site, 0);
        let answers = join_all((0..AT_ONCE).map(|_| site.shows(ada.access_token(), &app, &code))).await;
        one_and_refusals(answers, "mfa_verification_failed");
    }
}

#[tokio::test]
async fn wrong_codes_at_once_get_no_more_tries() {
    for site in Site::each().await {
        let ada = site.somebody("ada@example.com").await;
        let app = site.app(ada.access_token(), "app").await;
        let challenge = site.challenge(ada.access_token(), &app.factor).await.expect(200);
        let wrong = app.wrong_code(&site);
        let verify = || site.verify(ada.access_token(), &app.factor, challenge.text("id"), &wrong);
        let answers = join_all((0..AT_ONCE).map(|_| verify())).await;
        let tried = answers.iter().filter(|answer| answer.body["code"] == "mfa_verification_failed");
        assert_eq!(tried.count(), 6);
    }
}

#[tokio::test]
async fn enrolments_at_once_stop_at_the_limit() {
    for site in Site::each().await {
        let ada = site.somebody("ada@example.com").await;
        for number in 1..MOST_FACTORS {
            site.app(ada.access_token(), &number.to_string()).await;
        }
        let names: Vec<_> = (0..AT_ONCE).map(|number| format!("at once {number}")).collect();
        let answers = join_all(names.iter().map(|name| site.enrol(ada.access_token(), name))).await;
        one_and_refusals(answers, "too_many_enrolled_mfa_factors");
        assert_eq!(tables::count(site.db.database(), "auth_mfa_factors").await, 10);
    }
}

#[tokio::test]
async fn enrolments_of_one_name_at_once_give_one_factor() {
    for site in Site::each().await {
        let ada = site.somebody("ada@example.com").await;
        let answers = join_all((0..AT_ONCE).map(|_| site.enrol(ada.access_token(), "app"))).await;
        one_and_refusals(answers, "mfa_factor_name_conflict");
    }
}

#[tokio::test]
async fn a_proof_during_refreshes_leaves_one_current_token() {
    for site in Site::each().await {
        let ada = site.somebody("ada@example.com").await;
        let app = site.app(ada.access_token(), "app").await;
        let refreshes = join_all((0..AT_ONCE).map(|_| site.refresh(ada.refresh_token())));
        let code = app.code(&site, 0);
        let proof = site.shows(ada.access_token(), &app, &code);
        let (pairs, proved) = join(refreshes, proof).await;
        assert_eq!(with_status(&pairs, 200), AT_ONCE);
        let proved = proved.expect(200);
        let next = site.refresh(proved.refresh_token()).await.expect(200);
        site.refresh(next.refresh_token()).await.expect(200);
        assert_eq!(tables::count(site.db.database(), "auth_sessions").await, 1);
    }
}

#[tokio::test]
async fn a_proof_during_a_farewell_leaves_no_session() {
    for site in Site::each().await {
        let ada = site.somebody("ada@example.com").await;
        let app = site.app(ada.access_token(), "app").await;
        let challenge = site.challenge(ada.access_token(), &app.factor).await.expect(200);
        let code = app.code(&site, 0);
        let proof = site.verify(ada.access_token(), &app.factor, challenge.text("id"), &code);
        let farewell = site.as_user(Method::POST, "/logout", ada.access_token(), Value::Null);
        let (proved, left) = join(proof, farewell).await;
        left.expect(204);
        match proved.status.as_u16() {
            200 => drop(site.user(proved.access_token()).await.refused(403, "session_not_found")),
            _ => drop(proved.refused(403, "session_not_found")),
        }
        assert_eq!(tables::count(site.db.database(), "auth_sessions").await, 0);
    }
}

#[tokio::test]
async fn of_two_sessions_that_prove_a_factor_at_once_one_lives_on() {
    for site in Site::each().await {
        let ada = site.somebody("ada@example.com").await;
        let other = site.sign_in("ada@example.com", super::site::PASSWORD).await.expect(200);
        let app = site.app(ada.access_token(), "app").await;
        let (ada, other) = (ada.access_token(), other.access_token());
        let first = site.challenge(ada, &app.factor).await.expect(200);
        let second = site.challenge(other, &app.factor).await.expect(200);
        let (now, next) = (app.code(&site, 0), app.code(&site, 1));
        let (one, two) = join(
            site.verify(ada, &app.factor, first.text("id"), &now),
            site.verify(other, &app.factor, second.text("id"), &next),
        )
        .await;
        // Whoever comes first ends the other, which has proved nothing by then.
        let answers = [one, two];
        assert_eq!(with_status(&answers, 200), 1);
        for answer in answers.into_iter().filter(|answer| answer.status != 200) {
            answer.refused(403, "session_not_found");
        }
        assert_eq!(tables::count(site.db.database(), "auth_sessions").await, 1);
    }
}
