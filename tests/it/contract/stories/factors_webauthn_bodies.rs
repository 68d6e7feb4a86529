//! Security keys as second factors: what is no answer of one (gotrue-contract §1.13).

use serde_json::{Value, json};

use crate::contract::ask::post;
use crate::contract::keys::{device, show, show_key};
use crate::contract::story::stories;
use crate::contract::telling::Telling;
use crate::support::authenticator::{Twist, text};

stories! {
    Keys {
        a_challenge_wants_a_body,
        a_challenge_wants_a_body_of_the_right_types,
        an_answer_is_needed,
        an_answer_says_what_it_is,
        an_answer_says_something,
        an_answer_has_the_right_types,
        a_body_is_needed,
        a_new_key_must_be_readable,
        what_a_browser_says_must_be_readable,
        what_is_stated_must_be_readable,
        a_signature_must_be_readable,
        members_of_no_meaning_are_let_pass,
        padding_is_let_pass,
        a_code_beside_the_answer_is_not_read,
    }
}

async fn a_challenge_wants_a_body(told: &mut Telling) {
    let ann = told.member("ann").await;
    let factor = told.new_key(&ann, "key").await;
    let path = format!("/factors/{factor}/challenge");
    told.ask(post(&path).bearer(&ann.access)).await;
    for body in ["", "{", "[]", "7"] {
        told.ask(post(&path).bearer(&ann.access).text(body)).await;
    }
    told.ask(post(&path).bearer(&ann.access).text("").newer_errors()).await;
}

async fn a_challenge_wants_a_body_of_the_right_types(told: &mut Telling) {
    let ann = told.member("ann").await;
    let factor = told.new_key(&ann, "key").await;
    let path = format!("/factors/{factor}/challenge");
    for body in [json!({"webauthn": 1}), json!({"webauthn": []}), json!({"channel": 1})] {
        told.ask(post(&path).bearer(&ann.access).json(body)).await;
    }
    for body in [json!({"webauthn": null}), json!({"webauthn": {}}), Value::Null] {
        let answer = told.quietly(post(&path).bearer(&ann.access).json(body.clone())).await;
        told.note(&body.to_string(), answer.status);
    }
}

async fn an_answer_is_needed(told: &mut Telling) {
    let (ann, factor, asked) = told.begun_key().await;
    told.ask(show(&ann, &factor, json!({"challenge_id": asked.id}))).await;
    told.ask(show(&ann, &factor, json!({"challenge_id": asked.id, "webauthn": null}))).await;
    told.ask(show(&ann, &factor, json!({"challenge_id": asked.id, "code": "123456"}))).await;
    told.ask(show(&ann, &factor, json!({})).newer_errors()).await;
}

async fn an_answer_says_what_it_is(told: &mut Telling) {
    let (ann, factor, asked) = told.begun_key().await;
    let response = device().create(&asked.options, &Twist::default());
    for wish in ["", "Create", "webauthn.create", "get"] {
        told.ask(show_key(&ann, &factor, &asked.id, wish, &response)).await;
    }
    let webauthn = json!({"credential_response": response});
    told.ask(show(&ann, &factor, json!({"challenge_id": asked.id, "webauthn": webauthn}))).await;
}

async fn an_answer_says_something(told: &mut Telling) {
    let (ann, factor, asked) = told.begun_key().await;
    let webauthn = json!({"type": "create"});
    told.ask(show(&ann, &factor, json!({"challenge_id": asked.id, "webauthn": webauthn}))).await;
    for response in [Value::Null, json!({}), json!([]), json!("text"), json!(7)] {
        told.ask(show_key(&ann, &factor, &asked.id, "create", &response)).await;
        told.ask(show_key(&ann, &factor, &asked.id, "request", &response)).await;
    }
}

async fn an_answer_has_the_right_types(told: &mut Telling) {
    let (ann, factor, asked) = told.begun_key().await;
    for webauthn in [json!(1), json!("text"), json!([]), json!({"type": 1}), json!({"type": []})] {
        told.ask(show(&ann, &factor, json!({"challenge_id": asked.id, "webauthn": webauthn}))).await;
    }
    for id in [json!("1"), json!(7), json!("")] {
        told.ask(show(&ann, &factor, json!({"challenge_id": id, "webauthn": {}}))).await;
    }
}

async fn a_body_is_needed(told: &mut Telling) {
    let (ann, factor, _) = told.begun_key().await;
    for text in ["", "{", "[]"] {
        told.ask(post(format!("/factors/{factor}/verify")).bearer(&ann.access).text(text)).await;
    }
}

