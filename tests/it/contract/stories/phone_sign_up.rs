//! Signing up by telephone (gotrue-contract §1.1).

use serde_json::json;

use crate::contract::ask::post;
use crate::contract::numbers::{sign_in, sign_up, verify};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Numbers {
        a_new_number_gets_an_account,
        a_plus_sign_and_spaces_are_left_out,
        what_people_say_of_themselves_is_kept,
        an_address_that_people_say_of_themselves_is_none,
        the_usual_channel_may_be_named,
        whoever_signs_up_again_is_sent_another_code,
        whoever_signs_up_again_keeps_the_first_password,
        a_taken_number_is_answered_as_a_new_one,
        a_taken_number_keeps_its_password,
        without_anybody_who_sends_codes_there_is_no_account,
        a_password_is_needed,
        a_password_must_be_long_enough,
        either_an_address_or_a_number,
        other_channels_are_refused,
        a_code_challenge_is_refused,
        what_is_no_number_is_refused,
        wrong_types_are_refused,
        an_empty_number_is_none,
    }
    Usual {
        where_numbers_are_not_taken_nobody_signs_up,
        the_password_is_judged_before_that,
        what_is_no_number_is_not_looked_at,
    }
}

async fn a_new_number_gets_an_account(told: &mut Telling) {
    let phone = told.known_phone();
    told.ask(sign_up(&phone.number)).await;
}

async fn a_plus_sign_and_spaces_are_left_out(told: &mut Telling) {
    let phone = told.known_phone();
    let (before, after) = phone.number.split_at(4);
    let body = json!({"phone": format!("+{before} {after}"), "password": PASSWORD});
    let answer = told.quietly(post("/signup").json(body)).await;
    told.note("whether the number is plain", answer.at("/phone") == phone.number);
    told.ask(verify("sms", &format!("+{}", phone.number), &phone.code)).await;
}

async fn what_people_say_of_themselves_is_kept(told: &mut Telling) {
    let phone = told.known_phone();
    let data = json!({"name": "Ann", "sub": "me", "phone_verified": true});
    let body = json!({"phone": phone.number, "password": PASSWORD, "data": data});
    told.ask(post("/signup").json(body)).await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
}

async fn an_address_that_people_say_of_themselves_is_none(told: &mut Telling) {
    let phone = told.known_phone();
    let data = json!({"email": told.address("somebody"), "phone": "another"});
    let body = json!({"phone": phone.number, "password": PASSWORD, "data": data});
    told.ask(post("/signup").json(body)).await;
}

async fn the_usual_channel_may_be_named(told: &mut Telling) {
    for channel in ["sms", ""] {
        let phone = told.known_phone();
        let body = json!({"phone": phone.number, "password": PASSWORD, "channel": channel});
        told.ask(post("/signup").json(body)).await;
    }
}

async fn whoever_signs_up_again_is_sent_another_code(told: &mut Telling) {
    let phone = told.known_phone();
    told.ask(sign_up(&phone.number)).await;
    let body = json!({"phone": phone.number, "password": "another password", "data": {"name": "Eve"}});
    told.ask(post("/signup").json(body)).await;
}

async fn whoever_signs_up_again_keeps_the_first_password(told: &mut Telling) {
    let phone = told.caller().await;
    let again = json!({"phone": phone.number, "password": "another password"});
    told.quietly(post("/signup").json(again.clone())).await;
    told.quietly(verify("sms", &phone.number, &phone.code)).await;
    told.ask(sign_in(&phone.number)).await;
    told.ask(post("/token?grant_type=password").json(again)).await;
}

async fn a_taken_number_is_answered_as_a_new_one(told: &mut Telling) {
    let (phone, _) = told.phone_member().await;
    let body = json!({"phone": phone.number, "password": "another password", "data": {"name": "Eve"}});
    told.ask(post("/signup").json(body)).await;
}

async fn a_taken_number_keeps_its_password(told: &mut Telling) {
    let (phone, _) = told.phone_member().await;
    let body = json!({"phone": phone.number, "password": "another password"});
    told.quietly(post("/signup").json(body.clone())).await;
    told.ask(sign_in(&phone.number)).await;
    told.ask(post("/token?grant_type=password").json(body)).await;
}

