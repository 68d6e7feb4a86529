//! Showing the code that came to a telephone (gotrue-contract §1.9).

use serde_json::json;
use sha2::{Digest as _, Sha224};

use crate::contract::ask::{delete, get, post};
use crate::contract::numbers::{WRONG, change, otp, verify};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Numbers {
        the_code_proves_the_number_and_signs_in,
        the_account_is_shown_as_proved,
        the_session_goes_on,
        a_wrong_code_is_refused,
        after_a_wrong_code_the_right_one_still_works,
        a_number_that_nobody_has_is_answered_the_same,
        the_code_of_another_number_is_refused,
        a_known_code_works_again,
        a_known_code_works_without_being_asked_for,
        a_code_for_something_else_is_refused,
        the_number_must_be_one,
        a_number_is_needed,
        either_an_address_or_a_number,
        a_type_is_needed,
        an_address_has_no_code_by_telephone,
        a_link_proves_no_number,
        a_code_is_no_link,
        wrong_types_are_refused,
        somebody_banned_is_told_only_with_the_right_code,
        somebody_deleted_is_a_stranger,
        somebody_who_changed_the_number_is_no_stranger,
    }
}

async fn the_code_proves_the_number_and_signs_in(told: &mut Telling) {
    let phone = told.caller().await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
}

async fn the_account_is_shown_as_proved(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    told.ask(get("/user").bearer(&member.access)).await;
    told.ask(get(format!("/admin/users/{}", member.id)).bearer(&told.admin_key())).await;
}

async fn the_session_goes_on(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    let body = json!({"refresh_token": member.refresh});
    told.ask(post("/token?grant_type=refresh_token").json(body)).await;
    told.ask(post("/logout").bearer(&member.access)).await;
}

async fn a_wrong_code_is_refused(told: &mut Telling) {
    let phone = told.caller().await;
    told.ask(verify("sms", &phone.number, WRONG)).await;
    told.ask(verify("sms", &phone.number, WRONG).newer_errors()).await;
    told.ask(verify("sms", &phone.number, "1")).await;
    told.ask(verify("sms", &phone.number, &"1".repeat(300))).await;
}

async fn after_a_wrong_code_the_right_one_still_works(told: &mut Telling) {
    let phone = told.caller().await;
    for _ in 0..4 {
        told.quietly(verify("sms", &phone.number, WRONG)).await;
    }
    told.ask(verify("sms", &phone.number, &phone.code)).await;
}

async fn a_number_that_nobody_has_is_answered_the_same(told: &mut Telling) {
    let phone = told.known_phone();
    told.ask(verify("sms", &phone.number, &phone.code)).await;
    told.ask(verify("phone_change", &phone.number, &phone.code)).await;
    let number = told.far_phone();
    told.ask(verify("sms", &number, WRONG)).await;
}

async fn the_code_of_another_number_is_refused(told: &mut Telling) {
    let (one, other) = (told.caller().await, told.caller().await);
    told.ask(verify("sms", &one.number, &other.code)).await;
}

async fn a_known_code_works_again(told: &mut Telling) {
    let phone = told.caller().await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
}

async fn a_known_code_works_without_being_asked_for(told: &mut Telling) {
    let phone = told.known_phone();
    told.made(json!({"phone": phone.number})).await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
}

async fn a_code_for_something_else_is_refused(told: &mut Telling) {
    let phone = told.caller().await;
    for kind in ["phone_change", "signup", "email", "magiclink", "recovery", "email_change", "invite", "fax"]
    {
        told.ask(verify(kind, &phone.number, &phone.code)).await;
    }
}

async fn the_number_must_be_one(told: &mut Telling) {
    for number in ["nonsense", "0155500123", "1", "1234567890123456", "++15550100"] {
        told.ask(verify("sms", number, WRONG)).await;
    }
    told.ask(verify("fax", "nonsense", WRONG).newer_errors()).await;
}

async fn a_number_is_needed(told: &mut Telling) {
    told.ask(post("/verify").json(json!({"type": "sms", "token": WRONG}))).await;
    told.ask(post("/verify").json(json!({"type": "sms", "token": WRONG, "phone": ""}))).await;
    told.ask(post("/verify").json(json!({"type": "phone_change"}))).await;
}

async fn either_an_address_or_a_number(told: &mut Telling) {
    let phone = told.caller().await;
    let email = told.address("ann");
    let body = json!({"type": "sms", "token": phone.code, "phone": phone.number, "email": email});
    told.ask(post("/verify").json(body)).await;
}

async fn a_type_is_needed(told: &mut Telling) {
    let phone = told.caller().await;
    told.ask(post("/verify").json(json!({"token": phone.code, "phone": phone.number}))).await;
    told.ask(verify("", &phone.number, &phone.code)).await;
}

async fn an_address_has_no_code_by_telephone(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    for kind in ["sms", "phone_change"] {
        let body = json!({"type": kind, "token": letter.code(), "email": letter.to});
        told.ask(post("/verify").json(body)).await;
    }
}

async fn a_link_proves_no_number(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    for kind in ["sms", "phone_change"] {
        let hash = letter.hash().to_owned();
        told.ask(post("/verify").json(json!({"type": kind, "token_hash": hash}))).await;
        told.ask(get(format!("/verify?type={kind}&token={hash}"))).await;
    }
}

async fn a_code_is_no_link(told: &mut Telling) {
    let phone = told.caller().await;
    let hash =
        format!("{:x}", Sha224::new().chain_update(&phone.number).chain_update(&phone.code).finalize());
    told.ask(post("/verify").json(json!({"type": "sms", "token_hash": hash}))).await;
    told.ask(post("/verify").json(json!({"type": "recovery", "token_hash": hash}))).await;
    told.ask(post("/verify").json(json!({"type": "signup", "token_hash": hash}))).await;
}

async fn wrong_types_are_refused(told: &mut Telling) {
    let phone = told.caller().await;
    for body in [
        json!({"type": "sms", "token": 123_456, "phone": phone.number}),
        json!({"type": "sms", "token": phone.code, "phone": 15_550_100}),
        json!({"type": ["sms"], "token": phone.code, "phone": phone.number}),
    ] {
        told.ask(post("/verify").json(body)).await;
    }
}

async fn somebody_banned_is_told_only_with_the_right_code(told: &mut Telling) {
    let (phone, member) = told.phone_member().await;
    told.quietly(told.set(&member.id, json!({"ban_duration": "24h"}))).await;
    told.ask(verify("sms", &phone.number, WRONG)).await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
    told.ask(otp(json!({"phone": phone.number}))).await;
}

async fn somebody_deleted_is_a_stranger(told: &mut Telling) {
    let (phone, member) = told.phone_member().await;
    let path = format!("/admin/users/{}", member.id);
    told.quietly(delete(path).bearer(&told.admin_key())).await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
    told.ask(otp(json!({"phone": phone.number, "create_user": false}))).await;
}

async fn somebody_who_changed_the_number_is_no_stranger(told: &mut Telling) {
    let (old, member) = told.phone_member().await;
    let new = told.known_phone();
    told.quietly(change(&member.access, json!({"phone": new.number}))).await;
    told.ask(verify("sms", &new.number, &new.code)).await;
    told.quietly(verify("phone_change", &new.number, &new.code)).await;
    told.ask(verify("sms", &old.number, &old.code)).await;
    told.ask(verify("sms", &new.number, &new.code)).await;
}
