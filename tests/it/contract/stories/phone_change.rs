//! A person gives their account a telephone number, or another one (gotrue-contract §1.5).

use serde_json::json;

use crate::contract::ask::{get, post, put};
use crate::contract::numbers::{WRONG, change, sign_in, verify};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Numbers {
        a_number_waits_for_its_proof,
        the_code_makes_it_the_accounts_own,
        the_number_of_a_member_changes,
        the_same_number_changes_nothing,
        an_empty_number_changes_nothing,
        a_wrong_code_changes_nothing,
        a_second_change_replaces_the_first,
        a_known_code_works_again_only_while_the_number_waits,
        the_number_of_somebody_else_is_refused,
        a_number_that_waits_elsewhere_is_free,
        a_number_that_was_taken_meanwhile_is_refused,
        what_is_no_number_is_refused,
        a_channel_is_that_of_a_number,
        wrong_types_are_refused,
        an_address_and_a_number_come_together,
        a_password_and_a_number_come_together,
        a_password_ends_what_was_begun,
        without_anybody_who_sends_codes_nothing_changes,
        somebody_without_a_name_gets_a_number,
        somebody_without_a_name_gets_a_number_and_a_password,
        a_password_alone_is_refused_to_somebody_without_a_name,
        a_second_factor_is_shown_first,
        somebody_banned_is_told_only_with_the_right_code,
    }
    Usual {
        where_numbers_are_not_taken_none_is_added,
    }
    NumbersOnly {
        a_number_that_can_be_proved_is_added_where_none_signs_in,
    }
}

async fn a_number_waits_for_its_proof(told: &mut Telling) {
    let ann = told.member("ann").await;
    let phone = told.known_phone();
    told.ask(change(&ann.access, json!({"phone": phone.number}))).await;
    told.ask(get("/user").bearer(&ann.access)).await;
    told.ask(sign_in(&phone.number)).await;
}

async fn the_code_makes_it_the_accounts_own(told: &mut Telling) {
    let ann = told.member("ann").await;
    let phone = told.known_phone();
    told.quietly(change(&ann.access, json!({"phone": format!("+{}", phone.number)}))).await;
    told.ask(verify("phone_change", &phone.number, &phone.code)).await;
    told.ask(get("/user").bearer(&ann.access)).await;
    told.ask(sign_in(&phone.number)).await;
}

async fn the_number_of_a_member_changes(told: &mut Telling) {
    let (old, member) = told.phone_member().await;
    let new = told.known_phone();
    told.ask(change(&member.access, json!({"phone": new.number}))).await;
    told.ask(verify("phone_change", &new.number, &new.code)).await;
    told.ask(sign_in(&old.number)).await;
    told.ask(sign_in(&new.number)).await;
}

async fn the_same_number_changes_nothing(told: &mut Telling) {
    let (phone, member) = told.phone_member().await;
    told.ask(change(&member.access, json!({"phone": phone.number}))).await;
    told.ask(change(&member.access, json!({"phone": format!("+{}", phone.number), "channel": "fax"}))).await;
}

async fn an_empty_number_changes_nothing(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    told.ask(change(&member.access, json!({"phone": "", "channel": "fax"}))).await;
    told.ask(change(&member.access, json!({"phone": null}))).await;
}

async fn a_wrong_code_changes_nothing(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    let new = told.known_phone();
    told.quietly(change(&member.access, json!({"phone": new.number}))).await;
    told.ask(verify("phone_change", &new.number, WRONG)).await;
    told.ask(verify("sms", &new.number, &new.code)).await;
    told.ask(get("/user").bearer(&member.access)).await;
}

async fn a_second_change_replaces_the_first(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    let (first, second) = (told.known_phone(), told.known_phone());
    told.quietly(change(&member.access, json!({"phone": first.number}))).await;
    told.ask(change(&member.access, json!({"phone": second.number}))).await;
    told.ask(verify("phone_change", &first.number, &first.code)).await;
    told.ask(verify("phone_change", &second.number, &second.code)).await;
}

async fn a_known_code_works_again_only_while_the_number_waits(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    let new = told.known_phone();
    told.quietly(change(&member.access, json!({"phone": new.number}))).await;
    told.quietly(verify("phone_change", &new.number, &new.code)).await;
    told.ask(verify("phone_change", &new.number, &new.code)).await;
}

async fn the_number_of_somebody_else_is_refused(told: &mut Telling) {
    let (taken, _) = told.phone_member().await;
    let (_, member) = told.phone_member().await;
    told.ask(change(&member.access, json!({"phone": taken.number}))).await;
    told.ask(change(&member.access, json!({"phone": taken.number})).newer_errors()).await;
    let unproved = told.caller().await;
    told.ask(change(&member.access, json!({"phone": unproved.number}))).await;
}

async fn a_number_that_waits_elsewhere_is_free(told: &mut Telling) {
    let (_, one) = told.phone_member().await;
    let (_, other) = told.phone_member().await;
    let new = told.known_phone();
    told.quietly(change(&one.access, json!({"phone": new.number}))).await;
    told.ask(change(&other.access, json!({"phone": new.number}))).await;
}

