//! Codes that an operator's program sends to telephones (gotrue-contract §4.3, §7.6).

use std::time::Duration;

use doorward::auth_server::Hook;
use serde_json::json;

use crate::contract::ask::{get, post};
use crate::contract::numbers::{WRONG, change, otp, resend, sign_in, sign_up, verify};
use crate::contract::story::stories;
use crate::contract::telling::{Member, PASSWORD, Telling};

/// Longer than a code works.
const LATER: Duration = Duration::from_secs(70);

stories! {
    NumbersHooked {
        a_code_goes_out_and_signs_in,
        what_goes_out_is_told,
        a_member_hears_of_no_message,
        the_code_works_once,
        the_code_is_over_after_a_minute,
        another_code_replaces_the_first,
        a_newcomer_gets_another_code,
        the_code_makes_a_number_the_accounts_own,
        the_code_for_a_new_number_is_over_after_a_minute,
        a_second_change_ends_the_first,
        the_code_before_a_change_of_password_goes_out,
        any_channel_may_be_asked_for,
        a_wrong_code_uses_nothing_up,
        after_many_wrong_codes_another_one_is_needed,
        a_code_to_a_number_that_was_given_away_proves_nothing,
        a_code_dies_with_a_new_password,
        a_mail_and_a_code_are_not_one,
    }
}

/// Somebody who signed up with a number and showed the code that came to it.
async fn member(told: &mut Telling) -> (String, Member) {
    let number = told.far_phone();
    told.quietly(sign_up(&number)).await;
    let code = told.code_by_phone(&number);
    let session = told.quietly(verify("sms", &number, &code)).await;
    (number, Member::new(&session))
}

async fn a_code_goes_out_and_signs_in(told: &mut Telling) {
    let number = told.far_phone();
    told.ask(sign_up(&number)).await;
    let code = told.code_by_phone(&number);
    told.ask(verify("sms", &number, &code)).await;
    told.ask(sign_in(&number)).await;
}

async fn what_goes_out_is_told(told: &mut Telling) {
    let number = told.far_phone();
    told.quietly(sign_up(&number)).await;
    let code = told.code_by_phone(&number);
    let calls = told.hooks().told(Hook::SendSms, &format!("\"{number}\""));
    told.note("how many messages", calls.len());
    let sms = told.named(&calls[0]["payload"]["sms"]);
    told.note("the message", sms);
    told.note("whether the code has six digits", code.len() == 6);
}

async fn a_member_hears_of_no_message(told: &mut Telling) {
    let (number, _) = member(told).await;
    told.ask(otp(json!({"phone": number}))).await;
    let code = told.code_by_phone(&number);
    told.ask(verify("sms", &number, &code)).await;
}

async fn the_code_works_once(told: &mut Telling) {
    let number = told.far_phone();
    told.quietly(sign_up(&number)).await;
    let code = told.code_by_phone(&number);
    told.ask(verify("sms", &number, &code)).await;
    told.ask(verify("sms", &number, &code)).await;
}

async fn the_code_is_over_after_a_minute(told: &mut Telling) {
    let number = told.far_phone();
    told.quietly(sign_up(&number)).await;
    let code = told.code_by_phone(&number);
    told.let_time_pass(LATER).await;
    told.ask(verify("sms", &number, &code)).await;
    told.ask(verify("sms", &number, &code).newer_errors()).await;
}

async fn another_code_replaces_the_first(told: &mut Telling) {
    let (number, _) = member(told).await;
    told.quietly(otp(json!({"phone": number}))).await;
    let first = told.code_by_phone(&number);
    told.quietly(otp(json!({"phone": number}))).await;
    let second = told.code_by_phone(&number);
    told.ask(verify("sms", &number, &first)).await;
    told.ask(verify("sms", &number, &second)).await;
}

async fn a_newcomer_gets_another_code(told: &mut Telling) {
    let number = told.far_phone();
    told.quietly(sign_up(&number)).await;
    told.ask(resend(json!({"type": "sms", "phone": number}))).await;
    let code = told.code_by_phone(&number);
    told.ask(verify("sms", &number, &code)).await;
}

