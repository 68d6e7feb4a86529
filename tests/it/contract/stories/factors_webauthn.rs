//! Security keys as second factors: signing in with one, and what it changes (gotrue-contract §1.13).

use serde_json::json;

use crate::contract::ask::{delete, get, post, put};
use crate::contract::keys::{ask_key, device, enrol_key, show_key};
use crate::contract::second_factor::{refresh, unenrol};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};
use crate::support::authenticator::Twist;

stories! {
    Keys {
        a_known_key_is_asked_to_sign,
        a_signature_proves_the_session,
        it_is_noted_that_a_key_was_proved,
        a_refreshed_session_stays_proved,
        another_session_is_over,
        every_key_of_somebody_is_asked,
        a_second_key_proves_the_first_factor,
        an_app_stands_beside_a_key,
        a_key_is_taken_away,
        a_key_is_not_taken_away_by_half_a_session,
        without_its_key_a_session_is_worth_less,
        administrators_see_a_key,
        administrators_rename_a_key,
        administrators_take_a_key_away,
        the_key_counts_its_uses,
        a_counter_that_goes_back_is_let_pass,
        a_key_that_never_counts_is_let_pass,
    }
}

async fn a_known_key_is_asked_to_sign(told: &mut Telling) {
    let mut device = device();
    let (whole, factor) = told.with_key(&mut device).await;
    let half = told.sign_in(&whole.email, PASSWORD).await;
    told.ask(ask_key(&half, &factor)).await;
    told.ask(get("/user").bearer(&half.access)).await;
}

async fn a_signature_proves_the_session(told: &mut Telling) {
    let mut device = device();
    let (half, factor, asked) = told.asked_again(&mut device).await;
    let response = device.sign(&asked.options, &Twist::default());
    told.ask(show_key(&half, &factor, &asked.id, "request", &response)).await;
    told.ask(show_key(&half, &factor, &asked.id, "request", &response)).await;
}

async fn it_is_noted_that_a_key_was_proved(told: &mut Telling) {
    let mut device = device();
    let (half, factor, asked) = told.asked_again(&mut device).await;
    let response = device.sign(&asked.options, &Twist::default());
    told.quietly(show_key(&half, &factor, &asked.id, "request", &response)).await;
    told.notes_what_people_did().await;
}

async fn a_refreshed_session_stays_proved(told: &mut Telling) {
    let mut device = device();
    let (whole, _) = told.with_key(&mut device).await;
    told.ask(refresh(&whole.refresh)).await;
}

async fn another_session_is_over(told: &mut Telling) {
    let mut device = device();
    let ann = told.member("ann").await;
    let other = told.sign_in(&ann.email, PASSWORD).await;
    let factor = told.new_key(&ann, "key").await;
    told.proved_key(&ann, &factor, &mut device).await;
    told.ask(get("/user").bearer(&other.access)).await;
    told.ask(refresh(&other.refresh)).await;
}

async fn every_key_of_somebody_is_asked(told: &mut Telling) {
    let mut device = device();
    let (whole, factor) = told.with_key(&mut device).await;
    let other = told.new_key(&whole, "other").await;
    told.ask(ask_key(&whole, &other)).await;
    let whole = told.proved_key(&whole, &other, &mut device).await;
    told.ask(ask_key(&whole, &factor)).await;
}

async fn a_second_key_proves_the_first_factor(told: &mut Telling) {
    let mut device = device();
    let (whole, factor) = told.with_key(&mut device).await;
    let other = told.new_key(&whole, "other").await;
    let whole = told.proved_key(&whole, &other, &mut device).await;
    let half = told.sign_in(&whole.email, PASSWORD).await;
    let asked = told.asked_key(&half, &factor).await;
    let response = device.sign_with(1, &asked.options, &Twist::default());
    // In the answer the factors stand in no order.
    let answer = told.quietly(show_key(&half, &factor, &asked.id, "request", &response)).await;
    told.note("the other key", answer.status);
}

