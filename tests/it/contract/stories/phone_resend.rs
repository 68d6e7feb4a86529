//! The last code once more (gotrue-contract §1.15).

use serde_json::json;

use crate::contract::ask::post;
use crate::contract::numbers::{change, resend, verify};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Numbers {
        a_newcomer_gets_another_code,
        a_member_gets_none,
        a_stranger_is_answered_the_same,
        the_code_for_a_new_number_is_sent_again,
        the_owner_of_an_address_gets_the_code_for_a_new_number,
        where_no_number_waits_nothing_is_sent,
        the_mail_for_a_new_address_goes_to_the_owner_of_a_number,
        each_type_needs_its_own_name,
        either_an_address_or_a_number,
        a_type_is_needed,
        what_is_no_number_is_refused,
        a_code_challenge_is_not_looked_at,
        wrong_types_are_refused,
        without_anybody_who_sends_codes_that_fails,
        a_code_that_an_administrator_spared_somebody_is_not_sent,
    }
    Usual {
        where_numbers_are_not_taken_nothing_is_sent,
    }
    NumbersOnly {
        a_new_number_is_found_by_the_address_where_none_signs_in,
    }
}

async fn a_newcomer_gets_another_code(told: &mut Telling) {
    let phone = told.caller().await;
    told.ask(resend(json!({"type": "sms", "phone": format!("+{}", phone.number)}))).await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
}

async fn a_member_gets_none(told: &mut Telling) {
    let (phone, _) = told.phone_member().await;
    told.ask(resend(json!({"type": "sms", "phone": phone.number}))).await;
}

async fn a_stranger_is_answered_the_same(told: &mut Telling) {
    let number = told.far_phone();
    told.ask(resend(json!({"type": "sms", "phone": number}))).await;
    told.ask(resend(json!({"type": "phone_change", "phone": number}))).await;
}

async fn the_code_for_a_new_number_is_sent_again(told: &mut Telling) {
    let (old, member) = told.phone_member().await;
    let new = told.known_phone();
    told.quietly(change(&member.access, json!({"phone": new.number}))).await;
    told.ask(resend(json!({"type": "phone_change", "phone": old.number}))).await;
    told.ask(resend(json!({"type": "phone_change", "phone": new.number}))).await;
    told.ask(verify("phone_change", &new.number, &new.code)).await;
}

async fn the_owner_of_an_address_gets_the_code_for_a_new_number(told: &mut Telling) {
    let ann = told.member("ann").await;
    let new = told.known_phone();
    told.quietly(change(&ann.access, json!({"phone": new.number}))).await;
    told.ask(resend(json!({"type": "phone_change", "email": ann.email}))).await;
}

async fn where_no_number_waits_nothing_is_sent(told: &mut Telling) {
    let (phone, _) = told.phone_member().await;
    told.ask(resend(json!({"type": "phone_change", "phone": phone.number}))).await;
}

async fn the_mail_for_a_new_address_goes_to_the_owner_of_a_number(told: &mut Telling) {
    let (phone, member) = told.phone_member().await;
    let email = told.address("ann");
    told.quietly(change(&member.access, json!({"email": email}))).await;
    told.ask(resend(json!({"type": "email_change", "phone": phone.number}))).await;
}

async fn each_type_needs_its_own_name(told: &mut Telling) {
    let (phone, email) = (told.known_phone(), told.address("ann"));
    told.ask(resend(json!({"type": "signup", "phone": phone.number}))).await;
    told.ask(resend(json!({"type": "sms", "email": email}))).await;
    told.ask(resend(json!({"type": "sms"})).newer_errors()).await;
    told.ask(resend(json!({"type": "phone_change"}))).await;
    told.ask(resend(json!({"type": "phone_change", "phone": "", "email": ""}))).await;
}

async fn either_an_address_or_a_number(told: &mut Telling) {
    let (phone, email) = (told.known_phone(), told.address("ann"));
    for kind in ["sms", "phone_change", "signup", "email_change"] {
        told.ask(resend(json!({"type": kind, "phone": phone.number, "email": email}))).await;
    }
}

async fn a_type_is_needed(told: &mut Telling) {
    let phone = told.known_phone();
    told.ask(resend(json!({"phone": phone.number}))).await;
    told.ask(resend(json!({"type": "fax", "phone": phone.number}))).await;
    told.ask(resend(json!({"type": "SMS", "phone": phone.number}))).await;
}

async fn what_is_no_number_is_refused(told: &mut Telling) {
    for number in ["nonsense", "0155500123", "1", "1234567890123456", "++15550100"] {
        told.ask(resend(json!({"type": "sms", "phone": number}))).await;
    }
    told.ask(resend(json!({"type": "phone_change", "phone": "nonsense"}))).await;
}

async fn a_code_challenge_is_not_looked_at(told: &mut Telling) {
    let phone = told.caller().await;
    told.ask(resend(json!({"type": "sms", "phone": phone.number, "code_challenge": "short"}))).await;
    let body = json!({"type": "email_change", "phone": phone.number, "code_challenge": "short"});
    told.ask(resend(body)).await;
}

async fn wrong_types_are_refused(told: &mut Telling) {
    told.ask(resend(json!({"type": "sms", "phone": 15_550_100}))).await;
    told.ask(resend(json!({"type": 1, "phone": "15550100"}))).await;
    told.ask(post("/resend").text("")).await;
}

async fn without_anybody_who_sends_codes_that_fails(told: &mut Telling) {
    let number = told.far_phone();
    told.made(json!({"phone": number})).await;
    told.ask(resend(json!({"type": "sms", "phone": number}))).await;
    told.ask(resend(json!({"type": "sms", "phone": number})).newer_errors()).await;
}

async fn a_code_that_an_administrator_spared_somebody_is_not_sent(told: &mut Telling) {
    let number = told.far_phone();
    told.made(json!({"phone": number, "phone_confirm": true})).await;
    told.ask(resend(json!({"type": "sms", "phone": number}))).await;
}

async fn where_numbers_are_not_taken_nothing_is_sent(told: &mut Telling) {
    let number = told.far_phone();
    for kind in ["sms", "phone_change", "email_change"] {
        told.ask(resend(json!({"type": kind, "phone": number}))).await;
    }
    told.ask(resend(json!({"type": "sms", "phone": "nonsense"})).newer_errors()).await;
    told.ask(resend(json!({"type": "phone_change", "email": told.address("ann")}))).await;
}

async fn a_new_number_is_found_by_the_address_where_none_signs_in(told: &mut Telling) {
    let ann = told.member("ann").await;
    let new = told.known_phone();
    told.quietly(change(&ann.access, json!({"phone": new.number}))).await;
    told.ask(resend(json!({"type": "phone_change", "email": ann.email}))).await;
    told.ask(verify("phone_change", &new.number, &new.code)).await;
}