async fn the_code_makes_a_number_the_accounts_own(told: &mut Telling) {
    let (_, member) = member(told).await;
    let new = told.far_phone();
    told.ask(change(&member.access, json!({"phone": new}))).await;
    let code = told.code_by_phone(&new);
    told.ask(verify("phone_change", &new, &code)).await;
    told.ask(verify("phone_change", &new, &code)).await;
}

async fn the_code_for_a_new_number_is_over_after_a_minute(told: &mut Telling) {
    let (_, member) = member(told).await;
    let new = told.far_phone();
    told.quietly(change(&member.access, json!({"phone": new}))).await;
    let code = told.code_by_phone(&new);
    told.let_time_pass(LATER).await;
    told.ask(verify("phone_change", &new, &code)).await;
}

async fn a_second_change_ends_the_first(told: &mut Telling) {
    let (_, member) = member(told).await;
    let (first, second) = (told.far_phone(), told.far_phone());
    told.quietly(change(&member.access, json!({"phone": first}))).await;
    let old_code = told.code_by_phone(&first);
    told.quietly(change(&member.access, json!({"phone": second}))).await;
    told.ask(verify("phone_change", &first, &old_code)).await;
    told.ask(verify("phone_change", &second, &old_code)).await;
    let code = told.code_by_phone(&second);
    told.ask(verify("phone_change", &second, &code)).await;
}

async fn the_code_before_a_change_of_password_goes_out(told: &mut Telling) {
    let (number, member) = member(told).await;
    told.ask(get("/reauthenticate").bearer(&member.access)).await;
    let code = told.code_by_phone(&number);
    told.ask(verify("sms", &number, &code)).await;
    told.note("whether the code has six digits", code.len() == 6);
}

async fn any_channel_may_be_asked_for(told: &mut Telling) {
    let number = told.far_phone();
    told.ask(otp(json!({"phone": number, "channel": "fax"}))).await;
    let number = told.far_phone();
    let body = json!({"phone": number, "password": PASSWORD, "channel": "whatsapp"});
    told.ask(post("/signup").json(body)).await;
}

async fn a_wrong_code_uses_nothing_up(told: &mut Telling) {
    let number = told.far_phone();
    told.quietly(sign_up(&number)).await;
    let code = told.code_by_phone(&number);
    let wrong = if code == WRONG { "888888" } else { WRONG };
    told.ask(verify("sms", &number, wrong)).await;
    told.ask(verify("sms", &number, &code)).await;
}

async fn after_many_wrong_codes_another_one_is_needed(told: &mut Telling) {
    let number = told.far_phone();
    told.quietly(sign_up(&number)).await;
    let code = told.code_by_phone(&number);
    let wrong = if code == WRONG { "888888" } else { WRONG };
    for _ in 0..6 {
        told.quietly(verify("sms", &number, wrong)).await;
    }
    told.ask(verify("sms", &number, &code)).await;
}

async fn a_code_to_a_number_that_was_given_away_proves_nothing(told: &mut Telling) {
    let (number, member) = member(told).await;
    told.quietly(otp(json!({"phone": number}))).await;
    let code = told.code_by_phone(&number);
    let another = told.far_phone();
    told.quietly(told.set(&member.id, json!({"phone": another}))).await;
    told.ask(verify("sms", &number, &code)).await;
    told.ask(verify("sms", &another, &code)).await;
}

async fn a_code_dies_with_a_new_password(told: &mut Telling) {
    let (number, member) = member(told).await;
    told.quietly(otp(json!({"phone": number}))).await;
    let code = told.code_by_phone(&number);
    told.quietly(change(&member.access, json!({"password": "a longer password"}))).await;
    told.ask(verify("sms", &number, &code)).await;
}

async fn a_mail_and_a_code_are_not_one(told: &mut Telling) {
    let (number, member) = member(told).await;
    told.quietly(otp(json!({"phone": number}))).await;
    let code = told.code_by_phone(&number);
    let email = told.address("ann");
    told.quietly(told.set(&member.id, json!({"email": email, "email_confirm": true}))).await;
    let body = json!({"type": "email", "email": email, "token": code});
    told.ask(post("/verify").json(body)).await;
}
