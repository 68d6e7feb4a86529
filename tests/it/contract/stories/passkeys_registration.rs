//! `POST /passkeys/registration/options` and `…/verify` (gotrue-contract §1.14).

use std::time::Duration;

use data_encoding::HEXLOWER;
use serde_json::json;

use crate::contract::ask::{get, put};
use crate::contract::keys::{device, make_passkey, wish_passkey};
use crate::contract::story::stories;
use crate::contract::subject::OTHER_ORIGIN;
use crate::contract::telling::{Member, Telling};
use crate::support::authenticator::{Authenticator, KeyKind, Twist};

stories! {
    Keys {
        a_passkey_is_wished_for,
        a_body_of_the_wish_is_not_read,
        a_passkey_is_made,
        a_passkey_is_called_after_its_keeper,
        passkeys_of_every_kind_are_made,
        a_passkey_attested_by_itself_is_made,
        a_passkey_from_another_page_of_the_site_is_made,
        known_passkeys_are_not_made_again,
        somebody_is_called_by_their_name,
        somebody_without_an_address_is_called_by_their_number,
        a_key_is_known_once,
        a_key_is_known_once_to_everybody,
        a_whole_session_makes_one,
        twenty_at_once_make_one,
    }
    KeysFew {
        two_passkeys_are_enough,
        of_two_wishes_for_the_last_place_one_is_granted,
    }
    KeysPassingTime {
        a_challenge_is_good_for_almost_five_minutes,
    }
}

async fn a_passkey_is_wished_for(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(wish_passkey(&ann)).await;
}

async fn a_body_of_the_wish_is_not_read(told: &mut Telling) {
    let ann = told.member("ann").await;
    for body in ["", "{", "[]", "{\"a\":1}"] {
        let answer = told.quietly(wish_passkey(&ann).text(body)).await;
        told.note(body, answer.status);
    }
}

/// Makes a passkey in a way, and keeps the answer.
async fn makes(told: &mut Telling, mut device: Authenticator, twist: &Twist) -> Member {
    let ann = told.member("ann").await;
    let asked = told.asked_passkey(&ann).await;
    let credential = device.create(&asked.options, twist);
    told.ask(make_passkey(&ann, &asked.id, &credential)).await;
    ann
}

async fn a_passkey_is_made(told: &mut Telling) {
    let ann = makes(told, device(), &Twist::default()).await;
    told.ask(get("/user").bearer(&ann.access)).await;
    told.notes_what_people_did().await;
}

async fn a_passkey_is_called_after_its_keeper(told: &mut Telling) {
    // Google's.
    let aaguid =
        [0xea, 0x9b, 0x8d, 0x66, 0x4d, 0x01, 0x1d, 0x21, 0x3c, 0xe4, 0xb6, 0xb4, 0x8c, 0xb5, 0x75, 0xd4];
    makes(told, device(), &Twist { aaguid, ..Twist::default() }).await;
}

async fn passkeys_of_every_kind_are_made(told: &mut Telling) {
    let ann = told.member("ann").await;
    for kind in KeyKind::ALL {
        let mut device = Authenticator { kind, ..device() };
        let asked = told.asked_passkey(&ann).await;
        let credential = device.create(&asked.options, &Twist::default());
        let made = told.quietly(make_passkey(&ann, &asked.id, &credential)).await;
        told.note(&format!("{kind:?}"), made.status);
    }
}

async fn a_passkey_attested_by_itself_is_made(told: &mut Telling) {
    makes(told, device(), &Twist { format: Some("packed"), ..Twist::default() }).await;
}

async fn a_passkey_from_another_page_of_the_site_is_made(told: &mut Telling) {
    makes(told, Authenticator { origin: OTHER_ORIGIN, ..device() }, &Twist::default()).await;
}

async fn known_passkeys_are_not_made_again(told: &mut Telling) {
    let mut device = device();
    let (ann, _) = told.with_passkey(&mut device).await;
    told.passkey(&ann, &mut device).await;
    told.ask(wish_passkey(&ann)).await;
}

