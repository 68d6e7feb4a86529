//! Administrators and telephone numbers (gotrue-contract §1.17).

use serde_json::{Value, json};

use crate::contract::ask::{Ask, delete, get, post};
use crate::contract::numbers::{change, sign_in, sign_up, verify};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Numbers {
        an_account_is_made_with_a_number,
        an_account_is_made_with_a_proved_number,
        an_account_is_made_with_everything,
        a_number_is_proved_where_there_is_none,
        a_taken_number_is_refused,
        a_taken_address_is_told_before_a_taken_number,
        a_number_that_was_never_proved_is_taken_too,
        what_is_no_number_is_refused,
        wrong_types_are_refused,
        an_account_gets_a_number,
        an_account_gets_a_proved_number,
        a_number_changes_at_once,
        a_number_is_proved_later,
        a_taken_number_cannot_be_given,
        the_same_number_can_be_given_again,
        what_is_no_number_cannot_be_given,
        somebody_without_a_name_gets_a_proved_number,
        somebody_without_a_name_gets_a_number,
        a_pending_change_stays,
        the_number_of_somebody_deleted_is_free,
        the_number_of_a_shadow_is_free,
        a_shadow_waits_for_no_number,
        the_filter_does_not_look_at_numbers,
    }
}

fn make(told: &Telling, body: Value) -> Ask {
    post("/admin/users").bearer(&told.admin_key()).json(body)
}

async fn an_account_is_made_with_a_number(told: &mut Telling) {
    let number = told.far_phone();
    let made = told.ask(make(told, json!({"phone": format!("+{number}")}))).await;
    told.ask(get(format!("/admin/users/{}", made.at("/id"))).bearer(&told.admin_key())).await;
}

async fn an_account_is_made_with_a_proved_number(told: &mut Telling) {
    let number = told.far_phone();
    let body = json!({"phone": number, "phone_confirm": true, "password": PASSWORD});
    told.ask(make(told, body)).await;
    told.ask(sign_in(&number)).await;
}

async fn an_account_is_made_with_everything(told: &mut Telling) {
    let (number, email) = (told.far_phone(), told.address("ann"));
    let body = json!({
        "phone": number, "phone_confirm": true, "email": email, "email_confirm": true, "role": "captain",
        "user_metadata": {"name": "Ann"}, "app_metadata": {"plan": "gold"}, "ban_duration": "24h",
    });
    told.ask(make(told, body)).await;
}

async fn a_number_is_proved_where_there_is_none(told: &mut Telling) {
    let email = told.address("ann");
    told.ask(make(told, json!({"email": email, "phone_confirm": true}))).await;
}

async fn a_taken_number_is_refused(told: &mut Telling) {
    let (phone, _) = told.phone_member().await;
    told.ask(make(told, json!({"phone": phone.number}))).await;
    told.ask(make(told, json!({"phone": format!("+{}", phone.number)})).newer_errors()).await;
    let body = json!({"phone": phone.number, "email": told.address("ann")});
    told.ask(make(told, body)).await;
}

async fn a_taken_address_is_told_before_a_taken_number(told: &mut Telling) {
    let (phone, _) = told.phone_member().await;
    let ann = told.member("ann").await;
    told.ask(make(told, json!({"phone": phone.number, "email": ann.email}))).await;
}

async fn a_number_that_was_never_proved_is_taken_too(told: &mut Telling) {
    let phone = told.caller().await;
    told.ask(make(told, json!({"phone": phone.number}))).await;
}

async fn what_is_no_number_is_refused(told: &mut Telling) {
    for number in ["nonsense", "0155500123", "1", "1234567890123456", "++15550100", ""] {
        told.ask(make(told, json!({"phone": number}))).await;
    }
}

async fn wrong_types_are_refused(told: &mut Telling) {
    let number = told.far_phone();
    told.ask(make(told, json!({"phone": 15_550_100}))).await;
    told.ask(make(told, json!({"phone": number, "phone_confirm": "yes"}))).await;
}

async fn an_account_gets_a_number(told: &mut Telling) {
    let ann = told.member("ann").await;
    let phone = told.known_phone();
    told.ask(told.set(&ann.id, json!({"phone": phone.number}))).await;
    told.ask(sign_in(&phone.number)).await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
}

async fn an_account_gets_a_proved_number(told: &mut Telling) {
    let ann = told.member("ann").await;
    let number = told.far_phone();
    told.ask(told.set(&ann.id, json!({"phone": format!("+{number}"), "phone_confirm": true}))).await;
    told.ask(sign_in(&number)).await;
}