async fn without_anybody_who_sends_codes_there_is_no_account(told: &mut Telling) {
    let number = told.far_phone();
    told.ask(sign_up(&number)).await;
    told.ask(sign_up(&number).newer_errors()).await;
    told.ask(sign_in(&number)).await;
}

async fn a_password_is_needed(told: &mut Telling) {
    let phone = told.known_phone();
    told.ask(post("/signup").json(json!({"phone": phone.number}))).await;
    told.ask(post("/signup").json(json!({"phone": phone.number, "password": ""}))).await;
    told.ask(post("/signup").json(json!({"phone": "nonsense", "channel": "fax"})).newer_errors()).await;
}

async fn a_password_must_be_long_enough(told: &mut Telling) {
    let phone = told.known_phone();
    let body = json!({"phone": phone.number, "password": "12345"});
    told.ask(post("/signup").json(body.clone())).await;
    told.ask(post("/signup").json(body).newer_errors()).await;
}

async fn either_an_address_or_a_number(told: &mut Telling) {
    let phone = told.known_phone();
    let body = json!({"phone": phone.number, "email": told.address("ann"), "password": PASSWORD});
    told.ask(post("/signup").json(body)).await;
}

async fn other_channels_are_refused(told: &mut Telling) {
    let phone = told.known_phone();
    for channel in ["whatsapp", "SMS", "fax"] {
        let body = json!({"phone": phone.number, "password": PASSWORD, "channel": channel});
        told.ask(post("/signup").json(body)).await;
    }
}

async fn a_code_challenge_is_refused(told: &mut Telling) {
    let phone = told.known_phone();
    let challenge = "a".repeat(43);
    for challenge in [
        json!({"code_challenge": challenge, "code_challenge_method": "s256"}),
        json!({"code_challenge": challenge}),
        json!({"code_challenge_method": "s256"}),
    ] {
        let mut body = json!({"phone": phone.number, "password": PASSWORD});
        body.as_object_mut().expect("an object").extend(challenge.as_object().expect("an object").clone());
        told.ask(post("/signup").json(body)).await;
    }
}

async fn what_is_no_number_is_refused(told: &mut Telling) {
    for number in [
        "nonsense",
        "0155500123",
        "1",
        "+",
        " ",
        "1234567890123456",
        "++15550100",
        "1-555-0100",
        "15550100 x",
    ] {
        told.ask(post("/signup").json(json!({"phone": number, "password": PASSWORD}))).await;
    }
    told.ask(post("/signup").json(json!({"phone": "١٥٥٥", "password": PASSWORD})).newer_errors()).await;
}

async fn wrong_types_are_refused(told: &mut Telling) {
    let phone = told.known_phone();
    for body in [
        json!({"phone": 15_550_100, "password": PASSWORD}),
        json!({"phone": phone.number, "password": 1}),
        json!({"phone": phone.number, "password": PASSWORD, "channel": 1}),
        json!({"phone": phone.number, "password": PASSWORD, "data": "Ann"}),
        json!({"phone": [phone.number], "password": PASSWORD}),
    ] {
        told.ask(post("/signup").json(body)).await;
    }
}

async fn an_empty_number_is_none(told: &mut Telling) {
    let body = json!({"phone": "", "email": told.address("ann"), "password": PASSWORD});
    told.ask(post("/signup").json(body)).await;
    let phone = told.known_phone();
    told.ask(post("/signup").json(json!({"phone": phone.number, "email": "", "password": PASSWORD}))).await;
}

async fn where_numbers_are_not_taken_nobody_signs_up(told: &mut Telling) {
    let number = told.far_phone();
    told.ask(sign_up(&number)).await;
    told.ask(sign_up(&number).newer_errors()).await;
}

async fn the_password_is_judged_before_that(told: &mut Telling) {
    let number = told.far_phone();
    told.ask(post("/signup").json(json!({"phone": number, "password": "12345"}))).await;
    told.ask(post("/signup").json(json!({"phone": number}))).await;
    told.ask(post("/signup").json(json!({"phone": number, "password": PASSWORD, "channel": "fax"}))).await;
}

async fn what_is_no_number_is_not_looked_at(told: &mut Telling) {
    told.ask(post("/signup").json(json!({"phone": "nonsense", "password": PASSWORD}))).await;
}
