//! `POST /passkeys/authentication/verify`: who is not signed in (gotrue-contract §1.14).

use std::time::Duration;

use doorward::auth_server::Hook;
use serde_json::{Value, json};

use crate::contract::ask::{Ask, delete, get, post, put};
use crate::contract::hooked::Reply;
use crate::contract::keys::{device, sign_in};
use crate::contract::story::stories;
use crate::contract::telling::{Member, Telling};
use crate::support::authenticator::{Authenticator, Twist};

stories! {
    Keys {
        a_body_is_needed,
        a_challenge_is_needed,
        a_credential_is_needed,
        members_have_the_right_types,
        an_unknown_challenge_signs_nobody_in,
        a_challenge_signs_in_once,
        a_wrong_answer_uses_the_challenge_up,
        a_challenge_for_a_new_key_signs_nobody_in,
        somebody_whose_address_is_not_proved_is_refused,
        somebody_whose_number_is_not_proved_is_refused,
        somebody_banned_is_refused,
        somebody_banned_is_told_only_with_the_right_key,
        a_passkey_that_was_taken_away_signs_nobody_in,
        a_deleted_account_has_no_passkeys,
        an_account_that_is_a_shadow_has_no_passkeys,
    }
    KeysPassingTime {
        a_challenge_is_over_after_five_minutes,
    }
    KeysHooked {
        a_hook_that_refuses_leaves_the_challenge,
    }
}

const NOWHERE: &str = "11111111-2222-4333-8444-555555555555";

/// Signs in with the newest key of a device, which is answered in a way.
async fn signs_in(told: &mut Telling, device: &mut Authenticator, twist: &Twist) {
    let asked = told.asked_to_sign_in().await;
    let credential = device.sign(&asked.options, twist);
    told.ask(sign_in(&asked.id, &credential)).await;
}

fn answer(body: Value) -> Ask {
    post("/passkeys/authentication/verify").json(body)
}

async fn a_body_is_needed(told: &mut Telling) {
    let path = "/passkeys/authentication/verify";
    for body in ["", "{", "[]", "7", "\"text\""] {
        told.ask(post(path).text(body)).await;
    }
    told.ask(post(path).text("").newer_errors()).await;
    told.ask(post(path).text("null")).await;
    told.ask(post(path)).await;
}

async fn a_challenge_is_needed(told: &mut Telling) {
    told.ask(answer(json!({}))).await;
    told.ask(answer(json!({})).newer_errors()).await;
    for id in [json!(""), Value::Null, json!("1"), json!("not-an-id")] {
        told.ask(answer(json!({"challenge_id": id, "credential": {}}))).await;
    }
}

async fn a_credential_is_needed(told: &mut Telling) {
    let asked = told.asked_to_sign_in().await;
    told.ask(answer(json!({"challenge_id": asked.id}))).await;
    told.ask(answer(json!({"challenge_id": asked.id, "credential": null}))).await;
    told.ask(answer(json!({"challenge_id": asked.id, "credential": null}))).await;
}

async fn members_have_the_right_types(told: &mut Telling) {
    for id in [json!(1), json!([]), json!({}), json!(true)] {
        told.ask(answer(json!({"challenge_id": id, "credential": {}}))).await;
    }
}

async fn an_unknown_challenge_signs_nobody_in(told: &mut Telling) {
    told.ask(sign_in(NOWHERE, &json!({}))).await;
    told.ask(sign_in(NOWHERE, &json!({})).newer_errors()).await;
}

async fn a_challenge_signs_in_once(told: &mut Telling) {
    let mut device = device();
    told.with_passkey(&mut device).await;
    let asked = told.asked_to_sign_in().await;
    let credential = device.sign(&asked.options, &Twist::default());
    told.quietly(sign_in(&asked.id, &credential)).await;
    told.ask(sign_in(&asked.id, &credential)).await;
}

async fn a_wrong_answer_uses_the_challenge_up(told: &mut Telling) {
    let mut device = device();
    told.with_passkey(&mut device).await;
    let asked = told.asked_to_sign_in().await;
    let credential = device.sign(&asked.options, &Twist::default());
    told.ask(sign_in(&asked.id, &json!({}))).await;
    told.ask(sign_in(&asked.id, &credential)).await;
}

