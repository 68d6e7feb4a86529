//! Codes that follow each other too soon (gotrue-contract §4.4).

use std::time::Duration;

use serde_json::json;

use crate::contract::ask::get;
use crate::contract::numbers::{change, otp, resend, sign_up, verify};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

/// Longer than the pause.
const PAUSE: Duration = Duration::from_secs(70);

stories! {
    NumbersThrottled {
        a_second_sign_up_within_a_minute_is_refused,
        a_second_code_within_a_minute_is_refused,
        a_code_after_a_sign_up_is_refused,
        resending_within_a_minute_is_refused,
        a_second_change_within_a_minute_is_refused,
        a_second_code_for_a_change_within_a_minute_is_refused,
        kinds_do_not_wait_for_each_other,
        other_numbers_do_not_wait,
    }
}

async fn a_second_sign_up_within_a_minute_is_refused(told: &mut Telling) {
    let phone = told.caller().await;
    told.ask(sign_up(&phone.number)).await;
    told.ask(sign_up(&phone.number).newer_errors()).await;
    told.let_time_pass(PAUSE).await;
    told.ask(sign_up(&phone.number)).await;
}

async fn a_second_code_within_a_minute_is_refused(told: &mut Telling) {
    let (phone, _) = told.phone_member().await;
    told.let_time_pass(PAUSE).await;
    told.ask(otp(json!({"phone": phone.number}))).await;
    told.ask(otp(json!({"phone": phone.number}))).await;
    told.ask(otp(json!({"phone": phone.number})).newer_errors()).await;
}

async fn a_code_after_a_sign_up_is_refused(told: &mut Telling) {
    let phone = told.caller().await;
    told.ask(otp(json!({"phone": phone.number}))).await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
}

async fn resending_within_a_minute_is_refused(told: &mut Telling) {
    let phone = told.caller().await;
    told.ask(resend(json!({"type": "sms", "phone": phone.number}))).await;
    told.let_time_pass(PAUSE).await;
    told.ask(resend(json!({"type": "sms", "phone": phone.number}))).await;
}

async fn a_second_change_within_a_minute_is_refused(told: &mut Telling) {
    let (old, member) = told.phone_member().await;
    let (first, second) = (told.known_phone(), told.known_phone());
    told.ask(change(&member.access, json!({"phone": first.number}))).await;
    told.ask(change(&member.access, json!({"phone": second.number}))).await;
    told.ask(resend(json!({"type": "phone_change", "phone": old.number})).newer_errors()).await;
    told.ask(get("/user").bearer(&member.access)).await;
}

async fn a_second_code_for_a_change_within_a_minute_is_refused(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    told.ask(get("/reauthenticate").bearer(&member.access)).await;
    told.ask(get("/reauthenticate").bearer(&member.access)).await;
}

async fn kinds_do_not_wait_for_each_other(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    let new = told.known_phone();
    told.ask(change(&member.access, json!({"phone": new.number}))).await;
    told.ask(get("/reauthenticate").bearer(&member.access)).await;
}

async fn other_numbers_do_not_wait(told: &mut Telling) {
    told.caller().await;
    let phone = told.known_phone();
    told.ask(sign_up(&phone.number)).await;
}
