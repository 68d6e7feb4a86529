//! `POST /passkeys/registration/options` and `…/verify`: who makes no passkey (gotrue-contract §1.14).

use std::time::Duration;

use serde_json::{Value, json};

use crate::contract::ask::{Ask, get, post, put};
use crate::contract::keys::{device, make_passkey, wish_passkey};
use crate::contract::story::stories;
use crate::contract::telling::{Member, Telling};
use crate::support::authenticator::{Twist, text};

stories! {
    Keys {
        a_body_is_needed,
        a_challenge_is_needed,
        a_credential_is_needed,
        members_have_the_right_types,
        an_unknown_challenge_makes_nothing,
        a_challenge_is_answered_once,
        a_wrong_answer_uses_the_challenge_up,
        a_challenge_is_for_its_own_person,
        a_challenge_of_a_sign_in_makes_nothing,
        new_keys_that_are_wrong_make_nothing,
        what_is_no_new_key_makes_nothing,
        only_people_make_passkeys,
        an_account_without_a_name_makes_none,
        somebody_banned_makes_none,
        half_a_session_makes_none,
    }
    KeysPassingTime {
        a_challenge_is_over_after_five_minutes,
    }
}

const NOWHERE: &str = "11111111-2222-4333-8444-555555555555";

fn answer(member: &Member, body: Value) -> Ask {
    post("/passkeys/registration/verify").bearer(&member.access).json(body)
}

async fn a_body_is_needed(told: &mut Telling) {
    let ann = told.member("ann").await;
    let path = "/passkeys/registration/verify";
    for body in ["", "{", "[]", "7", "\"text\""] {
        told.ask(post(path).bearer(&ann.access).text(body)).await;
    }
    told.ask(post(path).bearer(&ann.access).text("").newer_errors()).await;
    told.ask(post(path).bearer(&ann.access).text("null")).await;
}

async fn a_challenge_is_needed(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(answer(&ann, json!({}))).await;
    told.ask(answer(&ann, json!({})).newer_errors()).await;
    for id in [json!(""), Value::Null, json!("1"), json!("not-an-id")] {
        told.ask(answer(&ann, json!({"challenge_id": id, "credential": {}}))).await;
    }
}

async fn a_credential_is_needed(told: &mut Telling) {
    let ann = told.member("ann").await;
    let asked = told.asked_passkey(&ann).await;
    told.ask(answer(&ann, json!({"challenge_id": asked.id}))).await;
    told.ask(answer(&ann, json!({"challenge_id": "not-an-id"}))).await;
    told.ask(answer(&ann, json!({"challenge_id": asked.id, "credential": null}))).await;
    told.ask(answer(&ann, json!({"challenge_id": asked.id, "credential": null}))).await;
}

async fn members_have_the_right_types(told: &mut Telling) {
    let ann = told.member("ann").await;
    for id in [json!(1), json!([]), json!({}), json!(true)] {
        told.ask(answer(&ann, json!({"challenge_id": id, "credential": {}}))).await;
    }
}

async fn an_unknown_challenge_makes_nothing(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(make_passkey(&ann, NOWHERE, &json!({}))).await;
    told.ask(make_passkey(&ann, NOWHERE, &json!({})).newer_errors()).await;
}

async fn a_challenge_is_answered_once(told: &mut Telling) {
    let ann = told.member("ann").await;
    let asked = told.asked_passkey(&ann).await;
    let credential = device().create(&asked.options, &Twist::default());
    told.ask(make_passkey(&ann, &asked.id, &credential)).await;
    told.ask(make_passkey(&ann, &asked.id, &credential)).await;
}

async fn a_wrong_answer_uses_the_challenge_up(told: &mut Telling) {
    let ann = told.member("ann").await;
    let asked = told.asked_passkey(&ann).await;
    let credential = device().create(&asked.options, &Twist::default());
    told.ask(make_passkey(&ann, &asked.id, &json!({}))).await;
    told.ask(make_passkey(&ann, &asked.id, &credential)).await;
    told.ask(get("/passkeys").bearer(&ann.access)).await;
}

async fn a_challenge_is_for_its_own_person(told: &mut Telling) {
    let ann = told.member("ann").await;
    let bob = told.member("bob").await;
    let asked = told.asked_passkey(&ann).await;
    let credential = device().create(&asked.options, &Twist::default());
    told.ask(make_passkey(&bob, &asked.id, &credential)).await;
    told.ask(make_passkey(&ann, &asked.id, &credential)).await;
}

