//! `GET /passkeys`, `PATCH` and `DELETE /passkeys/{id}` (gotrue-contract §1.14).

use serde_json::{Value, json};

use crate::contract::ask::{Ask, delete, get, patch, post};
use crate::contract::keys::device;
use crate::contract::story::stories;
use crate::contract::telling::{Member, PASSWORD, Telling};

stories! {
    Keys {
        a_list_may_be_empty,
        a_list_has_the_oldest_first,
        second_factors_are_not_in_it,
        an_account_without_a_name_has_an_empty_list,
        a_passkey_is_renamed,
        two_passkeys_may_have_one_name,
        a_name_is_needed,
        a_name_has_an_end,
        a_name_is_a_text,
        a_body_is_needed,
        an_unknown_passkey_is_not_renamed,
        somebody_elses_passkey_is_not_renamed,
        half_a_session_renames,
        a_passkey_is_taken_away,
        an_unknown_passkey_is_not_taken_away,
        somebody_elses_passkey_is_not_taken_away,
        half_a_session_takes_nothing_away,
        a_whole_session_takes_it_away,
        nobody_manages_without_a_token,
        what_was_done_is_noted,
    }
}

const NOWHERE: &str = "11111111-2222-4333-8444-555555555555";

fn list(member: &Member) -> Ask {
    get("/passkeys").bearer(&member.access)
}

fn rename(member: &Member, passkey: &str, name: Value) -> Ask {
    patch(format!("/passkeys/{passkey}")).bearer(&member.access).json(json!({"friendly_name": name}))
}

fn take_away(member: &Member, passkey: &str) -> Ask {
    delete(format!("/passkeys/{passkey}")).bearer(&member.access)
}

async fn a_list_may_be_empty(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(list(&ann)).await;
    told.ask(get("/passkeys/").bearer(&ann.access)).await;
}

async fn a_list_has_the_oldest_first(told: &mut Telling) {
    let mut device = device();
    let (ann, first) = told.with_passkey(&mut device).await;
    told.passkey(&ann, &mut device).await;
    told.quietly(rename(&ann, &first, json!("the first"))).await;
    told.ask(list(&ann)).await;
}

async fn second_factors_are_not_in_it(told: &mut Telling) {
    let mut device = device();
    let (ann, _) = told.with_key(&mut device).await;
    told.ask(list(&ann)).await;
}

async fn an_account_without_a_name_has_an_empty_list(told: &mut Telling) {
    let nobody = told.quietly(post("/signup").json(json!({}))).await.at("/access_token");
    told.ask(get("/passkeys").bearer(&nobody)).await;
    told.ask(patch(format!("/passkeys/{NOWHERE}")).bearer(&nobody).json(json!({"friendly_name": "a"}))).await;
    told.ask(delete(format!("/passkeys/{NOWHERE}")).bearer(&nobody)).await;
}

async fn a_passkey_is_renamed(told: &mut Telling) {
    let mut device = device();
    let (ann, passkey) = told.with_passkey(&mut device).await;
    told.ask(rename(&ann, &passkey, json!("the blue one"))).await;
    told.ask(list(&ann)).await;
}

async fn two_passkeys_may_have_one_name(told: &mut Telling) {
    let mut device = device();
    let (ann, first) = told.with_passkey(&mut device).await;
    let second = told.passkey(&ann, &mut device).await;
    told.ask(rename(&ann, &first, json!("the same"))).await;
    told.ask(rename(&ann, &second, json!("the same"))).await;
}

async fn a_name_is_needed(told: &mut Telling) {
    let mut device = device();
    let (ann, passkey) = told.with_passkey(&mut device).await;
    for name in [json!(""), Value::Null] {
        told.ask(rename(&ann, &passkey, name)).await;
    }
    told.ask(patch(format!("/passkeys/{passkey}")).bearer(&ann.access).json(json!({}))).await;
    told.ask(rename(&ann, &passkey, json!("")).newer_errors()).await;
    told.ask(rename(&ann, &passkey, json!(" "))).await;
}

async fn a_name_has_an_end(told: &mut Telling) {
    let mut device = device();
    let (ann, passkey) = told.with_passkey(&mut device).await;
    for name in ["a".repeat(120), "a".repeat(121), "ü".repeat(60), "ü".repeat(61)] {
        told.ask(rename(&ann, &passkey, name.into())).await;
    }
}

