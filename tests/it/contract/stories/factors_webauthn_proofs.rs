//! Security keys as second factors: answers that prove nothing (gotrue-contract §1.13; `WebAuthn` §7).

use std::time::Duration;

use crate::contract::ask::get;
use crate::contract::keys::{Asked, device, show_key};
use crate::contract::story::stories;
use crate::contract::subject::CLIENT_ADDRESS;
use crate::contract::telling::{Member, PASSWORD, Telling};
use crate::support::authenticator::{BACKED_UP, BACKUP_ELIGIBLE, PRESENT, Twist};

stories! {
    Keys {
        a_new_key_for_another_question_proves_nothing,
        a_new_key_of_another_site_proves_nothing,
        a_new_key_without_anybody_there_proves_nothing,
        a_new_key_of_an_unknown_kind_proves_nothing,
        a_new_key_that_is_missing_is_none,
        a_new_key_that_is_attested_wrong_proves_nothing,
        a_new_key_can_be_put_right,
        a_signature_for_another_question_proves_nothing,
        a_signature_of_another_site_proves_nothing,
        a_signature_without_anybody_there_proves_nothing,
        a_wrong_signature_proves_nothing,
        a_signature_of_an_unknown_key_proves_nothing,
        a_signature_of_somebody_else_proves_nothing,
        copies_that_cannot_be_prove_nothing,
        a_signature_can_be_put_right,
        a_signature_is_no_new_key,
        a_new_key_is_no_signature,
        a_new_key_comes_once,
        an_unknown_challenge_proves_nothing,
        a_challenge_is_for_its_own_factor,
        another_address_cannot_answer,
        a_key_that_was_taken_away_meanwhile_proves_nothing,
        twenty_at_once_prove_a_key_once,
    }
    KeysPassingTime {
        a_challenge_is_over_after_five_minutes,
        a_challenge_is_good_for_almost_five_minutes,
    }
}

const NOWHERE: &str = "11111111-2222-4333-8444-555555555555";

/// Keeps what becomes of new keys.
async fn new_keys(told: &mut Telling, twists: &[Twist]) {
    let (ann, factor, asked) = told.begun_key().await;
    for twist in twists {
        let response = device().create(&asked.options, twist);
        told.ask(show_key(&ann, &factor, &asked.id, "create", &response)).await;
    }
}

/// Keeps what becomes of signatures.
async fn signatures(told: &mut Telling, twists: &[Twist]) {
    let mut device = device();
    let (half, factor, asked) = told.asked_again(&mut device).await;
    for twist in twists {
        let response = device.sign(&asked.options, twist);
        told.ask(show_key(&half, &factor, &asked.id, "request", &response)).await;
    }
}