async fn somebody_is_called_by_their_name(told: &mut Telling) {
    let ann = told.member("ann").await;
    for name in [json!("Ann Other"), json!(""), json!(7)] {
        told.quietly(put("/user").bearer(&ann.access).json(json!({"data": {"name": name}}))).await;
        told.ask(wish_passkey(&ann)).await;
    }
}

async fn somebody_without_an_address_is_called_by_their_number(told: &mut Telling) {
    let ann = told.believed_caller().await;
    told.ask(wish_passkey(&ann)).await;
}

/// Two wishes that are answered with the same key.
async fn the_same_key(told: &mut Telling, ann: &Member, bob: &Member) {
    let mut device = device();
    let asked = told.asked_passkey(ann).await;
    let credential = device.create(&asked.options, &Twist::default());
    told.call(&HEXLOWER.encode(&device.keys[0].id), "<the key>");
    told.quietly(make_passkey(ann, &asked.id, &credential)).await;
    let asked = told.asked_passkey(bob).await;
    // What it says to this question, and what it stated about the key before: nothing of it is signed.
    let mut again = device.create(&asked.options, &Twist::default());
    again["id"] = credential["id"].clone();
    again["rawId"] = credential["rawId"].clone();
    again["response"]["attestationObject"] = credential["response"]["attestationObject"].clone();
    told.ask(make_passkey(bob, &asked.id, &again)).await;
    told.ask(make_passkey(bob, &asked.id, &again)).await;
}

async fn a_key_is_known_once(told: &mut Telling) {
    let ann = told.member("ann").await;
    the_same_key(told, &ann, &ann.clone()).await;
}

async fn a_key_is_known_once_to_everybody(told: &mut Telling) {
    let ann = told.member("ann").await;
    let bob = told.member("bob").await;
    the_same_key(told, &ann, &bob).await;
}

async fn a_whole_session_makes_one(told: &mut Telling) {
    let (whole, _) = told.protected("ann").await;
    let asked = told.asked_passkey(&whole).await;
    let credential = device().create(&asked.options, &Twist::default());
    told.ask(make_passkey(&whole, &asked.id, &credential)).await;
}

async fn twenty_at_once_make_one(told: &mut Telling) {
    let ann = told.member("ann").await;
    let asked = told.asked_passkey(&ann).await;
    let credential = device().create(&asked.options, &Twist::default());
    let answers = told.all_at_once(&make_passkey(&ann, &asked.id, &credential), 20).await;
    let made = answers.iter().filter(|answer| answer.status == 200).count();
    told.note("made", made);
    told.ask(get("/passkeys").bearer(&ann.access)).await;
}

async fn two_passkeys_are_enough(told: &mut Telling) {
    let mut device = device();
    let (ann, _) = told.with_passkey(&mut device).await;
    told.passkey(&ann, &mut device).await;
    told.ask(wish_passkey(&ann)).await;
    told.ask(wish_passkey(&ann).newer_errors()).await;
    let bob = told.member("bob").await;
    let answer = told.quietly(wish_passkey(&bob)).await;
    told.note("somebody else", answer.status);
}

async fn of_two_wishes_for_the_last_place_one_is_granted(told: &mut Telling) {
    let mut device = device();
    let (ann, _) = told.with_passkey(&mut device).await;
    let one = told.asked_passkey(&ann).await;
    let other = told.asked_passkey(&ann).await;
    for asked in [one, other] {
        let credential = device.create(&asked.options, &Twist::default());
        told.ask(make_passkey(&ann, &asked.id, &credential)).await;
        told.ask(make_passkey(&ann, &asked.id, &credential)).await;
    }
}

async fn a_challenge_is_good_for_almost_five_minutes(told: &mut Telling) {
    let ann = told.member("ann").await;
    let asked = told.asked_passkey(&ann).await;
    told.let_time_pass(Duration::from_secs(270)).await;
    let credential = device().create(&asked.options, &Twist::default());
    told.ask(make_passkey(&ann, &asked.id, &credential)).await;
}
