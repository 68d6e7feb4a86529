//! `POST /resend`: mails that are asked for again (gotrue-contract §1.15).

use std::time::Duration;

use serde_json::{Value, json};

use crate::contract::ask::{Ask, post};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Usual {
        a_newcomer_gets_another_confirmation,
        an_unknown_address_gets_the_same_answer_and_no_mail,
        a_member_gets_the_same_answer_and_no_mail,
        nothing_pending_means_no_mail,
        malformed_requests_are_refused,
    }
    Throttled {
        a_second_mail_within_a_minute_is_refused,
    }
}

fn resend(body: Value) -> Ask {
    post("/resend").json(body)
}

async fn a_newcomer_gets_another_confirmation(told: &mut Telling) {
    let first = told.newcomer("ann").await;
    let body = json!({"type": "signup", "email": first.to.to_uppercase()});
    let second = told.ask(resend(body)).await.letter(&first.to).clone();
    told.ask(post("/verify").json(json!({"type": "signup", "token_hash": first.hash()}))).await;
    told.ask(post("/verify").json(json!({"type": "signup", "token_hash": second.hash()}))).await;
}

async fn an_unknown_address_gets_the_same_answer_and_no_mail(told: &mut Telling) {
    let email = told.address("nobody");
    told.ask(resend(json!({"type": "signup", "email": email}))).await;
    told.ask(resend(json!({"type": "email_change", "email": email}))).await;
}

async fn a_member_gets_the_same_answer_and_no_mail(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(resend(json!({"type": "signup", "email": ann.email}))).await;
}

async fn nothing_pending_means_no_mail(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(resend(json!({"type": "email_change", "email": ann.email}))).await;
}

async fn malformed_requests_are_refused(told: &mut Telling) {
    let email = told.address("ann");
    for body in [
        json!({}),
        json!({"email": email}),
        json!({"type": "signup"}),
        json!({"type": "signup", "email": ""}),
        json!({"type": "signup", "email": "ann"}),
        json!({"type": "recovery", "email": email}),
        json!({"type": "magiclink", "email": email}),
        json!({"type": "sms", "phone": "+15551234567"}),
        json!({"type": "signup", "phone": "+15551234567"}),
        json!({"type": "signup", "email": email, "phone": "+15551234567"}),
        json!({"type": 1, "email": email}),
    ] {
        told.ask(resend(body)).await;
    }
    told.ask(resend(json!({"type": "recovery", "email": email})).newer_errors()).await;
    told.ask(post("/resend").text("")).await;
    told.ask(post("/resend").text("{")).await;
}

async fn a_second_mail_within_a_minute_is_refused(told: &mut Telling) {
    let email = told.newcomer("ann").await.to;
    told.ask(resend(json!({"type": "signup", "email": email}))).await;
    told.ask(resend(json!({"type": "signup", "email": email})).newer_errors()).await;
    told.let_time_pass(Duration::from_mins(2)).await;
    told.ask(resend(json!({"type": "signup", "email": email}))).await;
}
