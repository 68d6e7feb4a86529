//! Accounts that only a number names, as they go through the rest of the interface.

use serde_json::json;

use crate::contract::ask::{delete, get, post, put};
use crate::contract::linking::{identities, notes_providers};
use crate::contract::numbers::{change, otp, resend, sign_in, sign_up, verify};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Numbers {
        the_account_is_shown,
        what_people_say_of_themselves_changes,
        an_address_is_added,
        the_only_way_to_sign_in_stays,
        a_number_is_taken_away,
        an_address_is_taken_away,
        nothing_is_recovered_by_mail,
        lists_show_the_number,
        a_link_is_for_addresses,
        what_is_done_is_noted,
        what_waits_is_noted,
        a_change_of_number_is_noted,
    }
    NumbersBelieved {
        what_is_believed_is_noted,
    }
}

async fn the_account_is_shown(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    told.ask(get("/user").bearer(&member.access)).await;
}

async fn what_people_say_of_themselves_changes(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    told.ask(put("/user").bearer(&member.access).json(json!({"data": {"name": "Ann"}}))).await;
}

async fn an_address_is_added(told: &mut Telling) {
    let (phone, member) = told.phone_member().await;
    let email = told.address("ann");
    let letter = told.ask(change(&member.access, json!({"email": email}))).await.letter(&email).clone();
    told.ask(post("/verify").json(json!({"type": "email_change", "token_hash": letter.hash()}))).await;
    told.ask(sign_in(&phone.number)).await;
    told.ask(post("/token?grant_type=password").json(json!({"email": email, "password": PASSWORD}))).await;
}

async fn the_only_way_to_sign_in_stays(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    let identity = identities(told, &member.access).await[0]["identity_id"].clone();
    let path = format!("/user/identities/{}", identity.as_str().expect("an id"));
    told.ask(delete(path).bearer(&member.access)).await;
}

/// The path of the identity of a kind.
async fn identity_of(told: &mut Telling, access: &str, provider: &str) -> String {
    let identities = identities(told, access).await;
    let found = identities.iter().find(|identity| identity["provider"] == provider).expect("the identity");
    format!("/user/identities/{}", found["identity_id"].as_str().expect("an id"))
}

async fn a_number_is_taken_away(told: &mut Telling) {
    let ann = told.member("ann").await;
    let phone = told.known_phone();
    told.quietly(change(&ann.access, json!({"phone": phone.number}))).await;
    told.quietly(verify("phone_change", &phone.number, &phone.code)).await;
    let path = identity_of(told, &ann.access, "phone").await;
    told.ask(delete(path).bearer(&ann.access)).await;
    told.ask(get("/user").bearer(&ann.access)).await;
    told.ask(sign_in(&phone.number)).await;
    told.ask(verify("sms", &phone.number, &phone.code)).await;
}

async fn an_address_is_taken_away(told: &mut Telling) {
    let ann = told.member("ann").await;
    let phone = told.known_phone();
    told.quietly(change(&ann.access, json!({"phone": phone.number}))).await;
    told.quietly(verify("phone_change", &phone.number, &phone.code)).await;
    let another = told.known_phone();
    told.quietly(change(&ann.access, json!({"phone": another.number}))).await;
    let path = identity_of(told, &ann.access, "email").await;
    told.ask(delete(path).bearer(&ann.access)).await;
    told.ask(get("/user").bearer(&ann.access)).await;
    notes_providers(told, &ann.access).await;
    told.ask(sign_in(&phone.number)).await;
}

async fn nothing_is_recovered_by_mail(told: &mut Telling) {
    told.phone_member().await;
    told.ask(post("/recover").json(json!({"email": told.address("ann")}))).await;
    told.ask(post("/recover").json(json!({"email": ""}))).await;
}

async fn lists_show_the_number(told: &mut Telling) {
    let (_, member) = told.phone_member().await;
    let list = told.quietly(get("/admin/users?per_page=500").bearer(&told.admin_key())).await;
    let users = list.body()["users"].as_array().expect("people").clone();
    let found = users.iter().find(|user| user["id"] == member.id.as_str()).expect("the person").clone();
    let shown: Vec<_> = ["email", "phone", "identities", "new_phone"].map(|name| found[name].clone()).into();
    told.note("an address, a number, identities and a new number", shown[0].clone());
    told.note("whether the number is there", shown[1].as_str().is_some_and(|phone| phone.len() == 12));
    told.note("identities and a new number", shown[2..].to_vec());
}

async fn a_link_is_for_addresses(told: &mut Telling) {
    let (phone, _) = told.phone_member().await;
    let body = json!({"type": "recovery", "phone": phone.number});
    told.ask(post("/admin/generate_link").bearer(&told.admin_key()).json(body)).await;
    told.ask(post("/invite").bearer(&told.admin_key()).json(json!({"phone": phone.number}))).await;
}

async fn what_is_done_is_noted(told: &mut Telling) {
    let (phone, member) = told.phone_member().await;
    told.quietly(sign_in(&phone.number)).await;
    told.quietly(otp(json!({"phone": phone.number, "channel": "sms"}))).await;
    told.quietly(sign_up(&phone.number)).await;
    told.quietly(get("/reauthenticate").bearer(&member.access)).await;
    told.notes_what_was_done_by(&phone.number).await;
}

async fn what_waits_is_noted(told: &mut Telling) {
    let phone = told.caller().await;
    told.quietly(otp(json!({"phone": phone.number}))).await;
    told.quietly(resend(json!({"type": "sms", "phone": phone.number}))).await;
    told.notes_what_was_done_by(&phone.number).await;
}

async fn a_change_of_number_is_noted(told: &mut Telling) {
    let (old, member) = told.phone_member().await;
    let new = told.known_phone();
    told.quietly(change(&member.access, json!({"phone": new.number}))).await;
    told.quietly(resend(json!({"type": "phone_change", "phone": old.number}))).await;
    told.quietly(verify("phone_change", &new.number, &new.code)).await;
    told.notes_what_was_done_by(&old.number).await;
    told.notes_what_was_done_by(&new.number).await;
}

async fn what_is_believed_is_noted(told: &mut Telling) {
    let number = told.far_phone();
    told.quietly(sign_up(&number)).await;
    told.quietly(sign_up(&number)).await;
    let phone = told.known_phone();
    told.quietly(otp(json!({"phone": phone.number}))).await;
    told.notes_what_was_done_by(&number).await;
    told.notes_what_was_done_by(&phone.number).await;
}
