//! Security keys as second factors where they are switched off, or told of (gotrue-contract §1.13).

use serde_json::json;

use crate::contract::ask::get;
use crate::contract::at_hooks::signing_in;
use crate::contract::keys::{ask_key, device, enrol_key, show, show_key};
use crate::contract::second_factor::unenrol;
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};
use crate::support::authenticator::Twist;
use doorward::auth_server::Hook;

stories! {
    Usual {
        no_key_is_enrolled,
    }
    KeysUnasked {
        a_key_is_enrolled_all_the_same,
        no_key_is_asked,
        no_key_is_judged,
    }
    KeysNowhere {
        a_key_for_no_site_is_enrolled_all_the_same,
        a_key_for_no_site_is_not_asked,
    }
    KeysAndNotices {
        a_new_key_is_told,
        a_known_key_is_not_told,
        a_key_that_is_taken_away_is_told,
    }
    KeysHooked {
        a_hook_is_told_how_a_session_was_proved,
        no_hook_is_asked_whether_a_key_may_prove,
    }
}

const NOWHERE: &str = "11111111-2222-4333-8444-555555555555";

async fn no_key_is_enrolled(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(enrol_key(&ann, "key")).await;
    told.ask(enrol_key(&ann, "key").newer_errors()).await;
}

async fn a_key_is_enrolled_all_the_same(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(enrol_key(&ann, "key")).await;
}

async fn no_key_is_asked(told: &mut Telling) {
    let ann = told.member("ann").await;
    let factor = told.new_key(&ann, "key").await;
    told.ask(ask_key(&ann, &factor)).await;
    told.ask(ask_key(&ann, &factor).newer_errors()).await;
}

async fn no_key_is_judged(told: &mut Telling) {
    let ann = told.member("ann").await;
    let factor = told.new_key(&ann, "key").await;
    told.ask(show_key(&ann, &factor, NOWHERE, "create", &json!({}))).await;
    told.ask(show(&ann, &factor, json!({})).newer_errors()).await;
}

async fn a_key_for_no_site_is_enrolled_all_the_same(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(enrol_key(&ann, "key")).await;
}

async fn a_key_for_no_site_is_not_asked(told: &mut Telling) {
    let ann = told.member("ann").await;
    let factor = told.new_key(&ann, "key").await;
    told.ask(ask_key(&ann, &factor)).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn a_new_key_is_told(told: &mut Telling) {
    let (ann, factor, asked) = told.begun_key().await;
    let response = device().create(&asked.options, &Twist::default());
    told.ask(show_key(&ann, &factor, &asked.id, "create", &response)).await;
}

async fn a_known_key_is_not_told(told: &mut Telling) {
    let mut device = device();
    let (half, factor, asked) = told.asked_again(&mut device).await;
    let response = device.sign(&asked.options, &Twist::default());
    told.ask(show_key(&half, &factor, &asked.id, "request", &response)).await;
}

async fn a_key_that_is_taken_away_is_told(told: &mut Telling) {
    let mut device = device();
    let (whole, factor) = told.with_key(&mut device).await;
    told.ask(unenrol(&whole, &factor)).await;
}

async fn a_hook_is_told_how_a_session_was_proved(told: &mut Telling) {
    let mut device = device();
    let (half, factor, asked) = told.asked_again(&mut device).await;
    let response = device.sign(&asked.options, &Twist::default());
    told.ask(show_key(&half, &factor, &asked.id, "request", &response)).await;
    told.note_hook(Hook::CustomAccessToken);
}

async fn no_hook_is_asked_whether_a_key_may_prove(told: &mut Telling) {
    let mut device = device();
    let (whole, _) = told.with_key(&mut device).await;
    told.quietly(signing_in(&whole.email, PASSWORD)).await;
    let id = whole.id.clone();
    told.note_hook_calls(Hook::MfaVerificationAttempt, &id);
}
