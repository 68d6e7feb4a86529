//! How it is said that a captcha was solved, and what the service may answer (gotrue-contract §0.8).

use serde_json::{Value, json};

use crate::contract::ask::{Ask, post};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Captcha {
        one_that_was_not_solved_is_refused,
        spaces_around_it_do_not_matter,
        nothing_but_spaces_is_none,
        it_stands_in_the_right_place,
        it_is_a_text,
        a_body_that_is_no_object_is_refused,
        no_body_is_refused,
        other_things_beside_it_do_not_matter,
        the_service_learns_who_asks,
        a_service_that_talks_nonsense_lets_nobody_by,
        a_service_that_says_nothing_lets_nobody_by,
        a_busy_service_lets_nobody_by,
        what_the_service_says_counts_whatever_its_status_is,
    }
}

/// Who asks for a code.
fn wish(security: &Value) -> Ask {
    post("/otp").json(json!({"email": "nonsense", "gotrue_meta_security": security}))
}

fn with_token(token: impl Into<Value>) -> Ask {
    wish(&json!({"captcha_token": token.into()}))
}

async fn one_that_was_not_solved_is_refused(told: &mut Telling) {
    told.ask(with_token("not solved")).await;
    told.ask(with_token("not solved").newer_errors()).await;
    told.ask(with_token("turnstile solved")).await;
}

async fn spaces_around_it_do_not_matter(told: &mut Telling) {
    told.ask(with_token("  hcaptcha solved\n")).await;
}

async fn nothing_but_spaces_is_none(told: &mut Telling) {
    told.ask(with_token("")).await;
    told.ask(with_token(" \t\n")).await;
}

async fn it_stands_in_the_right_place(told: &mut Telling) {
    told.ask(wish(&json!({"token": "hcaptcha solved"}))).await;
    told.ask(wish(&json!({}))).await;
    told.ask(wish(&Value::Null)).await;
    told.ask(with_token(Value::Null)).await;
    told.ask(post("/otp").json(json!({"captcha_token": "hcaptcha solved"}))).await;
    told.ask(post("/otp").header("captcha_token", "hcaptcha solved").json(json!({}))).await;
}

async fn it_is_a_text(told: &mut Telling) {
    told.ask(with_token(5)).await;
    told.ask(with_token(true)).await;
    told.ask(with_token(json!(["hcaptcha solved"]))).await;
    told.ask(wish(&json!("hcaptcha solved"))).await;
    told.ask(wish(&json!([]))).await;
}

async fn a_body_that_is_no_object_is_refused(told: &mut Telling) {
    for body in ["null", "[]", "5", "\"text\"", "{", "", "{\"email\": 5}"] {
        told.ask(post("/otp").text(body)).await;
    }
}

async fn no_body_is_refused(told: &mut Telling) {
    told.ask(post("/otp")).await;
    told.ask(post("/token?grant_type=password")).await;
}

async fn other_things_beside_it_do_not_matter(told: &mut Telling) {
    told.ask(wish(&json!({"captcha_token": "hcaptcha solved", "more": [1, 2]}))).await;
}

async fn the_service_learns_who_asks(told: &mut Telling) {
    let from =
        |address: &str| with_token("hcaptcha solved at 203.0.113.9").header("x-forwarded-for", address);
    told.ask(from("203.0.113.9")).await;
    told.ask(from("203.0.113.9, 198.51.100.1")).await;
    told.ask(from("203.0.113.8")).await;
}

async fn a_service_that_talks_nonsense_lets_nobody_by(told: &mut Telling) {
    told.ask(with_token("nonsense")).await;
    told.ask(with_token("a list")).await;
}

async fn a_service_that_says_nothing_lets_nobody_by(told: &mut Telling) {
    told.ask(with_token("silent")).await;
}

async fn a_busy_service_lets_nobody_by(told: &mut Telling) {
    told.ask(with_token("busy")).await;
}

async fn what_the_service_says_counts_whatever_its_status_is(told: &mut Telling) {
    told.ask(with_token("solved, said with an error")).await;
}
