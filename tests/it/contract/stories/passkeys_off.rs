//! Passkeys where there are none, or for no site (gotrue-contract §1.14).

use serde_json::json;

use crate::contract::ask::{delete, get, patch, post};
use crate::contract::keys::{begin_sign_in, make_passkey, sign_in, wish_passkey};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Usual {
        nobody_begins_to_sign_in,
        nobody_signs_in,
        nobody_makes_one,
        nobody_looks_at_theirs,
        nothing_is_there_at_all,
        a_token_is_not_asked_for,
        the_settings_say_so,
    }
    Keys {
        the_settings_say_that_there_are_passkeys,
    }
    KeysNowhere {
        for_no_site_nobody_signs_in,
        for_no_site_nobody_makes_one,
        for_no_site_lists_are_empty,
    }
}

const NOWHERE: &str = "11111111-2222-4333-8444-555555555555";

async fn nobody_begins_to_sign_in(told: &mut Telling) {
    told.ask(begin_sign_in()).await;
    told.ask(begin_sign_in().newer_errors()).await;
    told.ask(get("/passkeys/authentication/options")).await;
}

async fn nobody_signs_in(told: &mut Telling) {
    told.ask(sign_in(NOWHERE, &json!({}))).await;
    told.ask(post("/passkeys/authentication/verify").text("{")).await;
}

async fn nobody_makes_one(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(wish_passkey(&ann)).await;
    told.ask(make_passkey(&ann, NOWHERE, &json!({}))).await;
}

async fn nobody_looks_at_theirs(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(get("/passkeys").bearer(&ann.access)).await;
    told.ask(patch(format!("/passkeys/{NOWHERE}")).bearer(&ann.access).json(json!({}))).await;
    told.ask(delete(format!("/passkeys/{NOWHERE}")).bearer(&ann.access)).await;
}

async fn nothing_is_there_at_all(told: &mut Telling) {
    told.ask(get("/passkeys/")).await;
    told.ask(get("/passkeys/a/b/c")).await;
    told.ask(post("/passkeys")).await;
}

async fn a_token_is_not_asked_for(told: &mut Telling) {
    told.ask(get("/passkeys")).await;
    told.ask(get("/passkeys").bearer("nonsense")).await;
}

async fn the_settings_say_so(told: &mut Telling) {
    let settings = told.quietly(get("/settings")).await;
    told.note("passkeys_enabled", settings.body()["passkeys_enabled"].clone());
}

async fn the_settings_say_that_there_are_passkeys(told: &mut Telling) {
    let settings = told.quietly(get("/settings")).await;
    told.note("passkeys_enabled", settings.body()["passkeys_enabled"].clone());
}

async fn for_no_site_nobody_signs_in(told: &mut Telling) {
    told.ask(begin_sign_in()).await;
    told.ask(begin_sign_in().newer_errors()).await;
    told.ask(sign_in(NOWHERE, &json!({}))).await;
}

async fn for_no_site_nobody_makes_one(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(wish_passkey(&ann)).await;
    told.ask(make_passkey(&ann, NOWHERE, &json!({}))).await;
}

async fn for_no_site_lists_are_empty(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(get("/passkeys").bearer(&ann.access)).await;
}
