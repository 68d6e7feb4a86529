//! `POST /factors/{id}/verify`: what proves nothing (gotrue-contract §1.13).

use serde_json::{Value, json};

use crate::contract::ask::{Ask, get, post};
use crate::contract::second_factor::{App, challenge, verify};
use crate::contract::story::stories;
use crate::contract::telling::{Member, Telling};

stories! {
    Usual {
        a_wrong_code_proves_nothing,
        a_wrong_code_can_be_put_right,
        codes_of_other_times_prove_nothing,
        what_is_no_code_proves_nothing,
        a_code_is_needed,
        wrong_types_and_broken_bodies_are_refused,
        an_unknown_challenge_proves_nothing,
        a_challenge_is_for_its_own_factor_only,
        a_challenge_is_answered_once,
        another_address_cannot_answer_a_challenge,
        the_first_of_several_addresses_counts,
        a_code_of_another_app_proves_nothing,
        after_many_wrong_codes_another_challenge_is_needed,
        an_unknown_factor_is_not_found,
        somebody_elses_factor_is_not_found,
        nobody_proves_anything_without_a_token,
        a_thirty_first_code_from_one_address_is_too_many,
        twenty_at_once_prove_a_factor_once,
    }
}

const NOWHERE: &str = "11111111-2222-4333-8444-555555555555";

fn body(member: &Member, app: &App, body: Value) -> Ask {
    post(format!("/factors/{}/verify", app.id)).bearer(&member.access).json(body)
}