async fn a_challenge_for_a_new_key_signs_nobody_in(told: &mut Telling) {
    let mut device = device();
    let (ann, _) = told.with_passkey(&mut device).await;
    let asked = told.asked_passkey(&ann).await;
    let credential = device.sign(&asked.options, &Twist::default());
    told.ask(sign_in(&asked.id, &credential)).await;
}

async fn somebody_whose_address_is_not_proved_is_refused(told: &mut Telling) {
    let mut device = device();
    let ann = told.believed_caller().await;
    told.passkey(&ann, &mut device).await;
    let body = json!({"email": told.address("ann")});
    let admin = told.admin_key();
    told.quietly(put(format!("/admin/users/{}", ann.id)).bearer(&admin).json(body)).await;
    signs_in(told, &mut device, &Twist::default()).await;
}

async fn somebody_whose_number_is_not_proved_is_refused(told: &mut Telling) {
    let mut device = device();
    let (ann, _) = told.with_passkey(&mut device).await;
    let body = json!({"phone": told.far_phone()});
    let admin = told.admin_key();
    told.quietly(put(format!("/admin/users/{}", ann.id)).bearer(&admin).json(body)).await;
    signs_in(told, &mut device, &Twist::default()).await;
}

async fn ban(told: &mut Telling, member: &Member) {
    let admin = told.admin_key();
    let body = json!({"ban_duration": "1h"});
    told.quietly(put(format!("/admin/users/{}", member.id)).bearer(&admin).json(body)).await;
}

async fn somebody_banned_is_refused(told: &mut Telling) {
    let mut device = device();
    let (ann, _) = told.with_passkey(&mut device).await;
    ban(told, &ann).await;
    signs_in(told, &mut device, &Twist::default()).await;
}

async fn somebody_banned_is_told_only_with_the_right_key(told: &mut Telling) {
    let mut device = device();
    let (ann, _) = told.with_passkey(&mut device).await;
    ban(told, &ann).await;
    signs_in(told, &mut device, &Twist { signs_nonsense: true, ..Twist::default() }).await;
}

async fn a_passkey_that_was_taken_away_signs_nobody_in(told: &mut Telling) {
    let mut device = device();
    let (ann, passkey) = told.with_passkey(&mut device).await;
    told.quietly(delete(format!("/passkeys/{passkey}")).bearer(&ann.access)).await;
    signs_in(told, &mut device, &Twist::default()).await;
}

async fn deleted(told: &mut Telling, softly: bool) {
    let mut device = device();
    let (ann, _) = told.with_passkey(&mut device).await;
    let admin = told.admin_key();
    let path = format!("/admin/users/{}", ann.id);
    told.quietly(delete(&path).bearer(&admin).json(json!({"should_soft_delete": softly}))).await;
    signs_in(told, &mut device, &Twist::default()).await;
    told.ask(get(format!("{path}/passkeys")).bearer(&admin)).await;
}

async fn a_deleted_account_has_no_passkeys(told: &mut Telling) {
    deleted(told, false).await;
}

async fn an_account_that_is_a_shadow_has_no_passkeys(told: &mut Telling) {
    deleted(told, true).await;
}

async fn a_challenge_is_over_after_five_minutes(told: &mut Telling) {
    let mut device = device();
    told.with_passkey(&mut device).await;
    let asked = told.asked_to_sign_in().await;
    told.let_time_pass(Duration::from_secs(310)).await;
    let credential = device.sign(&asked.options, &Twist::default());
    told.ask(sign_in(&asked.id, &credential)).await;
    told.ask(sign_in(&asked.id, &credential).newer_errors()).await;
}

async fn a_hook_that_refuses_leaves_the_challenge(told: &mut Telling) {
    let mut device = device();
    told.with_passkey(&mut device).await;
    let asked = told.asked_to_sign_in().await;
    let credential = device.sign(&asked.options, &Twist::default());
    told.hook_answers(Hook::CustomAccessToken, Reply::refusal(403, "not today"));
    told.ask(sign_in(&asked.id, &credential)).await;
    let again = told.quietly(sign_in(&asked.id, &credential)).await;
    told.note("the same answer again", again.status);
}
