//! Security keys as second factors: new ones (gotrue-contract §1.13).

use serde_json::{Value, json};

use crate::contract::ask::{get, post};
use crate::contract::keys::{ask_key, device, enrol_key, show_key};
use crate::contract::story::stories;
use crate::contract::subject::OTHER_ORIGIN;
use crate::contract::telling::{Member, Telling};
use crate::support::authenticator::{Authenticator, BACKED_UP, BACKUP_ELIGIBLE, KeyKind, PRESENT, Twist};

stories! {
    Keys {
        a_key_is_enrolled,
        a_key_needs_no_name,
        a_name_is_taken_once,
        what_is_for_other_kinds_is_not_read,
        a_new_key_is_asked_for,
        a_new_key_is_asked_for_with_what_clients_say,
        a_new_key_proves_itself,
        a_new_key_of_a_known_make_proves_itself,
        a_new_key_attested_by_itself_proves_itself,
        keys_of_every_kind_prove_themselves,
        a_key_from_another_page_of_the_site_proves_itself,
        an_origin_is_read_as_a_url,
        a_key_that_can_be_carried_proves_itself,
        a_key_needs_nobody_known,
        extensions_are_let_pass,
        transports_are_kept,
        keys_that_were_never_proved_go,
        an_app_that_was_never_proved_stays,
        somebody_without_an_address_is_asked_without_a_name,
        an_account_without_a_name_has_no_keys,
        every_challenge_is_another,
        ten_keys_are_enough,
    }
}

async fn a_key_is_enrolled(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(enrol_key(&ann, "the blue one")).await;
    told.ask(get("/user").bearer(&ann.access)).await;
    told.notes_what_people_did().await;
}

async fn a_key_needs_no_name(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(post("/factors").bearer(&ann.access).json(json!({"factor_type": "webauthn"}))).await;
}

async fn a_name_is_taken_once(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.new_key(&ann, "key").await;
    told.ask(enrol_key(&ann, "key")).await;
    told.ask(enrol_key(&ann, "key").newer_errors()).await;
    told.app(&ann, "app").await;
    told.ask(enrol_key(&ann, "app")).await;
}

async fn what_is_for_other_kinds_is_not_read(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body =
        json!({"factor_type": "webauthn", "friendly_name": "key", "issuer": "x", "phone": "no number"});
    told.ask(post("/factors").bearer(&ann.access).json(body)).await;
}

async fn a_new_key_is_asked_for(told: &mut Telling) {
    let ann = told.member("ann").await;
    let factor = told.new_key(&ann, "key").await;
    told.ask(ask_key(&ann, &factor)).await;
    told.ask(get("/user").bearer(&ann.access)).await;
    told.notes_what_people_did().await;
}

async fn a_new_key_is_asked_for_with_what_clients_say(told: &mut Telling) {
    let ann = told.member("ann").await;
    let factor = told.new_key(&ann, "key").await;
    let path = format!("/factors/{factor}/challenge");
    let said = json!({"webauthn": {"rpId": "other.example", "rpOrigins": ["https://other.example"]}});
    told.ask(post(path).bearer(&ann.access).json(said)).await;
}

/// Proves a new key that is made in a way, and keeps the answer.
async fn proves(told: &mut Telling, mut device: Authenticator, twist: &Twist) -> Member {
    let (ann, factor, asked) = told.begun_key().await;
    let response = device.create(&asked.options, twist);
    told.ask(show_key(&ann, &factor, &asked.id, "create", &response)).await;
    ann
}

async fn a_new_key_proves_itself(told: &mut Telling) {
    proves(told, device(), &Twist::default()).await;
    told.notes_what_people_did().await;
}

async fn a_new_key_of_a_known_make_proves_itself(told: &mut Telling) {
    proves(told, device(), &Twist { aaguid: [7; 16], ..Twist::default() }).await;
}

async fn a_new_key_attested_by_itself_proves_itself(told: &mut Telling) {
    proves(told, device(), &Twist { format: Some("packed"), ..Twist::default() }).await;
}

async fn keys_of_every_kind_prove_themselves(told: &mut Telling) {
    for kind in KeyKind::ALL {
        let mut device = Authenticator { kind, ..device() };
        let ann = told.member(&format!("{kind:?}").to_lowercase()).await;
        let factor = told.new_key(&ann, "key").await;
        let asked = told.asked_key(&ann, &factor).await;
        let response = device.create(&asked.options, &Twist::default());
        let first = told.quietly(show_key(&ann, &factor, &asked.id, "create", &response)).await;
        let ann = Member::new(&first);
        let asked = told.asked_key(&ann, &factor).await;
        let response = device.sign(&asked.options, &Twist::default());
        let second = told.quietly(show_key(&ann, &factor, &asked.id, "request", &response)).await;
        told.note(&format!("{kind:?}"), vec![first.status, second.status]);
    }
}