async fn a_challenge_of_a_sign_in_makes_nothing(told: &mut Telling) {
    let ann = told.member("ann").await;
    let asked = told.asked_to_sign_in().await;
    told.ask(make_passkey(&ann, &asked.id, &json!({}))).await;
}

async fn new_keys_that_are_wrong_make_nothing(told: &mut Telling) {
    let ann = told.member("ann").await;
    let challenge = Some("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_owned());
    for twist in [
        Twist { question: Some("webauthn.get"), ..Twist::default() },
        Twist { challenge, ..Twist::default() },
        Twist { origin: Some("https://evil.example"), ..Twist::default() },
        Twist { origin: Some("http://site.example"), ..Twist::default() },
        Twist { party: Some("evil.example"), ..Twist::default() },
        Twist { flags: Some(1 << 6), ..Twist::default() },
        Twist { without_key: true, ..Twist::default() },
        Twist { algorithm: Some(-47), ..Twist::default() },
        Twist { format: Some("unheard-of"), ..Twist::default() },
        Twist { format: Some("packed"), signs_nonsense: true, ..Twist::default() },
        Twist { trailing: vec![0], ..Twist::default() },
        Twist { said: Some(("tokenBinding", json!({}))), ..Twist::default() },
        Twist { said: Some(("tokenBinding", json!({"status": "odd"}))), ..Twist::default() },
    ] {
        let asked = told.asked_passkey(&ann).await;
        let credential = device().create(&asked.options, &twist);
        told.ask(make_passkey(&ann, &asked.id, &credential)).await;
    }
    told.ask(get("/passkeys").bearer(&ann.access)).await;
}

async fn what_is_no_new_key_makes_nothing(told: &mut Telling) {
    let ann = told.member("ann").await;
    for (pointer, value) in [
        ("/id", json!("")),
        ("/id", json!("not base64!")),
        ("/id", json!(1)),
        ("/type", json!("password")),
        ("/rawId", json!("§")),
        ("/response", json!("text")),
        ("/response", json!({})),
        ("/response/clientDataJSON", json!(text(b"no JSON"))),
        ("/response/attestationObject", json!(text(&[0xa0]))),
        ("/response/attestationObject", json!(text(b"no CBOR at all"))),
    ] {
        let asked = told.asked_passkey(&ann).await;
        let mut credential = device().create(&asked.options, &Twist::default());
        *credential.pointer_mut(pointer).expect("a member") = value;
        told.ask(make_passkey(&ann, &asked.id, &credential)).await;
    }
    for credential in [json!([]), json!("text"), json!(7), json!({})] {
        let asked = told.asked_passkey(&ann).await;
        told.ask(make_passkey(&ann, &asked.id, &credential)).await;
    }
}

async fn only_people_make_passkeys(told: &mut Telling) {
    let key = told.publishable_key();
    for path in ["/passkeys/registration/options", "/passkeys/registration/verify"] {
        told.ask(post(path)).await;
        told.ask(post(path).newer_errors()).await;
        told.ask(post(path).bearer("nonsense")).await;
        told.ask(post(path).bearer(&key)).await;
    }
}

async fn an_account_without_a_name_makes_none(told: &mut Telling) {
    let nobody = told.quietly(post("/signup").json(json!({}))).await.at("/access_token");
    for path in ["/passkeys/registration/options", "/passkeys/registration/verify"] {
        told.ask(post(path).bearer(&nobody)).await;
        told.ask(post(path).bearer(&nobody).newer_errors()).await;
    }
}

async fn somebody_banned_makes_none(told: &mut Telling) {
    let ann = told.member("ann").await;
    let admin = told.admin_key();
    let body = json!({"ban_duration": "1h"});
    told.quietly(put(format!("/admin/users/{}", ann.id)).bearer(&admin).json(body)).await;
    told.ask(wish_passkey(&ann)).await;
}

async fn half_a_session_makes_none(told: &mut Telling) {
    let (half, _) = told.half_proved("ann").await;
    told.ask(wish_passkey(&half)).await;
    told.ask(wish_passkey(&half).newer_errors()).await;
    told.ask(make_passkey(&half, NOWHERE, &json!({}))).await;
    told.ask(post("/passkeys/registration/verify").bearer(&half.access).text("{")).await;
}

async fn a_challenge_is_over_after_five_minutes(told: &mut Telling) {
    let ann = told.member("ann").await;
    let asked = told.asked_passkey(&ann).await;
    told.let_time_pass(Duration::from_secs(310)).await;
    let credential = device().create(&asked.options, &Twist::default());
    told.ask(make_passkey(&ann, &asked.id, &credential)).await;
    told.ask(make_passkey(&ann, &asked.id, &credential).newer_errors()).await;
}
