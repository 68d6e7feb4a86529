//! `GET /reauthenticate`, and the code it sends for a new password (gotrue-contract §1.5, §1.15).

use std::time::Duration;

use serde_json::{Value, json};

use crate::contract::ask::{Ask, get, post, put};
use crate::contract::story::stories;
use crate::contract::telling::{Member, Telling};

stories! {
    Usual {
        a_code_is_sent_to_the_account_s_address,
        where_no_code_is_asked_for_any_code_will_do,
    }
    Reauthenticating {
        a_new_session_needs_no_code,
        an_old_session_needs_a_code,
        a_wrong_code_is_refused,
        a_code_works_once,
        a_code_expires,
        only_the_newest_code_works,
        other_changes_need_no_code,
    }
    Throttled {
        a_second_mail_within_a_minute_is_refused,
    }
}

const NEW: &str = "a wholly new password";

fn change(access: &str, body: Value) -> Ask {
    put("/user").bearer(access).json(body)
}

fn ask_for_code(access: &str) -> Ask {
    get("/reauthenticate").bearer(access)
}

/// Somebody who signed in more than a day ago, with a fresh access token.
async fn signed_in_long_ago(told: &mut Telling) -> Member {
    let ann = told.member("ann").await;
    told.let_time_pass(Duration::from_hours(25)).await;
    let body = json!({"refresh_token": ann.refresh});
    let pair = told.quietly(post("/token?grant_type=refresh_token").json(body)).await;
    Member { access: pair.at("/access_token"), refresh: pair.at("/refresh_token"), ..ann }
}

async fn a_code_is_sent_to_the_account_s_address(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(ask_for_code(&ann.access)).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn where_no_code_is_asked_for_any_code_will_do(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(change(&ann.access, json!({"password": NEW, "nonce": "wrong"}))).await;
}

async fn a_new_session_needs_no_code(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(change(&ann.access, json!({"password": NEW}))).await;
}

async fn an_old_session_needs_a_code(told: &mut Telling) {
    let ann = signed_in_long_ago(told).await;
    told.ask(change(&ann.access, json!({"password": NEW}))).await;
    told.ask(change(&ann.access, json!({"password": NEW})).newer_errors()).await;
    let letter = told.ask(ask_for_code(&ann.access)).await.letter(&ann.email).clone();
    told.ask(change(&ann.access, json!({"password": NEW, "nonce": letter.code()}))).await;
    told.ask(post("/token?grant_type=password").json(json!({"email": ann.email, "password": NEW}))).await;
}

async fn a_wrong_code_is_refused(told: &mut Telling) {
    let ann = signed_in_long_ago(told).await;
    told.ask(change(&ann.access, json!({"password": NEW, "nonce": "000000"}))).await;
    let letter = told.ask(ask_for_code(&ann.access)).await.letter(&ann.email).clone();
    let wrong = if letter.code() == "111111" { "222222" } else { "111111" };
    told.ask(change(&ann.access, json!({"password": NEW, "nonce": wrong}))).await;
    told.ask(change(&ann.access, json!({"password": NEW, "nonce": wrong})).newer_errors()).await;
    told.ask(change(&ann.access, json!({"password": NEW, "nonce": ""}))).await;
    told.ask(change(&ann.access, json!({"password": NEW, "nonce": letter.code()}))).await;
}

async fn a_code_works_once(told: &mut Telling) {
    let ann = signed_in_long_ago(told).await;
    let letter = told.quietly(ask_for_code(&ann.access)).await.letter(&ann.email).clone();
    told.ask(change(&ann.access, json!({"password": NEW, "nonce": letter.code()}))).await;
    told.ask(change(&ann.access, json!({"password": "yet another password", "nonce": letter.code()}))).await;
}

async fn a_code_expires(told: &mut Telling) {
    let ann = told.member("ann").await;
    let letter = told.quietly(ask_for_code(&ann.access)).await.letter(&ann.email).clone();
    told.let_time_pass(Duration::from_hours(25)).await;
    let body = json!({"refresh_token": ann.refresh});
    let pair = told.quietly(post("/token?grant_type=refresh_token").json(body)).await;
    told.ask(change(&pair.at("/access_token"), json!({"password": NEW, "nonce": letter.code()}))).await;
}

async fn only_the_newest_code_works(told: &mut Telling) {
    let ann = signed_in_long_ago(told).await;
    let old = told.quietly(ask_for_code(&ann.access)).await.letter(&ann.email).clone();
    let new = told.quietly(ask_for_code(&ann.access)).await.letter(&ann.email).clone();
    told.ask(change(&ann.access, json!({"password": NEW, "nonce": old.code()}))).await;
    told.ask(change(&ann.access, json!({"password": NEW, "nonce": new.code()}))).await;
}

async fn other_changes_need_no_code(told: &mut Telling) {
    let ann = signed_in_long_ago(told).await;
    told.ask(change(&ann.access, json!({"data": {"name": "Ann"}}))).await;
}

async fn a_second_mail_within_a_minute_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(ask_for_code(&ann.access)).await;
    told.ask(ask_for_code(&ann.access)).await;
    told.ask(ask_for_code(&ann.access).newer_errors()).await;
}
