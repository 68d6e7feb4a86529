//! `POST /recover`: a mail for somebody who forgot the password (gotrue-contract §1.7).

use std::time::Duration;

use serde_json::{Value, json};

use crate::contract::ask::{Ask, get, post, put};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Usual {
        a_known_address_gets_a_mail,
        an_unknown_address_gets_the_same_answer_and_no_mail,
        the_link_signs_in,
        the_code_signs_in,
        only_the_newest_mail_works,
        a_link_that_was_used_is_worth_nothing,
        a_recovery_confirms_an_unconfirmed_address,
        a_magic_link_replaces_a_recovery_link,
        malformed_requests_are_refused,
        the_mail_leads_to_the_page_that_asked,
        somebody_banned_cannot_use_the_link,
        somebody_banned_is_told_only_with_the_right_code,
    }
    PassingTime {
        the_mail_expires,
    }
    Throttled {
        a_second_mail_within_a_minute_is_refused,
    }
}

fn recover(body: Value) -> Ask {
    post("/recover").json(body)
}

fn by_link(hash: &str) -> Ask {
    post("/verify").json(json!({"type": "recovery", "token_hash": hash}))
}

fn by_code(email: &str, code: &str) -> Ask {
    post("/verify").json(json!({"type": "recovery", "email": email, "token": code}))
}

async fn a_known_address_gets_a_mail(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(recover(json!({"email": ann.email}))).await;
    told.ask(recover(json!({"email": ann.email.to_uppercase()}))).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn an_unknown_address_gets_the_same_answer_and_no_mail(told: &mut Telling) {
    let email = told.address("nobody");
    told.ask(recover(json!({"email": email}))).await;
}

async fn the_link_signs_in(told: &mut Telling) {
    let ann = told.member("ann").await;
    let letter = told.ask(recover(json!({"email": ann.email}))).await.letter(&ann.email).clone();
    let session = told.ask(by_link(letter.hash())).await;
    told.ask(get("/user").bearer(&session.at("/access_token"))).await;
    // Whoever was signed in still is.
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn the_code_signs_in(told: &mut Telling) {
    let ann = told.member("ann").await;
    let letter = told.ask(recover(json!({"email": ann.email}))).await.letter(&ann.email).clone();
    told.ask(by_code(&ann.email.to_uppercase(), letter.code())).await;
}

async fn only_the_newest_mail_works(told: &mut Telling) {
    let ann = told.member("ann").await;
    let old = told.ask(recover(json!({"email": ann.email}))).await.letter(&ann.email).clone();
    let new = told.ask(recover(json!({"email": ann.email}))).await.letter(&ann.email).clone();
    told.ask(by_link(old.hash())).await;
    told.ask(by_code(&ann.email, old.code())).await;
    told.ask(by_link(new.hash())).await;
}

async fn a_link_that_was_used_is_worth_nothing(told: &mut Telling) {
    let ann = told.member("ann").await;
    let letter = told.ask(recover(json!({"email": ann.email}))).await.letter(&ann.email).clone();
    told.ask(by_link(letter.hash())).await;
    told.ask(by_link(letter.hash())).await;
    told.ask(by_code(&ann.email, letter.code())).await;
}

async fn a_recovery_confirms_an_unconfirmed_address(told: &mut Telling) {
    let email = told.newcomer("ann").await.to;
    let letter = told.ask(recover(json!({"email": email}))).await.letter(&email).clone();
    told.ask(by_link(letter.hash())).await;
}

async fn a_magic_link_replaces_a_recovery_link(told: &mut Telling) {
    let ann = told.member("ann").await;
    let recovery = told.ask(recover(json!({"email": ann.email}))).await.letter(&ann.email).clone();
    let magic =
        told.ask(post("/magiclink").json(json!({"email": ann.email}))).await.letter(&ann.email).clone();
    told.ask(by_link(recovery.hash())).await;
    // Both are kept in one place: the one kind opens with the other's name.
    told.ask(by_link(magic.hash())).await;
}

async fn malformed_requests_are_refused(told: &mut Telling) {
    for body in [json!({}), json!({"email": ""}), json!({"email": "ann"}), json!({"email": null})] {
        told.ask(recover(body.clone())).await;
        told.ask(recover(body).newer_errors()).await;
    }
    told.ask(recover(json!({"email": 1}))).await;
    told.ask(post("/recover").text("")).await;
    told.ask(post("/recover").text("{")).await;
}

async fn the_mail_leads_to_the_page_that_asked(told: &mut Telling) {
    let ann = told.member("ann").await;
    for to in ["https://site.example/new-password", "https://site.example/a?b=c", "https://evil.example/"] {
        let to: String = url::form_urlencoded::byte_serialize(to.as_bytes()).collect();
        told.ask(post(format!("/recover?redirect_to={to}")).json(json!({"email": ann.email}))).await;
    }
}

async fn somebody_banned_cannot_use_the_link(told: &mut Telling) {
    let ann = told.member("ann").await;
    let admin = told.admin_key();
    let ban = put(format!("/admin/users/{}", ann.id));
    told.quietly(ban.bearer(&admin).json(json!({"ban_duration": "1h"}))).await;
    let letter = told.ask(recover(json!({"email": ann.email}))).await.letter(&ann.email).clone();
    told.ask(by_link(letter.hash())).await;
    told.ask(by_code(&ann.email, letter.code())).await;
    told.ask(by_link(letter.hash()).newer_errors()).await;
}

async fn somebody_banned_is_told_only_with_the_right_code(told: &mut Telling) {
    let ann = told.member("ann").await;
    let letter = told.quietly(recover(json!({"email": ann.email}))).await.letter(&ann.email).clone();
    let admin = told.admin_key();
    let ban = put(format!("/admin/users/{}", ann.id));
    told.quietly(ban.bearer(&admin).json(json!({"ban_duration": "1h"}))).await;
    let wrong = if letter.code() == "111111" { "222222" } else { "111111" };
    told.ask(by_code(&ann.email, wrong)).await;
}

async fn the_mail_expires(told: &mut Telling) {
    let ann = told.member("ann").await;
    let letter = told.quietly(recover(json!({"email": ann.email}))).await.letter(&ann.email).clone();
    told.let_time_pass(Duration::from_hours(25)).await;
    told.ask(by_link(letter.hash())).await;
    told.ask(by_code(&ann.email, letter.code())).await;
}

async fn a_second_mail_within_a_minute_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(recover(json!({"email": ann.email}))).await;
    told.ask(recover(json!({"email": ann.email}))).await;
    told.ask(recover(json!({"email": ann.email})).newer_errors()).await;
    told.let_time_pass(Duration::from_mins(2)).await;
    told.ask(recover(json!({"email": ann.email}))).await;
}
