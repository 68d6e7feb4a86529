//! `POST /factors/{id}/challenge` (gotrue-contract §1.13).

use serde_json::json;

use crate::contract::ask::{delete, get, post};
use crate::contract::second_factor::{challenge, enrol, unenrol, verify};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Usual {
        a_challenge_is_good_for_five_minutes,
        a_challenge_is_noted_with_the_factor,
        a_proved_factor_is_challenged_too,
        each_challenge_is_another_one,
        no_body_is_read,
        the_id_may_be_written_in_other_ways,
        an_unknown_factor_is_not_found,
        what_is_no_id_is_not_found,
        somebody_elses_factor_is_not_found,
        a_factor_that_is_gone_is_not_found,
        nobody_challenges_without_a_token,
        a_thirty_first_challenge_from_one_address_is_too_many,
    }
    NoCodesOfApps {
        while_codes_are_switched_off_none_is_asked_for,
        while_codes_are_switched_off_apps_are_enrolled_all_the_same,
        while_codes_are_switched_off_none_is_taken,
    }
}

const NOWHERE: &str = "11111111-2222-4333-8444-555555555555";

async fn a_challenge_is_good_for_five_minutes(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    let answer = told.ask(challenge(&ann, &app.id)).await;
    let ahead = answer.body()["expires_at"].as_i64().expect("seconds") - told.now().as_seconds();
    told.note("is good for five minutes", (295..=300).contains(&ahead));
}

async fn a_challenge_is_noted_with_the_factor(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    told.challenged(&ann, &app).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn a_proved_factor_is_challenged_too(told: &mut Telling) {
    let (half, app) = told.half_proved("ann").await;
    told.ask(challenge(&half, &app.id)).await;
}

async fn each_challenge_is_another_one(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    for _ in 0..3 {
        told.ask(challenge(&ann, &app.id)).await;
    }
}

async fn no_body_is_read(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    for body in ["", "{", "[]", "words"] {
        told.ask(challenge(&ann, &app.id).text(body)).await;
    }
    told.ask(challenge(&ann, &app.id).json(json!({"channel": "pigeon"}))).await;
}

async fn the_id_may_be_written_in_other_ways(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    let (plain, upper) = (app.id.replace('-', ""), app.id.to_uppercase());
    told.call(&plain, "<the id without dashes>");
    told.call(&upper, "<the id in capitals>");
    told.ask(challenge(&ann, &plain)).await;
    told.ask(challenge(&ann, &upper)).await;
}

async fn an_unknown_factor_is_not_found(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(challenge(&ann, NOWHERE)).await;
    told.ask(challenge(&ann, NOWHERE).newer_errors()).await;
}

async fn what_is_no_id_is_not_found(told: &mut Telling) {
    let ann = told.member("ann").await;
    for id in ["1", "nonsense", "11111111-2222-4333-8444-55555555555g"] {
        told.ask(challenge(&ann, id)).await;
    }
    told.ask(challenge(&ann, "1").newer_errors()).await;
}

async fn somebody_elses_factor_is_not_found(told: &mut Telling) {
    let (ann, eve) = (told.member("ann").await, told.member("eve").await);
    let app = told.app(&ann, "app").await;
    told.ask(challenge(&eve, &app.id)).await;
    told.ask(challenge(&ann, &app.id)).await;
}

async fn a_factor_that_is_gone_is_not_found(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    told.quietly(unenrol(&ann, &app.id)).await;
    told.ask(challenge(&ann, &app.id)).await;
}

async fn nobody_challenges_without_a_token(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    let path = format!("/factors/{}/challenge", app.id);
    told.ask(post(path.as_str())).await;
    told.ask(post(path.as_str()).bearer("garbled")).await;
    let admin = told.admin_key();
    told.ask(post(path.as_str()).bearer(&admin)).await;
    told.ask(post("/factors/1/challenge")).await;
    told.quietly(delete(format!("/admin/users/{}", ann.id)).bearer(&admin)).await;
    told.ask(post(path).bearer(&ann.access)).await;
}

async fn a_thirty_first_challenge_from_one_address_is_too_many(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    let from = |address: &str| challenge(&ann, &app.id).header("x-forwarded-for", address);
    told.until_too_often(&from("203.0.113.1")).await;
    told.ask(from("203.0.113.1")).await;
    told.ask(from("203.0.113.1").newer_errors()).await;
    told.ask(from("203.0.113.2")).await;
    // A factor that is not there is told of before.
    told.ask(challenge(&ann, NOWHERE).header("x-forwarded-for", "203.0.113.1")).await;
}

async fn while_codes_are_switched_off_none_is_asked_for(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    told.ask(challenge(&ann, &app.id)).await;
    told.ask(challenge(&ann, &app.id).newer_errors()).await;
    told.ask(challenge(&ann, NOWHERE)).await;
}

async fn while_codes_are_switched_off_apps_are_enrolled_all_the_same(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(enrol(&ann, "app")).await;
}

async fn while_codes_are_switched_off_none_is_taken(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    let code = told.code(&app);
    told.ask(verify(&ann, &app.id, NOWHERE, &code)).await;
    told.ask(verify(&ann, &app.id, NOWHERE, "")).await;
    told.ask(verify(&ann, &app.id, NOWHERE, &code).newer_errors()).await;
}
