//! `POST /passkeys/authentication/verify`: answers that sign nobody in (gotrue-contract §1.14; `WebAuthn` §7.2).

use serde_json::{Value, json};

use crate::contract::keys::{device, sign_in};
use crate::contract::story::stories;
use crate::contract::telling::Telling;
use crate::support::authenticator::{BACKED_UP, BACKUP_ELIGIBLE, PRESENT, Twist, text};

stories! {
    Keys {
        an_answer_to_another_question_signs_nobody_in,
        an_answer_of_another_site_signs_nobody_in,
        an_answer_without_anybody_there_signs_nobody_in,
        a_wrong_signature_signs_nobody_in,
        an_unknown_key_signs_nobody_in,
        a_key_without_an_owner_signs_nobody_in,
        a_key_of_somebody_else_signs_nobody_in,
        copies_that_cannot_be_sign_nobody_in,
        what_is_no_signature_signs_nobody_in,
        what_is_said_beside_must_be_readable,
        a_second_factor_is_no_passkey,
    }
}

/// Keeps what becomes of signatures, each for a challenge of its own.
async fn signatures(told: &mut Telling, twists: &[Twist]) {
    let mut device = device();
    told.with_passkey(&mut device).await;
    for twist in twists {
        let asked = told.asked_to_sign_in().await;
        let credential = device.sign(&asked.options, twist);
        told.ask(sign_in(&asked.id, &credential)).await;
    }
}

async fn an_answer_to_another_question_signs_nobody_in(told: &mut Telling) {
    let challenge = |text: &str| Twist { challenge: Some(text.to_owned()), ..Twist::default() };
    let twists = [
        Twist { question: Some("webauthn.create"), ..Twist::default() },
        Twist { question: Some(""), ..Twist::default() },
        challenge("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
        challenge(""),
    ];
    signatures(told, &twists).await;
}

async fn an_answer_of_another_site_signs_nobody_in(told: &mut Telling) {
    let origin = |origin| Twist { origin: Some(origin), ..Twist::default() };
    let twists = [
        origin("https://evil.example"),
        origin("http://site.example"),
        origin("https://site.example:8443"),
        origin("https://site.example.evil.example"),
        origin("site.example"),
        Twist { party: Some("evil.example"), ..Twist::default() },
    ];
    signatures(told, &twists).await;
}

async fn an_answer_without_anybody_there_signs_nobody_in(told: &mut Telling) {
    signatures(told, &[Twist { flags: Some(0), ..Twist::default() }]).await;
}

async fn a_wrong_signature_signs_nobody_in(told: &mut Telling) {
    signatures(told, &[Twist { signs_nonsense: true, ..Twist::default() }]).await;
}

async fn an_unknown_key_signs_nobody_in(told: &mut Telling) {
    signatures(told, &[Twist { id: Some(vec![7; 32]), ..Twist::default() }]).await;
}

async fn a_key_without_an_owner_signs_nobody_in(told: &mut Telling) {
    let handle = |handle: &[u8]| Twist { handle: Some(handle.to_vec()), ..Twist::default() };
    signatures(told, &[handle(b""), handle(b"nobody"), handle(&[0xff; 16])]).await;
}

async fn a_key_of_somebody_else_signs_nobody_in(told: &mut Telling) {
    let mut device = device();
    told.with_passkey(&mut device).await;
    let bob = told.member("bob").await;
    let handle = Some(bob.id.clone().into_bytes());
    let asked = told.asked_to_sign_in().await;
    let credential = device.sign(&asked.options, &Twist { handle: handle.clone(), ..Twist::default() });
    told.ask(sign_in(&asked.id, &credential)).await;
    // Who has a passkey too.
    let mut other = crate::contract::keys::device();
    told.passkey(&bob, &mut other).await;
    let asked = told.asked_to_sign_in().await;
    let credential = device.sign(&asked.options, &Twist { handle, ..Twist::default() });
    told.ask(sign_in(&asked.id, &credential)).await;
}

async fn copies_that_cannot_be_sign_nobody_in(told: &mut Telling) {
    let with = |flags| Twist { flags: Some(flags), ..Twist::default() };
    signatures(told, &[with(PRESENT | BACKUP_ELIGIBLE), with(PRESENT | BACKED_UP)]).await;
}

async fn what_is_no_signature_signs_nobody_in(told: &mut Telling) {
    let mut device = device();
    told.with_passkey(&mut device).await;
    for (pointer, value) in [
        ("/id", json!("")),
        ("/id", json!("not base64!")),
        ("/type", json!("password")),
        ("/rawId", json!("§")),
        ("/rawId", Value::Null),
        ("/response", json!({})),
        ("/response", json!("text")),
        ("/response/clientDataJSON", json!(text(b"no JSON"))),
        ("/response/authenticatorData", json!(text(&[0; 36]))),
        ("/response/signature", json!("")),
        ("/response/userHandle", json!(7)),
    ] {
        let asked = told.asked_to_sign_in().await;
        let mut credential = device.sign(&asked.options, &Twist::default());
        *credential.pointer_mut(pointer).expect("a member") = value;
        told.ask(sign_in(&asked.id, &credential)).await;
    }
    for credential in [json!([]), json!("text"), json!(7), json!({})] {
        let asked = told.asked_to_sign_in().await;
        told.ask(sign_in(&asked.id, &credential)).await;
    }
}

async fn what_is_said_beside_must_be_readable(told: &mut Telling) {
    let said = |name, value| Twist { said: Some((name, value)), ..Twist::default() };
    let twists = [
        said("tokenBinding", json!({})),
        said("tokenBinding", json!({"status": "odd"})),
        said("tokenBinding", json!("text")),
        said("tokenBinding", json!({"status": "supported"})),
        said("crossOrigin", json!(true)),
        said("somethingElse", json!([1])),
    ];
    signatures(told, &twists).await;
}

async fn a_second_factor_is_no_passkey(told: &mut Telling) {
    let mut device = device();
    told.with_key(&mut device).await;
    let asked = told.asked_to_sign_in().await;
    let credential = device.sign(&asked.options, &Twist::default());
    told.ask(sign_in(&asked.id, &credential)).await;
}