/// Keeps what becomes of a new key whose answer is changed in each of these ways.
async fn changed(told: &mut Telling, changes: &[(&str, Value)]) {
    let (ann, factor, asked) = told.begun_key().await;
    let response = device().create(&asked.options, &Twist::default());
    for (pointer, value) in changes {
        let mut odd = response.clone();
        match odd.pointer_mut(pointer) {
            Some(place) => *place = value.clone(),
            None => odd[pointer.trim_start_matches('/')] = value.clone(),
        }
        told.ask(show_key(&ann, &factor, &asked.id, "create", &odd)).await;
    }
}

async fn a_new_key_must_be_readable(told: &mut Telling) {
    let changes = [
        ("/id", json!("")),
        ("/id", json!("not base64!")),
        ("/id", json!(1)),
        ("/id", Value::Null),
        ("/type", json!("")),
        ("/type", json!("password")),
        ("/type", Value::Null),
        ("/rawId", json!("§")),
        ("/response", json!("text")),
        ("/response", json!({})),
        ("/response", Value::Null),
        ("/clientExtensionResults", json!([])),
        ("/authenticatorAttachment", json!(1)),
    ];
    changed(told, &changes).await;
}

async fn what_a_browser_says_must_be_readable(told: &mut Telling) {
    let changes = [
        ("/response/clientDataJSON", json!("")),
        ("/response/clientDataJSON", json!("§")),
        ("/response/clientDataJSON", json!(7)),
        ("/response/clientDataJSON", json!(text(b"no JSON"))),
        ("/response/clientDataJSON", json!(text(b"[]"))),
        ("/response/clientDataJSON", json!(text(br#"{"type":1}"#))),
    ];
    changed(told, &changes).await;
}

async fn what_is_stated_must_be_readable(told: &mut Telling) {
    let changes = [
        ("/response/attestationObject", json!("")),
        ("/response/attestationObject", json!("§")),
        ("/response/attestationObject", json!(text(&[0xa0]))),
        ("/response/attestationObject", json!(text(&[0xff]))),
        ("/response/attestationObject", json!(text(b"no CBOR at all"))),
        ("/response/transports", json!("usb")),
    ];
    changed(told, &changes).await;
}

async fn a_signature_must_be_readable(told: &mut Telling) {
    let mut device = device();
    let (half, factor, asked) = told.asked_again(&mut device).await;
    let response = device.sign(&asked.options, &Twist::default());
    for (pointer, value) in [
        ("/id", json!("")),
        ("/type", json!("password")),
        ("/response", json!({})),
        ("/response/clientDataJSON", json!(text(b"no JSON"))),
        ("/response/authenticatorData", json!("")),
        ("/response/authenticatorData", json!(text(&[0; 36]))),
        ("/response/authenticatorData", json!("§")),
        ("/response/signature", json!("§")),
        ("/response/userHandle", json!(7)),
    ] {
        let mut changed = response.clone();
        *changed.pointer_mut(pointer).expect("a member") = value;
        told.ask(show_key(&half, &factor, &asked.id, "request", &changed)).await;
    }
}

async fn members_of_no_meaning_are_let_pass(told: &mut Telling) {
    let (ann, factor, asked) = told.begun_key().await;
    let mut response = device().create(&asked.options, &Twist::default());
    response["something"] = json!({"else": true});
    response["clientExtensionResults"] = json!({"credProps": {"rk": true}});
    response["authenticatorAttachment"] = json!("in the wall");
    response["response"]["publicKeyAlgorithm"] = json!(-7);
    response["response"]["somethingElse"] = json!([1, 2]);
    told.ask(show_key(&ann, &factor, &asked.id, "create", &response)).await;
}

async fn padding_is_let_pass(told: &mut Telling) {
    let (ann, factor, asked) = told.begun_key().await;
    let mut response = device().create(&asked.options, &Twist::default());
    let padded = format!("{}==", response["rawId"].as_str().expect("an id"));
    told.call(&padded, "<padded id>");
    response["rawId"] = padded.into();
    let answer = told.quietly(show_key(&ann, &factor, &asked.id, "create", &response)).await;
    told.note("with padding", answer.status);
}

async fn a_code_beside_the_answer_is_not_read(told: &mut Telling) {
    let (ann, factor, asked) = told.begun_key().await;
    let response = device().create(&asked.options, &Twist::default());
    let webauthn = json!({"type": "create", "credential_response": response});
    let body = json!({"challenge_id": asked.id, "code": "000000", "webauthn": webauthn});
    let answer = told.quietly(show(&ann, &factor, body)).await;
    told.note("with a code", answer.status);
}