async fn a_key_from_another_page_of_the_site_proves_itself(told: &mut Telling) {
    let device = Authenticator { origin: OTHER_ORIGIN, ..device() };
    proves(told, device, &Twist::default()).await;
}

async fn an_origin_is_read_as_a_url(told: &mut Telling) {
    proves(told, device(), &Twist { origin: Some("HTTPS://Site.Example:443/"), ..Twist::default() }).await;
}

async fn a_key_that_can_be_carried_proves_itself(told: &mut Telling) {
    let device = Authenticator { flags: PRESENT | BACKUP_ELIGIBLE | BACKED_UP, ..device() };
    proves(told, device, &Twist::default()).await;
}

async fn a_key_needs_nobody_known(told: &mut Telling) {
    proves(told, Authenticator { flags: 1, ..device() }, &Twist::default()).await;
}

async fn extensions_are_let_pass(told: &mut Telling) {
    let extensions = 1 << 7;
    let device = Authenticator { flags: PRESENT | extensions, ..device() };
    proves(told, device, &Twist { trailing: vec![0xa0], ..Twist::default() }).await;
}

async fn transports_are_kept(told: &mut Telling) {
    let mut device = device();
    for (name, transports) in
        [("some", json!(["usb", "cable", "new"])), ("none", Value::Null), ("empty", json!([]))]
    {
        let ann = told.member(name).await;
        let factor = told.new_key(&ann, "key").await;
        let asked = told.asked_key(&ann, &factor).await;
        let mut response = device.create(&asked.options, &Twist::default());
        response["response"]["transports"] = transports;
        let session = told.quietly(show_key(&ann, &factor, &asked.id, "create", &response)).await;
        told.ask(ask_key(&Member::new(&session), &factor)).await;
    }
}

async fn keys_that_were_never_proved_go(told: &mut Telling) {
    let mut device = device();
    let (ann, factor, asked) = told.begun_key().await;
    let other = told.new_key(&ann, "never proved").await;
    told.asked_key(&ann, &other).await;
    let response = device.create(&asked.options, &Twist::default());
    told.ask(show_key(&ann, &factor, &asked.id, "create", &response)).await;
    told.ask(ask_key(&ann, &other)).await;
}

async fn an_app_that_was_never_proved_stays(told: &mut Telling) {
    let mut device = device();
    let ann = told.member("ann").await;
    told.app(&ann, "app").await;
    let factor = told.new_key(&ann, "key").await;
    let ann = told.proved_key(&ann, &factor, &mut device).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn somebody_without_an_address_is_asked_without_a_name(told: &mut Telling) {
    let ann = told.believed_caller().await;
    let factor = told.new_key(&ann, "key").await;
    told.ask(ask_key(&ann, &factor)).await;
}

async fn an_account_without_a_name_has_no_keys(told: &mut Telling) {
    let nobody = told.quietly(post("/signup").json(json!({}))).await.at("/access_token");
    let body = json!({"factor_type": "webauthn", "friendly_name": "key"});
    told.ask(post("/factors").bearer(&nobody).json(body.clone())).await;
    told.ask(post("/factors").bearer(&nobody).json(body).newer_errors()).await;
}

async fn every_challenge_is_another(told: &mut Telling) {
    let ann = told.member("ann").await;
    let factor = told.new_key(&ann, "key").await;
    let one = told.asked_key(&ann, &factor).await;
    let other = told.asked_key(&ann, &factor).await;
    let are_other = one.id != other.id && one.options["challenge"] != other.options["challenge"];
    told.note("both are new", are_other);
    let response = device().create(&one.options, &Twist::default());
    told.ask(show_key(&ann, &factor, &one.id, "create", &response)).await;
}

async fn ten_keys_are_enough(told: &mut Telling) {
    let ann = told.member("ann").await;
    for number in 0..10 {
        told.new_key(&ann, &format!("key {number}")).await;
    }
    told.ask(enrol_key(&ann, "one more")).await;
    told.ask(enrol_key(&ann, "one more").newer_errors()).await;
}