async fn a_wrong_code_proves_nothing(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    let wrong = told.wrong_code(&app);
    told.ask(verify(&ann, &app.id, &challenge, &wrong)).await;
    told.ask(verify(&ann, &app.id, &challenge, &wrong).newer_errors()).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn a_wrong_code_can_be_put_right(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    let (wrong, right) = (told.wrong_code(&app), told.code(&app));
    told.ask(verify(&ann, &app.id, &challenge, &wrong)).await;
    let answer = told.quietly(verify(&ann, &app.id, &challenge, &right)).await;
    told.note("the right code after it", answer.status);
}

async fn codes_of_other_times_prove_nothing(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    for steps in [-3, 3, 120] {
        let code = told.code_in(&app, steps);
        told.ask(verify(&ann, &app.id, &challenge, &code)).await;
    }
}

async fn what_is_no_code_proves_nothing(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    for code in ["12345", "1234567", "abcdef", " ", "١٢٣٤٥٦"] {
        told.ask(verify(&ann, &app.id, &challenge, code)).await;
    }
}

async fn a_code_is_needed(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    for code in [json!(""), Value::Null] {
        told.ask(body(&ann, &app, json!({"challenge_id": challenge, "code": code}))).await;
    }
    told.ask(body(&ann, &app, json!({"challenge_id": challenge}))).await;
    told.ask(body(&ann, &app, json!({})).newer_errors()).await;
    told.ask(body(&ann, &app, Value::Null)).await;
}

async fn wrong_types_and_broken_bodies_are_refused(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    told.ask(body(&ann, &app, json!({"challenge_id": challenge, "code": 123_456}))).await;
    for id in [json!("1"), json!(""), json!(7), json!([])] {
        told.ask(body(&ann, &app, json!({"challenge_id": id, "code": "000000"}))).await;
    }
    told.ask(body(&ann, &app, json!({"challenge_id": challenge, "code": "000000", "webauthn": 1}))).await;
    for text in ["", "{", "[]"] {
        told.ask(post(format!("/factors/{}/verify", app.id)).bearer(&ann.access).text(text)).await;
    }
}

async fn an_unknown_challenge_proves_nothing(told: &mut Telling) {
    let (ann, app, _) = told.begun().await;
    let code = told.code(&app);
    told.ask(verify(&ann, &app.id, NOWHERE, &code)).await;
    told.ask(verify(&ann, &app.id, NOWHERE, &code).newer_errors()).await;
    told.ask(body(&ann, &app, json!({"code": code}))).await;
    told.ask(body(&ann, &app, json!({"code": code, "challenge_id": null}))).await;
}

async fn a_challenge_is_for_its_own_factor_only(told: &mut Telling) {
    let (ann, app, _) = told.begun().await;
    let other = told.app(&ann, "other").await;
    let challenge = told.challenged(&ann, &other).await;
    let code = told.code(&app);
    told.ask(verify(&ann, &app.id, &challenge, &code)).await;
}

async fn a_challenge_is_answered_once(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    let code = told.code(&app);
    told.quietly(verify(&ann, &app.id, &challenge, &code)).await;
    told.ask(verify(&ann, &app.id, &challenge, &code)).await;
    let next = told.code_in(&app, 1);
    told.ask(verify(&ann, &app.id, &challenge, &next).newer_errors()).await;
}

async fn another_address_cannot_answer_a_challenge(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    let from = |ask: Ask, address: &str| ask.header("x-forwarded-for", address);
    let asked = told.ask(from(challenge(&ann, &app.id), "203.0.113.11")).await;
    let code = told.code(&app);
    let answer = |address: &str| from(verify(&ann, &app.id, &asked.at("/id"), &code), address);
    told.ask(answer("203.0.113.12")).await;
    told.ask(answer("203.0.113.12").newer_errors()).await;
    told.ask(answer("2001:db8::1")).await;
    let right = told.quietly(answer("203.0.113.11")).await;
    told.note("from the same address", right.status);
}

async fn the_first_of_several_addresses_counts(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    let asked = challenge(&ann, &app.id).header("x-forwarded-for", "203.0.113.21, 10.0.0.1");
    let asked = told.ask(asked).await;
    let code = told.code(&app);
    let answer = verify(&ann, &app.id, &asked.at("/id"), &code);
    let right = told.quietly(answer.header("x-forwarded-for", "203.0.113.21,10.0.0.2")).await;
    told.note("through another proxy", right.status);
}

async fn a_code_of_another_app_proves_nothing(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    let other = told.app(&ann, "other").await;
    let code = told.code(&other);
    told.ask(verify(&ann, &app.id, &challenge, &code)).await;
}

async fn after_many_wrong_codes_another_challenge_is_needed(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    let wrong = told.wrong_code(&app);
    for _ in 0..6 {
        told.ask(verify(&ann, &app.id, &challenge, &wrong)).await;
    }
    told.ask(verify(&ann, &app.id, &challenge, &wrong)).await;
    let again = told.challenged(&ann, &app).await;
    let code = told.code(&app);
    let right = told.quietly(verify(&ann, &app.id, &again, &code)).await;
    told.note("for another challenge", right.status);
}

async fn an_unknown_factor_is_not_found(told: &mut Telling) {
    let (ann, _, challenge) = told.begun().await;
    told.ask(verify(&ann, NOWHERE, &challenge, "000000")).await;
    told.ask(verify(&ann, "nonsense", &challenge, "000000")).await;
    told.ask(post(format!("/factors/{NOWHERE}/verify")).bearer(&ann.access).text("{")).await;
}

async fn somebody_elses_factor_is_not_found(told: &mut Telling) {
    let (_, app, challenge) = told.begun().await;
    let eve = told.member("eve").await;
    let code = told.code(&app);
    told.ask(verify(&eve, &app.id, &challenge, &code)).await;
}

async fn nobody_proves_anything_without_a_token(told: &mut Telling) {
    let (_, app, challenge) = told.begun().await;
    let body = json!({"challenge_id": challenge, "code": "000000"});
    let path = format!("/factors/{}/verify", app.id);
    told.ask(post(path.as_str()).json(body.clone())).await;
    told.ask(post(path.as_str()).bearer("garbled").json(body.clone())).await;
    let admin = told.admin_key();
    told.ask(post(path).bearer(&admin).json(body)).await;
}

async fn a_thirty_first_code_from_one_address_is_too_many(told: &mut Telling) {
    let (ann, app, _) = told.begun().await;
    let from = |address: &str| body(&ann, &app, json!({})).header("x-forwarded-for", address);
    told.until_too_often(&from("203.0.113.31")).await;
    told.ask(from("203.0.113.31")).await;
    told.ask(from("203.0.113.31").newer_errors()).await;
    told.ask(from("203.0.113.32")).await;
}

async fn twenty_at_once_prove_a_factor_once(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    let code = told.code(&app);
    told.all_at_once(&verify(&ann, &app.id, &challenge, &code), 20).await;
    told.ask(verify(&ann, &app.id, &challenge, &code)).await;
}