async fn a_name_is_a_text(told: &mut Telling) {
    let mut device = device();
    let (ann, passkey) = told.with_passkey(&mut device).await;
    for name in [json!(7), json!([]), json!({}), json!(true)] {
        told.ask(rename(&ann, &passkey, name)).await;
    }
}

async fn a_body_is_needed(told: &mut Telling) {
    let mut device = device();
    let (ann, passkey) = told.with_passkey(&mut device).await;
    for body in ["", "{", "[]", "null"] {
        told.ask(patch(format!("/passkeys/{passkey}")).bearer(&ann.access).text(body)).await;
    }
}

async fn an_unknown_passkey_is_not_renamed(told: &mut Telling) {
    let ann = told.member("ann").await;
    for id in [NOWHERE, "not-an-id", "1"] {
        told.ask(rename(&ann, id, json!("a"))).await;
        told.ask(rename(&ann, id, json!(""))).await;
    }
    told.ask(rename(&ann, NOWHERE, json!("a")).newer_errors()).await;
}

async fn somebody_elses_passkey_is_not_renamed(told: &mut Telling) {
    let mut device = device();
    let (ann, passkey) = told.with_passkey(&mut device).await;
    let bob = told.member("bob").await;
    told.ask(rename(&bob, &passkey, json!("mine now"))).await;
    told.ask(list(&ann)).await;
}

/// Somebody with a passkey and a second factor, signed in without it.
async fn half(told: &mut Telling) -> (Member, String) {
    let mut device = device();
    let (whole, _) = told.protected("ann").await;
    let passkey = told.passkey(&whole, &mut device).await;
    (told.sign_in(&whole.email, PASSWORD).await, passkey)
}

async fn half_a_session_renames(told: &mut Telling) {
    let (half, passkey) = half(told).await;
    told.ask(rename(&half, &passkey, json!("renamed"))).await;
    told.ask(list(&half)).await;
}

async fn a_passkey_is_taken_away(told: &mut Telling) {
    let mut device = device();
    let (ann, passkey) = told.with_passkey(&mut device).await;
    told.ask(take_away(&ann, &passkey)).await;
    told.ask(take_away(&ann, &passkey)).await;
    told.ask(list(&ann)).await;
}

async fn an_unknown_passkey_is_not_taken_away(told: &mut Telling) {
    let ann = told.member("ann").await;
    for id in [NOWHERE, "not-an-id"] {
        told.ask(take_away(&ann, id)).await;
        told.ask(take_away(&ann, id).newer_errors()).await;
    }
}

async fn somebody_elses_passkey_is_not_taken_away(told: &mut Telling) {
    let mut device = device();
    let (ann, passkey) = told.with_passkey(&mut device).await;
    let bob = told.member("bob").await;
    told.ask(take_away(&bob, &passkey)).await;
    told.ask(list(&ann)).await;
}

async fn half_a_session_takes_nothing_away(told: &mut Telling) {
    let (half, passkey) = half(told).await;
    told.ask(take_away(&half, &passkey)).await;
    told.ask(take_away(&half, "not-an-id").newer_errors()).await;
    told.ask(list(&half)).await;
}

async fn a_whole_session_takes_it_away(told: &mut Telling) {
    let mut device = device();
    let (whole, _) = told.protected("ann").await;
    let passkey = told.passkey(&whole, &mut device).await;
    told.ask(take_away(&whole, &passkey)).await;
}

async fn nobody_manages_without_a_token(told: &mut Telling) {
    let key = told.publishable_key();
    let path = format!("/passkeys/{NOWHERE}");
    for ask in [get("/passkeys"), patch(&path).json(json!({"friendly_name": "a"})), delete(&path)] {
        told.ask(ask.clone()).await;
        told.ask(ask.clone().newer_errors()).await;
        told.ask(ask.clone().bearer("nonsense")).await;
        told.ask(ask.bearer(&key)).await;
    }
}

async fn what_was_done_is_noted(told: &mut Telling) {
    let mut device = device();
    let (ann, passkey) = told.with_passkey(&mut device).await;
    told.quietly(rename(&ann, &passkey, json!("renamed"))).await;
    told.quietly(take_away(&ann, &passkey)).await;
    told.notes_what_people_did().await;
}
