//! `POST /passkeys/authentication/options` and `…/verify`: signing in (gotrue-contract §1.14).

use doorward::auth_server::Hook;

use crate::contract::ask::get;
use crate::contract::keys::{begin_sign_in, device, sign_in, wish_passkey};
use crate::contract::second_factor::refresh;
use crate::contract::story::stories;
use crate::contract::subject::{CLIENT_ADDRESS, OTHER_ORIGIN};
use crate::contract::telling::{Member, Telling};
use crate::support::authenticator::{Authenticator, KeyKind, Twist};

stories! {
    Keys {
        a_sign_in_is_begun,
        a_body_of_the_beginning_is_not_read,
        a_passkey_signs_in,
        it_is_noted_who_signed_in,
        a_session_by_a_passkey_goes_on,
        passkeys_of_every_kind_sign_in,
        a_passkey_signs_in_from_another_page_of_the_site,
        any_passkey_of_somebody_signs_in,
        with_a_second_factor_a_passkey_is_half_a_session,
        a_passkey_needs_nobody_known,
        the_use_is_kept,
        a_counter_that_goes_back_is_let_pass,
        somebody_known_by_a_number_signs_in,
        a_thirty_first_beginning_from_one_address_is_too_many,
        twenty_at_once_sign_in_once,
    }
    KeysHooked {
        a_hook_says_what_a_token_says,
    }
}

/// Signs in with the newest key of a device, which is answered in a way.
async fn signs_in(told: &mut Telling, device: &mut Authenticator, twist: &Twist) {
    let asked = told.asked_to_sign_in().await;
    let credential = device.sign(&asked.options, twist);
    told.ask(sign_in(&asked.id, &credential)).await;
}

async fn a_sign_in_is_begun(told: &mut Telling) {
    told.ask(begin_sign_in()).await;
}

async fn a_body_of_the_beginning_is_not_read(told: &mut Telling) {
    for body in ["", "{", "[]", "{\"a\":1}"] {
        let answer = told.quietly(begin_sign_in().text(body)).await;
        told.note(body, answer.status);
    }
}

async fn a_passkey_signs_in(told: &mut Telling) {
    let mut device = device();
    told.with_passkey(&mut device).await;
    signs_in(told, &mut device, &Twist::default()).await;
}

async fn it_is_noted_who_signed_in(told: &mut Telling) {
    let mut device = device();
    told.with_passkey(&mut device).await;
    let asked = told.asked_to_sign_in().await;
    let credential = device.sign(&asked.options, &Twist::default());
    told.quietly(sign_in(&asked.id, &credential)).await;
    told.notes_what_people_did().await;
}

async fn a_session_by_a_passkey_goes_on(told: &mut Telling) {
    let mut device = device();
    told.with_passkey(&mut device).await;
    let asked = told.asked_to_sign_in().await;
    let credential = device.sign(&asked.options, &Twist::default());
    let ann = Member::new(&told.quietly(sign_in(&asked.id, &credential)).await);
    told.ask(refresh(&ann.refresh)).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn passkeys_of_every_kind_sign_in(told: &mut Telling) {
    for kind in KeyKind::ALL {
        let mut device = Authenticator { kind, ..device() };
        let ann = told.member(&format!("{kind:?}").to_lowercase()).await;
        told.passkey(&ann, &mut device).await;
        let asked = told.asked_to_sign_in().await;
        let credential = device.sign(&asked.options, &Twist::default());
        let session = told.quietly(sign_in(&asked.id, &credential)).await;
        told.note(&format!("{kind:?}"), session.status);
    }
}

async fn a_passkey_signs_in_from_another_page_of_the_site(told: &mut Telling) {
    let mut device = device();
    told.with_passkey(&mut device).await;
    signs_in(told, &mut device, &Twist { origin: Some(OTHER_ORIGIN), ..Twist::default() }).await;
}

async fn any_passkey_of_somebody_signs_in(told: &mut Telling) {
    let mut device = device();
    let (ann, _) = told.with_passkey(&mut device).await;
    told.passkey(&ann, &mut device).await;
    for which in [0, 1] {
        let asked = told.asked_to_sign_in().await;
        let credential = device.sign_with(which, &asked.options, &Twist::default());
        let session = told.quietly(sign_in(&asked.id, &credential)).await;
        told.note("signed in", session.status);
    }
    told.ask(get("/passkeys").bearer(&ann.access)).await;
}

async fn with_a_second_factor_a_passkey_is_half_a_session(told: &mut Telling) {
    let mut device = device();
    let (whole, _) = told.protected("ann").await;
    told.passkey(&whole, &mut device).await;
    signs_in(told, &mut device, &Twist::default()).await;
    let asked = told.asked_to_sign_in().await;
    let credential = device.sign(&asked.options, &Twist::default());
    let half = Member::new(&told.quietly(sign_in(&asked.id, &credential)).await);
    told.ask(wish_passkey(&half)).await;
}

async fn a_passkey_needs_nobody_known(told: &mut Telling) {
    let mut device = device();
    told.with_passkey(&mut device).await;
    signs_in(told, &mut device, &Twist { flags: Some(1), ..Twist::default() }).await;
}

async fn the_use_is_kept(told: &mut Telling) {
    let mut device = device();
    let (ann, _) = told.with_passkey(&mut device).await;
    told.ask(get("/passkeys").bearer(&ann.access)).await;
    let asked = told.asked_to_sign_in().await;
    let credential = device.sign(&asked.options, &Twist::default());
    told.quietly(sign_in(&asked.id, &credential)).await;
    told.ask(get("/passkeys").bearer(&ann.access)).await;
}

async fn a_counter_that_goes_back_is_let_pass(told: &mut Telling) {
    let mut device = device();
    told.with_passkey(&mut device).await;
    for count in [7, 7, 3, 0, 8] {
        let asked = told.asked_to_sign_in().await;
        let credential = device.sign(&asked.options, &Twist { count: Some(count), ..Twist::default() });
        let session = told.quietly(sign_in(&asked.id, &credential)).await;
        told.note(&format!("the count {count}"), session.status);
    }
}

async fn somebody_known_by_a_number_signs_in(told: &mut Telling) {
    let mut device = device();
    let ann = told.believed_caller().await;
    told.passkey(&ann, &mut device).await;
    signs_in(told, &mut device, &Twist::default()).await;
}

async fn a_thirty_first_beginning_from_one_address_is_too_many(told: &mut Telling) {
    let from = begin_sign_in().header(CLIENT_ADDRESS, "198.51.100.41");
    told.until_too_often(&from).await;
    told.ask(from.clone()).await;
    told.ask(from.newer_errors()).await;
}

async fn twenty_at_once_sign_in_once(told: &mut Telling) {
    let mut device = device();
    told.with_passkey(&mut device).await;
    let asked = told.asked_to_sign_in().await;
    let credential = device.sign(&asked.options, &Twist::default());
    let answers = told.all_at_once(&sign_in(&asked.id, &credential), 20).await;
    let signed_in = answers.iter().filter(|answer| answer.status == 200).count();
    told.note("signed in", signed_in);
    told.ask(sign_in(&asked.id, &credential)).await;
}

async fn a_hook_says_what_a_token_says(told: &mut Telling) {
    let mut device = device();
    told.with_passkey(&mut device).await;
    signs_in(told, &mut device, &Twist::default()).await;
    told.note_hook(Hook::CustomAccessToken);
}
