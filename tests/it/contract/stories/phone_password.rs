//! Signing in with a number and a password (gotrue-contract §1.2).

use serde_json::json;

use crate::contract::ask::{Ask, delete, post, put};
use crate::contract::numbers::{sign_in, verify};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Numbers {
        a_member_signs_in,
        the_number_may_be_written_in_other_ways,
        a_wrong_password_is_refused,
        a_number_that_nobody_has_is_answered_the_same,
        a_number_that_is_none_is_answered_the_same,
        a_number_must_be_proved_first,
        either_an_address_or_a_number,
        wrong_types_are_refused,
        somebody_banned_is_told_only_with_the_right_password,
        a_password_changes_as_with_an_address,
        a_number_that_an_administrator_gave_signs_in,
        somebody_with_both_signs_in_with_either,
        somebody_deleted_is_a_stranger,
    }
    Usual {
        where_numbers_are_not_taken_nobody_signs_in,
    }
}

fn with(number: &str, password: &str) -> Ask {
    post("/token?grant_type=password").json(json!({"phone": number, "password": password}))
}

async fn a_member_signs_in(told: &mut Telling) {
    let (phone, _) = told.phone_member().await;
    told.ask(sign_in(&phone.number)).await;
}

async fn the_number_may_be_written_in_other_ways(told: &mut Telling) {
    let (phone, _) = told.phone_member().await;
    let (before, after) = phone.number.split_at(5);
    for number in [format!("+{}", phone.number), format!("{before} {after}"), format!(" +{}", phone.number)] {
        let answer = told.quietly(sign_in(&number)).await;
        told.note("how that is answered", answer.status);
    }
}

async fn a_wrong_password_is_refused(told: &mut Telling) {
    let (phone, _) = told.phone_member().await;
    told.ask(with(&phone.number, "another password")).await;
    told.ask(with(&phone.number, "another password").newer_errors()).await;
    told.ask(with(&phone.number, "")).await;
}

async fn a_number_that_nobody_has_is_answered_the_same(told: &mut Telling) {
    let number = told.far_phone();
    told.ask(sign_in(&number)).await;
    told.ask(sign_in(&number).newer_errors()).await;
}

async fn a_number_that_is_none_is_answered_the_same(told: &mut Telling) {
    for number in ["nonsense", "0155500123", "1", "+", " "] {
        told.ask(sign_in(number)).await;
    }
}

async fn a_number_must_be_proved_first(told: &mut Telling) {
    let phone = told.caller().await;
    told.ask(sign_in(&phone.number)).await;
    told.ask(sign_in(&phone.number).newer_errors()).await;
    told.ask(with(&phone.number, "another password")).await;
}

async fn either_an_address_or_a_number(told: &mut Telling) {
    let (phone, _) = told.phone_member().await;
    let body = json!({"phone": phone.number, "email": told.address("ann"), "password": PASSWORD});
    told.ask(post("/token?grant_type=password").json(body)).await;
    told.ask(post("/token?grant_type=password").json(json!({"phone": "", "password": PASSWORD}))).await;
}

async fn wrong_types_are_refused(told: &mut Telling) {
    for body in
        [json!({"phone": 15_550_100, "password": PASSWORD}), json!({"phone": {}, "password": PASSWORD})]
    {
        told.ask(post("/token?grant_type=password").json(body)).await;
    }
}

async fn somebody_banned_is_told_only_with_the_right_password(told: &mut Telling) {
    let (phone, member) = told.phone_member().await;
    told.quietly(told.set(&member.id, json!({"ban_duration": "24h"}))).await;
    told.ask(sign_in(&phone.number)).await;
    told.ask(with(&phone.number, "another password")).await;
}

async fn a_password_changes_as_with_an_address(told: &mut Telling) {
    let (phone, member) = told.phone_member().await;
    let new = "a longer password";
    told.ask(put("/user").bearer(&member.access).json(json!({"password": new}))).await;
    told.ask(sign_in(&phone.number)).await;
    told.ask(with(&phone.number, new)).await;
}

async fn a_number_that_an_administrator_gave_signs_in(told: &mut Telling) {
    let phone = told.known_phone();
    told.made(json!({"phone": phone.number, "phone_confirm": true, "password": PASSWORD})).await;
    told.ask(sign_in(&phone.number)).await;
    let phone = told.known_phone();
    told.made(json!({"phone": phone.number, "password": PASSWORD})).await;
    told.ask(sign_in(&phone.number)).await;
    told.quietly(verify("sms", &phone.number, &phone.code)).await;
    told.ask(sign_in(&phone.number)).await;
}

async fn somebody_with_both_signs_in_with_either(told: &mut Telling) {
    let (phone, email) = (told.known_phone(), told.address("ann"));
    let body = json!({
        "phone": phone.number, "phone_confirm": true, "email": email, "email_confirm": true,
        "password": PASSWORD,
    });
    told.made(body).await;
    told.ask(sign_in(&phone.number)).await;
    told.ask(post("/token?grant_type=password").json(json!({"email": email, "password": PASSWORD}))).await;
}

async fn somebody_deleted_is_a_stranger(told: &mut Telling) {
    let (phone, member) = told.phone_member().await;
    let path = format!("/admin/users/{}", member.id);
    told.quietly(delete(path).bearer(&told.admin_key()).json(json!({"should_soft_delete": true}))).await;
    told.ask(sign_in(&phone.number)).await;
}

async fn where_numbers_are_not_taken_nobody_signs_in(told: &mut Telling) {
    let number = told.far_phone();
    told.made(json!({"phone": number, "phone_confirm": true, "password": PASSWORD})).await;
    told.ask(sign_in(&number)).await;
    told.ask(sign_in(&number).newer_errors()).await;
    told.ask(sign_in("nonsense")).await;
}