async fn a_number_changes_at_once(told: &mut Telling) {
    let (old, member) = told.phone_member().await;
    let number = told.far_phone();
    told.quietly(told.set(&member.id, json!({"phone": number}))).await;
    told.ask(get(format!("/admin/users/{}", member.id)).bearer(&told.admin_key())).await;
    told.ask(sign_in(&old.number)).await;
    told.ask(sign_in(&number)).await;
}

async fn a_number_is_proved_later(told: &mut Telling) {
    let number = told.far_phone();
    let id = told.made(json!({"phone": number, "password": PASSWORD})).await;
    told.ask(told.set(&id, json!({"phone_confirm": false}))).await;
    told.ask(told.set(&id, json!({"phone_confirm": true}))).await;
    told.ask(sign_in(&number)).await;
}

async fn a_taken_number_cannot_be_given(told: &mut Telling) {
    let (taken, _) = told.phone_member().await;
    let (_, member) = told.phone_member().await;
    told.ask(told.set(&member.id, json!({"phone": taken.number}))).await;
    told.ask(told.set(&member.id, json!({"phone": taken.number})).newer_errors()).await;
}

async fn the_same_number_can_be_given_again(told: &mut Telling) {
    let (phone, member) = told.phone_member().await;
    told.quietly(told.set(&member.id, json!({"phone": phone.number, "phone_confirm": true}))).await;
    told.ask(get(format!("/admin/users/{}", member.id)).bearer(&told.admin_key())).await;
}

async fn what_is_no_number_cannot_be_given(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    told.ask(told.set(&member.id, json!({"phone": "nonsense"}))).await;
    told.ask(told.set(&member.id, json!({"phone": 15_550_100}))).await;
    told.quietly(told.set(&member.id, json!({"phone": ""}))).await;
    told.ask(get(format!("/admin/users/{}", member.id)).bearer(&told.admin_key())).await;
}

async fn somebody_without_a_name_gets_a_proved_number(told: &mut Telling) {
    let access = told.anonymous().await;
    let id = told.quietly(get("/user").bearer(&access)).await.at("/id");
    let number = told.far_phone();
    told.ask(told.set(&id, json!({"phone": number, "phone_confirm": true}))).await;
    told.ask(get("/user").bearer(&access)).await;
}

async fn somebody_without_a_name_gets_a_number(told: &mut Telling) {
    let access = told.anonymous().await;
    let id = told.quietly(get("/user").bearer(&access)).await.at("/id");
    let number = told.far_phone();
    told.ask(told.set(&id, json!({"phone": number}))).await;
}

async fn a_pending_change_stays(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    let (new, given) = (told.known_phone(), told.far_phone());
    told.quietly(change(&member.access, json!({"phone": new.number}))).await;
    told.quietly(told.set(&member.id, json!({"phone": given}))).await;
    told.ask(get("/user").bearer(&member.access)).await;
    told.ask(verify("phone_change", &new.number, &new.code)).await;
}

async fn the_number_of_somebody_deleted_is_free(told: &mut Telling) {
    let (phone, member) = told.phone_member().await;
    told.ask(delete(format!("/admin/users/{}", member.id)).bearer(&told.admin_key())).await;
    told.ask(sign_up(&phone.number)).await;
}

async fn the_number_of_a_shadow_is_free(told: &mut Telling) {
    let (phone, member) = told.phone_member().await;
    let path = format!("/admin/users/{}", member.id);
    let soft = json!({"should_soft_delete": true});
    told.ask(delete(&path).bearer(&told.admin_key()).json(soft)).await;
    let shadow = told.quietly(get(&path).bearer(&told.admin_key())).await;
    told.note("how long the number of a shadow is", shadow.at("/phone").len());
    told.note("whether it is the number", shadow.at("/phone") == phone.number);
    told.note("what the identity says", shadow.body()["identities"][0]["identity_data"].clone());
    told.ask(sign_up(&phone.number)).await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
}

async fn a_shadow_waits_for_no_number(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    let new = told.known_phone();
    told.quietly(change(&member.access, json!({"phone": new.number}))).await;
    let path = format!("/admin/users/{}", member.id);
    let soft = json!({"should_soft_delete": true});
    told.quietly(delete(&path).bearer(&told.admin_key()).json(soft)).await;
    told.ask(verify("phone_change", &new.number, &new.code)).await;
}

async fn the_filter_does_not_look_at_numbers(told: &mut Telling) {
    let (phone, _) = told.phone_member().await;
    let list =
        told.quietly(get(format!("/admin/users?filter={}", phone.number)).bearer(&told.admin_key())).await;
    told.note("how many are found", list.body()["users"].as_array().map(Vec::len));
}