fn other_questions(question: &'static str) -> [Twist; 3] {
    [
        Twist { question: Some(question), ..Twist::default() },
        Twist {
            challenge: Some("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_owned()),
            ..Twist::default()
        },
        Twist { challenge: Some(String::new()), ..Twist::default() },
    ]
}

fn other_sites() -> [Twist; 5] {
    let origin = |origin| Twist { origin: Some(origin), ..Twist::default() };
    [
        origin("https://evil.example"),
        origin("http://site.example"),
        origin("https://site.example:8443"),
        origin(""),
        Twist { party: Some("evil.example"), ..Twist::default() },
    ]
}

async fn a_new_key_for_another_question_proves_nothing(told: &mut Telling) {
    new_keys(told, &other_questions("webauthn.get")).await;
}

async fn a_new_key_of_another_site_proves_nothing(told: &mut Telling) {
    new_keys(told, &other_sites()).await;
}

async fn a_new_key_without_anybody_there_proves_nothing(told: &mut Telling) {
    new_keys(told, &[Twist { flags: Some(1 << 6), ..Twist::default() }]).await;
}

async fn a_new_key_of_an_unknown_kind_proves_nothing(told: &mut Telling) {
    new_keys(told, &[Twist { algorithm: Some(-47), ..Twist::default() }]).await;
}

async fn a_new_key_that_is_missing_is_none(told: &mut Telling) {
    let without = Twist { without_key: true, ..Twist::default() };
    new_keys(told, &[without, Twist { trailing: vec![0], ..Twist::default() }]).await;
}

async fn a_new_key_that_is_attested_wrong_proves_nothing(told: &mut Telling) {
    let packed = Twist { format: Some("packed"), signs_nonsense: true, ..Twist::default() };
    new_keys(told, &[packed, Twist { format: Some("unheard-of"), ..Twist::default() }]).await;
}

async fn a_new_key_can_be_put_right(told: &mut Telling) {
    let (ann, factor, asked) = told.begun_key().await;
    let mut device = device();
    let wrong = device.create(&asked.options, &Twist { party: Some("evil.example"), ..Twist::default() });
    told.quietly(show_key(&ann, &factor, &asked.id, "create", &wrong)).await;
    let right = device.create(&asked.options, &Twist::default());
    let answer = told.quietly(show_key(&ann, &factor, &asked.id, "create", &right)).await;
    told.note("the right one after it", answer.status);
}

async fn a_signature_for_another_question_proves_nothing(told: &mut Telling) {
    signatures(told, &other_questions("webauthn.create")).await;
}

async fn a_signature_of_another_site_proves_nothing(told: &mut Telling) {
    signatures(told, &other_sites()).await;
}

async fn a_signature_without_anybody_there_proves_nothing(told: &mut Telling) {
    signatures(told, &[Twist { flags: Some(0), ..Twist::default() }]).await;
}

async fn a_wrong_signature_proves_nothing(told: &mut Telling) {
    signatures(told, &[Twist { signs_nonsense: true, ..Twist::default() }]).await;
}

async fn a_signature_of_an_unknown_key_proves_nothing(told: &mut Telling) {
    signatures(told, &[Twist { id: Some(vec![7; 32]), ..Twist::default() }]).await;
}

async fn a_signature_of_somebody_else_proves_nothing(told: &mut Telling) {
    signatures(told, &[Twist { handle: Some(NOWHERE.into()), ..Twist::default() }]).await;
}

async fn copies_that_cannot_be_prove_nothing(told: &mut Telling) {
    let with = |flags| Twist { flags: Some(flags), ..Twist::default() };
    signatures(told, &[with(PRESENT | BACKUP_ELIGIBLE), with(PRESENT | BACKED_UP)]).await;
}

async fn a_signature_can_be_put_right(told: &mut Telling) {
    let mut device = device();
    let (half, factor, asked) = told.asked_again(&mut device).await;
    let wrong = device.sign(&asked.options, &Twist { signs_nonsense: true, ..Twist::default() });
    told.quietly(show_key(&half, &factor, &asked.id, "request", &wrong)).await;
    told.ask(get("/user").bearer(&half.access)).await;
    let right = device.sign(&asked.options, &Twist::default());
    let answer = told.quietly(show_key(&half, &factor, &asked.id, "request", &right)).await;
    told.note("the right one after it", answer.status);
}

async fn a_signature_is_no_new_key(told: &mut Telling) {
    let mut device = device();
    let (half, factor, asked) = told.asked_again(&mut device).await;
    let options = serde_json::json!({"challenge": asked.options["challenge"], "user": {"id": ""}});
    let response = device.create(&options, &Twist::default());
    told.ask(show_key(&half, &factor, &asked.id, "create", &response)).await;
}

async fn a_new_key_is_no_signature(told: &mut Telling) {
    let mut device = device();
    let (ann, factor, asked) = told.begun_key().await;
    device.create(&asked.options, &Twist::default());
    let response = device.sign(&asked.options, &Twist::default());
    told.ask(show_key(&ann, &factor, &asked.id, "request", &response)).await;
}

async fn a_new_key_comes_once(told: &mut Telling) {
    let ann = told.member("ann").await;
    let factor = told.new_key(&ann, "key").await;
    let left_open = told.asked_key(&ann, &factor).await;
    told.proved_key(&ann, &factor, &mut device()).await;
    let half = told.sign_in(&ann.email, PASSWORD).await;
    let response = device().create(&left_open.options, &Twist::default());
    told.ask(show_key(&half, &factor, &left_open.id, "create", &response)).await;
}

async fn an_unknown_challenge_proves_nothing(told: &mut Telling) {
    let (ann, factor, asked) = told.begun_key().await;
    let response = device().create(&asked.options, &Twist::default());
    told.ask(show_key(&ann, &factor, NOWHERE, "create", &response)).await;
    told.ask(show_key(&ann, &factor, NOWHERE, "create", &response).newer_errors()).await;
}

async fn a_challenge_is_for_its_own_factor(told: &mut Telling) {
    let (ann, _, asked) = told.begun_key().await;
    let other = told.new_key(&ann, "other").await;
    let response = device().create(&asked.options, &Twist::default());
    told.ask(show_key(&ann, &other, &asked.id, "create", &response)).await;
}

async fn another_address_cannot_answer(told: &mut Telling) {
    let (ann, factor, asked) = told.begun_key().await;
    let response = device().create(&asked.options, &Twist::default());
    let elsewhere = show_key(&ann, &factor, &asked.id, "create", &response);
    told.ask(elsewhere.header(CLIENT_ADDRESS, "198.51.100.7")).await;
}

async fn a_key_that_was_taken_away_meanwhile_proves_nothing(told: &mut Telling) {
    let mut device = device();
    let (whole, factor) = told.with_key(&mut device).await;
    let other = told.new_key(&whole, "other").await;
    let whole = told.proved_key(&whole, &other, &mut device).await;
    let asked = told.asked_key(&whole, &factor).await;
    told.quietly(crate::contract::second_factor::unenrol(&whole, &other)).await;
    let response = device.sign_with(0, &asked.options, &Twist::default());
    told.ask(show_key(&whole, &factor, &asked.id, "request", &response)).await;
}

async fn twenty_at_once_prove_a_key_once(told: &mut Telling) {
    let mut device = device();
    let (half, factor, asked) = told.asked_again(&mut device).await;
    let response = device.sign(&asked.options, &Twist::default());
    let shown = show_key(&half, &factor, &asked.id, "request", &response);
    told.all_at_once(&shown, 20).await;
    told.ask(shown).await;
}

async fn later(told: &mut Telling, span: Duration) -> (Member, String, Asked) {
    let begun = told.begun_key().await;
    told.let_time_pass(span).await;
    begun
}

async fn a_challenge_is_over_after_five_minutes(told: &mut Telling) {
    let (ann, factor, asked) = later(told, Duration::from_secs(310)).await;
    let response = device().create(&asked.options, &Twist::default());
    let shown = show_key(&ann, &factor, &asked.id, "create", &response);
    told.ask(shown.clone()).await;
    told.ask(shown).await;
}

async fn a_challenge_is_good_for_almost_five_minutes(told: &mut Telling) {
    let (ann, factor, asked) = later(told, Duration::from_secs(270)).await;
    let response = device().create(&asked.options, &Twist::default());
    told.ask(show_key(&ann, &factor, &asked.id, "create", &response)).await;
}
