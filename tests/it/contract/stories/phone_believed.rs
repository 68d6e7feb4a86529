//! Where telephone numbers are believed without a code (gotrue-contract §1.1, §1.5, §1.8).

use serde_json::json;

use crate::contract::ask::{get, post};
use crate::contract::numbers::{change, otp, resend, sign_in, sign_up, verify};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    NumbersBelieved {
        a_new_number_signs_in_at_once,
        a_taken_number_is_told,
        a_taken_address_is_told_too,
        a_number_that_was_never_proved_signs_in_at_once,
        the_other_refusals_stay,
        a_code_needs_somebody_who_sends_it,
        a_code_makes_an_account_that_is_proved,
        a_member_gets_a_code,
        another_number_is_taken_at_once,
        the_number_of_somebody_else_is_refused,
        somebody_without_a_name_gets_a_number_at_once,
        a_code_for_a_change_still_needs_somebody_who_sends_it,
        nothing_is_sent_again,
    }
}

async fn a_new_number_signs_in_at_once(told: &mut Telling) {
    let number = told.far_phone();
    let body = json!({"phone": number, "password": PASSWORD, "data": {"name": "Ann"}});
    let session = told.ask(post("/signup").json(body)).await;
    told.ask(get("/user").bearer(&session.at("/access_token"))).await;
    told.ask(sign_in(&number)).await;
}

async fn a_taken_number_is_told(told: &mut Telling) {
    let number = told.far_phone();
    told.quietly(sign_up(&number)).await;
    told.ask(sign_up(&number)).await;
    told.ask(sign_up(&number).newer_errors()).await;
}

async fn a_taken_address_is_told_too(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(post("/signup").json(json!({"email": ann.email, "password": PASSWORD}))).await;
}

async fn a_number_that_was_never_proved_signs_in_at_once(told: &mut Telling) {
    let number = told.far_phone();
    told.made(json!({"phone": number, "user_metadata": {"name": "Ann"}})).await;
    told.ask(sign_up(&number)).await;
    told.ask(sign_in(&number)).await;
}

async fn the_other_refusals_stay(told: &mut Telling) {
    let number = told.far_phone();
    for body in [
        json!({"phone": number}),
        json!({"phone": number, "password": "12345"}),
        json!({"phone": number, "password": PASSWORD, "channel": "fax"}),
        json!({"phone": "nonsense", "password": PASSWORD}),
    ] {
        told.ask(post("/signup").json(body)).await;
    }
}

async fn a_code_needs_somebody_who_sends_it(told: &mut Telling) {
    let number = told.far_phone();
    told.quietly(sign_up(&number)).await;
    told.ask(otp(json!({"phone": number}))).await;
}

async fn a_code_makes_an_account_that_is_proved(told: &mut Telling) {
    let phone = told.known_phone();
    told.ask(otp(json!({"phone": phone.number, "data": {"name": "Ann"}}))).await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
}

async fn a_member_gets_a_code(told: &mut Telling) {
    let phone = told.known_phone();
    told.quietly(sign_up(&phone.number)).await;
    told.ask(otp(json!({"phone": phone.number}))).await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
}

async fn another_number_is_taken_at_once(told: &mut Telling) {
    let ann = told.member("ann").await;
    let number = told.far_phone();
    told.ask(change(&ann.access, json!({"phone": format!("+{number}")}))).await;
    told.ask(sign_in(&number)).await;
    let another = told.far_phone();
    told.ask(change(&ann.access, json!({"phone": another}))).await;
    told.ask(sign_in(&number)).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn the_number_of_somebody_else_is_refused(told: &mut Telling) {
    let number = told.far_phone();
    told.quietly(sign_up(&number)).await;
    let ann = told.member("ann").await;
    told.ask(change(&ann.access, json!({"phone": number}))).await;
}

async fn somebody_without_a_name_gets_a_number_at_once(told: &mut Telling) {
    let access = told.anonymous().await;
    let number = told.far_phone();
    told.ask(change(&access, json!({"phone": number, "password": PASSWORD}))).await;
    told.ask(sign_in(&number)).await;
}

async fn a_code_for_a_change_still_needs_somebody_who_sends_it(told: &mut Telling) {
    let number = told.far_phone();
    let access = told.quietly(sign_up(&number)).await.at("/access_token");
    told.ask(get("/reauthenticate").bearer(&access)).await;
}

async fn nothing_is_sent_again(told: &mut Telling) {
    let number = told.far_phone();
    told.quietly(sign_up(&number)).await;
    told.ask(resend(json!({"type": "sms", "phone": number}))).await;
    told.ask(resend(json!({"type": "phone_change", "phone": number}))).await;
}