async fn an_app_stands_beside_a_key(told: &mut Telling) {
    let mut device = device();
    let (whole, factor) = told.with_key(&mut device).await;
    let app = told.app(&whole, "app").await;
    let whole = told.proved(&whole, &app).await;
    let half = told.sign_in(&whole.email, PASSWORD).await;
    told.proved_in(&half, &app, 1).await;
    let half = told.sign_in(&whole.email, PASSWORD).await;
    let asked = told.asked_key(&half, &factor).await;
    let response = device.sign(&asked.options, &Twist::default());
    let answer = told.quietly(show_key(&half, &factor, &asked.id, "request", &response)).await;
    told.note("the key", answer.status);
}

async fn a_key_is_taken_away(told: &mut Telling) {
    let mut device = device();
    let (whole, factor) = told.with_key(&mut device).await;
    told.ask(unenrol(&whole, &factor)).await;
    told.ask(ask_key(&whole, &factor)).await;
    told.notes_what_people_did().await;
}

async fn a_key_is_not_taken_away_by_half_a_session(told: &mut Telling) {
    let mut device = device();
    let (half, factor, _) = told.asked_again(&mut device).await;
    told.ask(unenrol(&half, &factor)).await;
    told.ask(enrol_key(&half, "another")).await;
    told.ask(enrol_key(&half, "another").newer_errors()).await;
}

async fn without_its_key_a_session_is_worth_less(told: &mut Telling) {
    let mut device = device();
    let (whole, factor) = told.with_key(&mut device).await;
    told.quietly(unenrol(&whole, &factor)).await;
    told.ask(refresh(&whole.refresh)).await;
}

async fn administrators_see_a_key(told: &mut Telling) {
    let mut device = device();
    let (whole, _) = told.with_key(&mut device).await;
    told.new_key(&whole, "another").await;
    let admin = told.admin_key();
    told.ask(get(format!("/admin/users/{}/factors", whole.id)).bearer(&admin)).await;
    told.ask(get(format!("/admin/users/{}", whole.id)).bearer(&admin)).await;
}

async fn administrators_rename_a_key(told: &mut Telling) {
    let mut device = device();
    let (whole, factor) = told.with_key(&mut device).await;
    let admin = told.admin_key();
    let path = format!("/admin/users/{}/factors/{factor}", whole.id);
    told.ask(put(&path).bearer(&admin).json(json!({"friendly_name": "the blue one"}))).await;
    told.ask(put(&path).bearer(&admin).json(json!({"phone": "15550100"}))).await;
}

async fn administrators_take_a_key_away(told: &mut Telling) {
    let mut device = device();
    let (whole, factor) = told.with_key(&mut device).await;
    let admin = told.admin_key();
    told.ask(delete(format!("/admin/users/{}/factors/{factor}", whole.id)).bearer(&admin)).await;
    told.ask(refresh(&whole.refresh)).await;
    told.ask(post(format!("/factors/{factor}/challenge")).bearer(&whole.access).json(json!({}))).await;
}

/// Signs in once more with what the authenticator counts so far, and notes whether that is let pass.
async fn counted(told: &mut Telling, counts: &[u32]) {
    let mut device = device();
    let (whole, factor) = told.with_key(&mut device).await;
    for count in counts {
        let half = told.sign_in(&whole.email, PASSWORD).await;
        let asked = told.asked_key(&half, &factor).await;
        let response = device.sign(&asked.options, &Twist { count: Some(*count), ..Twist::default() });
        let answer = told.quietly(show_key(&half, &factor, &asked.id, "request", &response)).await;
        told.note(&format!("the count {count}"), answer.status);
    }
}

async fn the_key_counts_its_uses(told: &mut Telling) {
    counted(told, &[1, 2, 7]).await;
}

async fn a_counter_that_goes_back_is_let_pass(told: &mut Telling) {
    counted(told, &[7, 7, 3, 0]).await;
}

async fn a_key_that_never_counts_is_let_pass(told: &mut Telling) {
    counted(told, &[0, 0]).await;
}
