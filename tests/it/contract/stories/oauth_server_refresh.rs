//! `POST /oauth/token`: a program refreshes the session that it holds (gotrue-contract §1.18, §2.4).

use std::time::Duration;

use serde_json::{Value, json};

use crate::contract::ask::{delete, post};
use crate::contract::program::Program;
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Programs {
        a_program_refreshes_its_session,
        what_was_let_in_stays_in_the_token,
        a_program_refreshes_with_a_form,
        a_lost_answer_is_given_again,
        a_refresh_token_is_needed,
        an_unknown_token_is_refused,
        what_is_no_token_is_refused,
        another_program_does_not_refresh_it,
        its_person_does_not_refresh_it,
        a_program_does_not_refresh_a_session_of_somebody_else,
        somebody_banned_is_refused,
        a_session_that_was_taken_back_is_over,
    }
    ProgramsPassingTime {
        an_old_token_ends_the_session,
    }
}

fn refresh(token: &str) -> Value {
    json!({ "grant_type": "refresh_token", "refresh_token": token })
}

/// A program that somebody let in, and its refresh token.
async fn let_in(told: &mut Telling, scope: &str) -> (Program, String) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let (_, token) = told.lets_in(&ann, &program, scope).await;
    (program, token)
}

async fn a_program_refreshes_its_session(told: &mut Telling) {
    let (program, token) = let_in(told, "email").await;
    let next = told.ask(told.exchange(&program, refresh(&token))).await;
    told.ask(told.exchange(&program, refresh(&next.at("/refresh_token")))).await;
}

async fn what_was_let_in_stays_in_the_token(told: &mut Telling) {
    let (program, token) = let_in(told, "openid profile email").await;
    told.ask(told.exchange(&program, refresh(&token))).await;
}

async fn a_program_refreshes_with_a_form(told: &mut Telling) {
    let (program, token) = let_in(told, "email").await;
    told.name_as("refresh token", &token);
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.append_pair("grant_type", "refresh_token").append_pair("refresh_token", &token);
    form.append_pair("client_id", &program.id).append_pair("client_secret", &program.secret);
    let ask = post("/oauth/token").untyped_text(&form.finish());
    told.ask(ask.header("content-type", "application/x-www-form-urlencoded")).await;
}

async fn a_lost_answer_is_given_again(told: &mut Telling) {
    let (program, token) = let_in(told, "email").await;
    told.ask(told.exchange(&program, refresh(&token))).await;
    told.ask(told.exchange(&program, refresh(&token))).await;
}

async fn a_refresh_token_is_needed(told: &mut Telling) {
    let program = told.program().await;
    told.ask(told.exchange(&program, json!({ "grant_type": "refresh_token" }))).await;
    told.ask(told.exchange(&program, refresh("")).newer_errors()).await;
}

async fn an_unknown_token_is_refused(told: &mut Telling) {
    let program = told.program().await;
    told.ask(told.exchange(&program, refresh("abcdefghijkl"))).await;
    told.ask(told.exchange(&program, refresh("abcdefghijkl")).newer_errors()).await;
}

async fn what_is_no_token_is_refused(told: &mut Telling) {
    let program = told.program().await;
    for token in ["x", "a refresh token"] {
        told.ask(told.exchange(&program, refresh(token))).await;
    }
}

async fn another_program_does_not_refresh_it(told: &mut Telling) {
    let (program, token) = let_in(told, "email").await;
    let other = told.program().await;
    told.ask(told.exchange(&other, refresh(&token))).await;
    told.ask(told.exchange(&program, refresh(&token))).await;
}

async fn its_person_does_not_refresh_it(told: &mut Telling) {
    let (_, token) = let_in(told, "email").await;
    let ask = post("/token?grant_type=refresh_token").json(json!({ "refresh_token": token }));
    told.ask(ask.clone()).await;
    told.ask(ask.newer_errors()).await;
}

async fn a_program_does_not_refresh_a_session_of_somebody_else(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    told.ask(told.exchange(&program, refresh(&ann.refresh))).await;
}

async fn somebody_banned_is_refused(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let (_, token) = told.lets_in(&ann, &program, "email").await;
    told.ban(&ann.id).await;
    told.ask(told.exchange(&program, refresh(&token))).await;
}

async fn a_session_that_was_taken_back_is_over(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let (_, token) = told.lets_in(&ann, &program, "email").await;
    told.quietly(delete(format!("/user/oauth/grants?client_id={}", program.id)).bearer(&ann.access)).await;
    told.ask(told.exchange(&program, refresh(&token))).await;
}

async fn an_old_token_ends_the_session(told: &mut Telling) {
    let (program, first) = let_in(told, "email").await;
    let second = told.quietly(told.exchange(&program, refresh(&first))).await.at("/refresh_token");
    let third = told.quietly(told.exchange(&program, refresh(&second))).await.at("/refresh_token");
    told.let_time_pass(Duration::from_mins(1)).await;
    told.ask(told.exchange(&program, refresh(&first))).await;
    told.let_time_pass(Duration::from_mins(1)).await;
    told.ask(told.exchange(&program, refresh(&third))).await;
}
