//! Mails that tell owners that the telephone number of their account was changed (gotrue-contract §4.1).

use serde_json::json;

use crate::contract::ask::put;
use crate::contract::numbers::{WRONG, change, verify};
use crate::contract::story::stories;
use crate::contract::telling::{Member, Telling};

stories! {
    NumbersAndNotices {
        a_first_number_is_told_as_a_way_to_sign_in,
        another_number_is_told,
        a_number_that_waits_is_not_told,
        a_wrong_code_is_not_told,
        the_same_number_is_not_told,
        administrators_change_a_number_in_silence,
        somebody_without_an_address_is_not_told,
    }
    Numbers {
        nobody_is_told_of_a_number_unless_the_operator_wants_it,
    }
}

/// Somebody with an address and a number.
async fn numbered(told: &mut Telling) -> (Member, String) {
    let ann = told.member("ann").await;
    let phone = told.known_phone();
    told.quietly(change(&ann.access, json!({"phone": phone.number}))).await;
    told.quietly(verify("phone_change", &phone.number, &phone.code)).await;
    (ann, phone.number)
}

async fn a_first_number_is_told_as_a_way_to_sign_in(told: &mut Telling) {
    let ann = told.member("ann").await;
    let phone = told.known_phone();
    told.ask(change(&ann.access, json!({"phone": phone.number}))).await;
    told.ask(verify("phone_change", &phone.number, &phone.code)).await;
}

async fn another_number_is_told(told: &mut Telling) {
    let (ann, _) = numbered(told).await;
    let phone = told.known_phone();
    told.ask(change(&ann.access, json!({"phone": phone.number}))).await;
    told.ask(verify("phone_change", &phone.number, &phone.code)).await;
}

async fn a_number_that_waits_is_not_told(told: &mut Telling) {
    let (ann, _) = numbered(told).await;
    let phone = told.known_phone();
    let asked = told.quietly(change(&ann.access, json!({"phone": phone.number}))).await;
    told.note("mails", asked.letters.len());
}

async fn a_wrong_code_is_not_told(told: &mut Telling) {
    let (ann, _) = numbered(told).await;
    let phone = told.known_phone();
    told.quietly(change(&ann.access, json!({"phone": phone.number}))).await;
    told.ask(verify("phone_change", &phone.number, WRONG)).await;
}

async fn the_same_number_is_not_told(told: &mut Telling) {
    let (ann, number) = numbered(told).await;
    let asked = told.quietly(change(&ann.access, json!({"phone": number}))).await;
    told.note("mails", asked.letters.len());
}

async fn administrators_change_a_number_in_silence(told: &mut Telling) {
    let (ann, _) = numbered(told).await;
    let phone = told.known_phone();
    let body = json!({"phone": phone.number, "phone_confirm": true});
    let changed = told.as_admin(put(format!("/admin/users/{}", ann.id)), body).await;
    told.note("mails", changed.letters.len());
}

async fn somebody_without_an_address_is_not_told(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    let phone = told.known_phone();
    told.quietly(change(&member.access, json!({"phone": phone.number}))).await;
    let changed = told.quietly(verify("phone_change", &phone.number, &phone.code)).await;
    told.note("status", changed.status);
    told.note("mails", changed.letters.len());
}

async fn nobody_is_told_of_a_number_unless_the_operator_wants_it(told: &mut Telling) {
    let (ann, _) = numbered(told).await;
    let phone = told.known_phone();
    told.quietly(change(&ann.access, json!({"phone": phone.number}))).await;
    let changed = told.quietly(verify("phone_change", &phone.number, &phone.code)).await;
    told.note("mails", changed.letters.len());
}