async fn a_number_that_was_taken_meanwhile_is_refused(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    let new = told.known_phone();
    told.quietly(change(&member.access, json!({"phone": new.number}))).await;
    told.made(json!({"phone": new.number, "phone_confirm": true})).await;
    told.ask(verify("phone_change", &new.number, &new.code)).await;
    told.ask(get("/user").bearer(&member.access)).await;
}

async fn what_is_no_number_is_refused(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    for number in ["nonsense", "0155500123", "1", "1234567890123456", "++15550100", "+", " "] {
        told.ask(change(&member.access, json!({"phone": number}))).await;
    }
}

async fn a_channel_is_that_of_a_number(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    let new = told.known_phone();
    told.ask(change(&member.access, json!({"phone": new.number, "channel": "fax"}))).await;
    told.ask(change(&member.access, json!({"phone": new.number, "channel": "whatsapp"}))).await;
    told.ask(change(&member.access, json!({"channel": "fax"}))).await;
    told.ask(change(&member.access, json!({"phone": new.number, "channel": "sms"}))).await;
}

async fn wrong_types_are_refused(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    told.ask(change(&member.access, json!({"phone": 15_550_100}))).await;
    told.ask(change(&member.access, json!({"phone": "15550100", "channel": 1}))).await;
}

async fn an_address_and_a_number_come_together(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    let (new, email) = (told.known_phone(), told.address("ann"));
    let letter = told
        .ask(change(&member.access, json!({"phone": new.number, "email": email})))
        .await
        .letter(&email)
        .clone();
    told.ask(verify("phone_change", &new.number, &new.code)).await;
    let proof = json!({"type": "email_change", "token_hash": letter.hash()});
    told.ask(post("/verify").json(proof)).await;
}

async fn a_password_and_a_number_come_together(told: &mut Telling) {
    let (old, member) = told.phone_member().await;
    let new = told.known_phone();
    let body = json!({"phone": new.number, "password": "a longer password"});
    told.ask(change(&member.access, body.clone())).await;
    told.ask(sign_in(&old.number)).await;
    told.quietly(verify("phone_change", &new.number, &new.code)).await;
    told.ask(post("/token?grant_type=password").json(body)).await;
}

async fn a_password_ends_what_was_begun(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    let new = told.known_phone();
    told.quietly(change(&member.access, json!({"phone": new.number}))).await;
    told.ask(change(&member.access, json!({"password": "a longer password"}))).await;
    told.ask(verify("phone_change", &new.number, &new.code)).await;
}

async fn without_anybody_who_sends_codes_nothing_changes(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    let number = told.far_phone();
    told.ask(change(&member.access, json!({"phone": number, "data": {"name": "Ann"}}))).await;
    told.ask(change(&member.access, json!({"phone": number})).newer_errors()).await;
    told.ask(get("/user").bearer(&member.access)).await;
}

async fn somebody_without_a_name_gets_a_number(told: &mut Telling) {
    let access = told.anonymous().await;
    let phone = told.known_phone();
    told.ask(change(&access, json!({"phone": phone.number}))).await;
    told.ask(verify("phone_change", &phone.number, &phone.code)).await;
    told.ask(get("/user").bearer(&access)).await;
}

async fn somebody_without_a_name_gets_a_number_and_a_password(told: &mut Telling) {
    let access = told.anonymous().await;
    let phone = told.known_phone();
    told.ask(change(&access, json!({"phone": phone.number, "password": PASSWORD}))).await;
    told.quietly(verify("phone_change", &phone.number, &phone.code)).await;
    told.ask(sign_in(&phone.number)).await;
}

async fn a_password_alone_is_refused_to_somebody_without_a_name(told: &mut Telling) {
    let access = told.anonymous().await;
    told.ask(change(&access, json!({"password": PASSWORD, "phone": ""}))).await;
}

async fn a_second_factor_is_shown_first(told: &mut Telling) {
    let (ann, _) = told.half_proved("ann").await;
    let phone = told.known_phone();
    told.ask(change(&ann.access, json!({"phone": phone.number}))).await;
    told.ask(put("/user").bearer(&ann.access).json(json!({"data": {"name": "Ann"}}))).await;
}

async fn somebody_banned_is_told_only_with_the_right_code(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    let new = told.known_phone();
    told.quietly(change(&member.access, json!({"phone": new.number}))).await;
    told.quietly(told.set(&member.id, json!({"ban_duration": "24h"}))).await;
    told.ask(verify("phone_change", &new.number, WRONG)).await;
    told.ask(verify("phone_change", &new.number, &new.code)).await;
}

async fn where_numbers_are_not_taken_none_is_added(told: &mut Telling) {
    let ann = told.member("ann").await;
    let number = told.far_phone();
    told.ask(change(&ann.access, json!({"phone": number}))).await;
    told.ask(change(&ann.access, json!({"phone": "nonsense"}))).await;
    told.ask(change(&ann.access, json!({"phone": number, "channel": "fax"}))).await;
}

async fn a_number_that_can_be_proved_is_added_where_none_signs_in(told: &mut Telling) {
    let ann = told.member("ann").await;
    let phone = told.known_phone();
    told.ask(change(&ann.access, json!({"phone": phone.number}))).await;
    told.ask(verify("phone_change", &phone.number, &phone.code)).await;
    told.ask(sign_in(&phone.number)).await;
    told.ask(post("/otp").json(json!({"phone": phone.number}))).await;
}
