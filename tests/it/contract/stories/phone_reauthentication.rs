//! A code by telephone before a sensitive change (gotrue-contract §1.15, §1.5).

use std::time::Duration;

use serde_json::json;

use crate::contract::ask::{Ask, get, post, put};
use crate::contract::numbers::{Phone, WRONG, change, sign_in, verify};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

const DAY: Duration = Duration::from_hours(25);

stories! {
    Numbers {
        a_code_is_sent_and_the_message_is_told,
        a_number_that_was_never_proved_gets_none,
        an_address_goes_before_a_number,
        an_address_that_was_never_proved_is_in_the_way,
        somebody_without_a_name_gets_none,
        the_code_signs_nobody_in,
        without_anybody_who_sends_codes_that_fails,
    }
    NumbersPassingTime {
        an_old_session_needs_the_code,
        a_wrong_code_is_refused,
        the_code_works_once,
        the_code_is_over_after_a_minute,
        a_young_session_needs_none,
    }
}

async fn a_code_is_sent_and_the_message_is_told(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    told.ask(get("/reauthenticate").bearer(&member.access)).await;
    told.ask(get("/user").bearer(&member.access)).await;
}

async fn a_number_that_was_never_proved_gets_none(told: &mut Telling) {
    let access = told.anonymous().await;
    let id = told.quietly(get("/user").bearer(&access)).await.at("/id");
    let phone = told.known_phone();
    told.quietly(told.set(&id, json!({"phone": phone.number}))).await;
    told.ask(get("/reauthenticate").bearer(&access)).await;
    told.ask(get("/reauthenticate").bearer(&access).newer_errors()).await;
}

async fn an_address_goes_before_a_number(told: &mut Telling) {
    let ann = told.member("ann").await;
    let phone = told.known_phone();
    told.quietly(change(&ann.access, json!({"phone": phone.number}))).await;
    told.quietly(verify("phone_change", &phone.number, &phone.code)).await;
    told.ask(get("/reauthenticate").bearer(&ann.access)).await;
}

async fn an_address_that_was_never_proved_is_in_the_way(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    let email = told.address("ann");
    told.quietly(told.set(&member.id, json!({"email": email}))).await;
    told.ask(get("/reauthenticate").bearer(&member.access)).await;
}

async fn somebody_without_a_name_gets_none(told: &mut Telling) {
    let access = told.anonymous().await;
    told.ask(get("/reauthenticate").bearer(&access)).await;
}

async fn the_code_signs_nobody_in(told: &mut Telling) {
    let number = told.far_phone();
    told.ask(verify("reauthentication", &number, WRONG)).await;
}

async fn without_anybody_who_sends_codes_that_fails(told: &mut Telling) {
    let access = told.anonymous().await;
    let id = told.quietly(get("/user").bearer(&access)).await.at("/id");
    let number = told.far_phone();
    told.quietly(told.set(&id, json!({"phone": number, "phone_confirm": true}))).await;
    told.ask(get("/reauthenticate").bearer(&access)).await;
    told.ask(get("/reauthenticate").bearer(&access).newer_errors()).await;
}

/// Somebody whose session is older than a day, with a token of now.
async fn old(told: &mut Telling) -> (Phone, String) {
    let (phone, member) = told.phone_member().await;
    told.name_sent_code(&phone.code);
    told.let_time_pass(DAY).await;
    let body = json!({"refresh_token": member.refresh});
    let ask = post("/token?grant_type=refresh_token").json(body);
    let access = told.quietly(ask).await.at("/access_token");
    (phone, access)
}

fn new_password(access: &str, nonce: &str) -> Ask {
    put("/user").bearer(access).json(json!({"password": "a longer password", "nonce": nonce}))
}

async fn an_old_session_needs_the_code(told: &mut Telling) {
    let (phone, access) = old(told).await;
    told.ask(put("/user").bearer(&access).json(json!({"password": "a longer password"}))).await;
    told.ask(new_password(&access, &phone.code)).await;
    told.ask(get("/reauthenticate").bearer(&access)).await;
    told.ask(new_password(&access, &phone.code)).await;
    told.ask(sign_in(&phone.number)).await;
}

async fn a_wrong_code_is_refused(told: &mut Telling) {
    let (_, access) = old(told).await;
    told.quietly(get("/reauthenticate").bearer(&access)).await;
    told.ask(new_password(&access, WRONG)).await;
    told.ask(new_password(&access, WRONG).newer_errors()).await;
}

async fn the_code_works_once(told: &mut Telling) {
    let (phone, access) = old(told).await;
    told.quietly(get("/reauthenticate").bearer(&access)).await;
    told.quietly(new_password(&access, &phone.code)).await;
    let again = json!({"password": "yet another password", "nonce": phone.code});
    told.ask(put("/user").bearer(&access).json(again)).await;
}

async fn the_code_is_over_after_a_minute(told: &mut Telling) {
    let (phone, access) = old(told).await;
    told.quietly(get("/reauthenticate").bearer(&access)).await;
    told.let_time_pass(Duration::from_secs(70)).await;
    told.ask(new_password(&access, &phone.code)).await;
}

async fn a_young_session_needs_none(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    told.ask(put("/user").bearer(&member.access).json(json!({"password": "a longer password"}))).await;
}
