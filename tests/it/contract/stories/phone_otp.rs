//! A code by telephone, and nothing else, signs in (gotrue-contract §1.8).

use serde_json::json;

use crate::contract::ask::{get, post};
use crate::contract::numbers::{otp, sign_in, verify};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Numbers {
        a_new_number_gets_an_account_and_a_code,
        what_is_said_of_a_new_account_is_kept,
        a_member_gets_a_code_and_hears_of_the_message,
        a_newcomer_gets_another_code,
        the_data_of_an_account_that_is_there_stays,
        without_create_user_a_stranger_is_told,
        without_create_user_whoever_is_there_gets_a_code,
        an_account_made_this_way_has_no_password,
        the_usual_channel_may_be_named,
        other_channels_are_refused,
        a_channel_is_for_numbers_only,
        either_an_address_or_a_number,
        what_is_no_number_is_refused,
        a_code_challenge_is_overlooked,
        a_code_challenge_must_be_whole,
        wrong_types_are_refused,
        without_anybody_who_sends_codes_that_fails,
        the_code_signs_in_again_and_again,
        an_account_made_by_administrators_gets_a_code,
    }
    Usual {
        where_numbers_are_not_taken_no_code_is_sent,
    }
}

async fn a_new_number_gets_an_account_and_a_code(told: &mut Telling) {
    let phone = told.known_phone();
    told.ask(otp(json!({"phone": phone.number}))).await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
}

async fn what_is_said_of_a_new_account_is_kept(told: &mut Telling) {
    let phone = told.known_phone();
    told.ask(otp(json!({"phone": phone.number, "data": {"name": "Ann"}, "create_user": true}))).await;
    let session = told.quietly(verify("sms", &phone.number, &phone.code)).await;
    told.ask(get("/user").bearer(&session.at("/access_token"))).await;
}

async fn a_member_gets_a_code_and_hears_of_the_message(told: &mut Telling) {
    let (phone, _) = told.phone_member().await;
    told.ask(otp(json!({"phone": format!("+{}", phone.number)}))).await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
}

async fn a_newcomer_gets_another_code(told: &mut Telling) {
    let phone = told.caller().await;
    told.ask(otp(json!({"phone": phone.number}))).await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
}

async fn the_data_of_an_account_that_is_there_stays(told: &mut Telling) {
    let (phone, member) = told.phone_member().await;
    told.quietly(otp(json!({"phone": phone.number, "data": {"name": "Eve"}}))).await;
    told.ask(get("/user").bearer(&member.access)).await;
}

async fn without_create_user_a_stranger_is_told(told: &mut Telling) {
    let phone = told.known_phone();
    told.ask(otp(json!({"phone": phone.number, "create_user": false}))).await;
    told.ask(otp(json!({"phone": phone.number, "create_user": false})).newer_errors()).await;
    told.ask(otp(json!({"phone": "nonsense", "create_user": false}))).await;
    told.ask(otp(json!({"phone": "", "create_user": false}))).await;
}

async fn without_create_user_whoever_is_there_gets_a_code(told: &mut Telling) {
    let (phone, _) = told.phone_member().await;
    told.ask(otp(json!({"phone": phone.number, "create_user": false}))).await;
    let phone = told.caller().await;
    told.ask(otp(json!({"phone": phone.number, "create_user": false}))).await;
}

async fn an_account_made_this_way_has_no_password(told: &mut Telling) {
    let phone = told.known_phone();
    told.quietly(otp(json!({"phone": phone.number}))).await;
    told.quietly(verify("sms", &phone.number, &phone.code)).await;
    told.ask(sign_in(&phone.number)).await;
    told.ask(post("/token?grant_type=password").json(json!({"phone": phone.number}))).await;
}

async fn the_usual_channel_may_be_named(told: &mut Telling) {
    let phone = told.known_phone();
    told.ask(otp(json!({"phone": phone.number, "channel": "sms"}))).await;
    told.ask(otp(json!({"phone": phone.number, "channel": ""}))).await;
}

async fn other_channels_are_refused(told: &mut Telling) {
    let phone = told.known_phone();
    told.ask(otp(json!({"phone": phone.number, "channel": "whatsapp"}))).await;
    told.ask(otp(json!({"phone": phone.number, "channel": "fax"})).newer_errors()).await;
    let (phone, _) = told.phone_member().await;
    told.ask(otp(json!({"phone": phone.number, "channel": "whatsapp"}))).await;
}

async fn a_channel_is_for_numbers_only(told: &mut Telling) {
    told.ask(otp(json!({"email": told.address("ann"), "channel": "sms"}))).await;
}

async fn either_an_address_or_a_number(told: &mut Telling) {
    let phone = told.known_phone();
    told.ask(otp(json!({"phone": phone.number, "email": told.address("ann")}))).await;
    told.ask(otp(json!({"phone": "", "email": ""}))).await;
    told.ask(otp(json!({}))).await;
}

async fn what_is_no_number_is_refused(told: &mut Telling) {
    for number in ["nonsense", "0155500123", "1", "1234567890123456", "++15550100", "+", " "] {
        told.ask(otp(json!({"phone": number}))).await;
    }
}

async fn a_code_challenge_is_overlooked(told: &mut Telling) {
    let phone = told.known_phone();
    let challenge = "a".repeat(43);
    let body = json!({"phone": phone.number, "code_challenge": challenge, "code_challenge_method": "s256"});
    told.ask(otp(body)).await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
}

async fn a_code_challenge_must_be_whole(told: &mut Telling) {
    let phone = told.known_phone();
    told.ask(otp(json!({"phone": phone.number, "code_challenge": "a".repeat(43)}))).await;
    told.ask(otp(json!({"phone": phone.number, "code_challenge_method": "s256"}))).await;
}

async fn wrong_types_are_refused(told: &mut Telling) {
    let phone = told.known_phone();
    for body in [
        json!({"phone": 15_550_100}),
        json!({"phone": phone.number, "channel": 1}),
        json!({"phone": phone.number, "create_user": "no"}),
        json!({"phone": phone.number, "data": []}),
    ] {
        told.ask(otp(body)).await;
    }
}

async fn without_anybody_who_sends_codes_that_fails(told: &mut Telling) {
    let number = told.far_phone();
    told.ask(otp(json!({"phone": number}))).await;
    told.ask(otp(json!({"phone": number})).newer_errors()).await;
    told.ask(otp(json!({"phone": number, "create_user": false}))).await;
    told.made(json!({"phone": number, "phone_confirm": true})).await;
    told.ask(otp(json!({"phone": number}))).await;
}

async fn the_code_signs_in_again_and_again(told: &mut Telling) {
    let (phone, _) = told.phone_member().await;
    for _ in 0..2 {
        told.quietly(otp(json!({"phone": phone.number}))).await;
        told.ask(verify("sms", &phone.number, &phone.code)).await;
    }
}

async fn an_account_made_by_administrators_gets_a_code(told: &mut Telling) {
    let phone = told.known_phone();
    told.made(json!({"phone": phone.number})).await;
    told.ask(otp(json!({"phone": phone.number, "data": {"name": "Eve"}}))).await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
}

async fn where_numbers_are_not_taken_no_code_is_sent(told: &mut Telling) {
    let number = told.far_phone();
    told.ask(otp(json!({"phone": number}))).await;
    told.ask(otp(json!({"phone": number})).newer_errors()).await;
    told.ask(otp(json!({"phone": "nonsense"}))).await;
    told.ask(otp(json!({"phone": number, "create_user": false}))).await;
    told.ask(otp(json!({"phone": number, "channel": "fax"}))).await;
}
