//! How long a code may be exchanged (gotrue-contract §1.10).

use std::time::Duration;

use serde_json::json;

use crate::contract::ask::post;
use crate::contract::challenge::{VERIFIER, challenged, code_in, code_of, exchange, follow, recovery};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    PassingTime {
        a_recovery_is_exchanged_within_five_minutes_of_its_request,
        a_sign_in_by_mail_may_lie_before_the_click,
        a_sign_in_by_mail_is_exchanged_within_five_minutes_of_the_click,
        a_late_link_still_confirms,
        a_wrong_verifier_of_an_old_code_is_told_that_it_is_old,
    }
}

const A_MOMENT: Duration = Duration::from_mins(4);
const TOO_LONG: Duration = Duration::from_mins(7);

async fn a_recovery_is_exchanged_within_five_minutes_of_its_request(told: &mut Telling) {
    let ann = told.member("ann").await;
    let code = recovery(told, &ann).await;
    told.let_time_pass(A_MOMENT).await;
    told.ask(exchange(&code, VERIFIER)).await;
    let code = recovery(told, &ann).await;
    told.let_time_pass(TOO_LONG).await;
    told.ask(exchange(&code, VERIFIER)).await;
}

async fn a_sign_in_by_mail_may_lie_before_the_click(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = challenged(json!({"email": ann.email}));
    let letter = told.quietly(post("/otp").json(body)).await.letter(&ann.email).clone();
    told.let_time_pass(TOO_LONG).await;
    let code = code_in(&told.quietly(follow("magiclink", letter.hash())).await);
    told.ask(exchange(&code, VERIFIER)).await;
}

async fn a_sign_in_by_mail_is_exchanged_within_five_minutes_of_the_click(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = challenged(json!({"email": ann.email}));
    let code = code_of(told, "/otp", "magiclink", body).await;
    told.let_time_pass(TOO_LONG).await;
    told.ask(exchange(&code, VERIFIER)).await;
}

async fn a_late_link_still_confirms(told: &mut Telling) {
    let email = told.address("ann");
    let body = challenged(json!({"email": email, "password": PASSWORD}));
    let letter = told.quietly(post("/signup").json(body)).await.letter(&email).clone();
    told.let_time_pass(TOO_LONG).await;
    let code = code_in(&told.ask(follow("signup", letter.hash())).await);
    told.ask(exchange(&code, VERIFIER)).await;
    let body = json!({"email": email, "password": PASSWORD});
    let signed_in = told.quietly(post("/token?grant_type=password").json(body)).await;
    told.note("status of a sign-in by password", signed_in.status);
}

async fn a_wrong_verifier_of_an_old_code_is_told_that_it_is_old(told: &mut Telling) {
    let ann = told.member("ann").await;
    let code = recovery(told, &ann).await;
    told.let_time_pass(TOO_LONG).await;
    told.ask(exchange(&code, "x").newer_errors()).await;
}
