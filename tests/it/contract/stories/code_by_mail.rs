//! `POST /otp` and `POST /magiclink`: signing in by mail, without a password (gotrue-contract §1.8).

use serde_json::{Value, json};

use crate::contract::ask::{Ask, get, post};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Usual {
        a_member_gets_a_mail_that_signs_in,
        the_code_signs_in,
        a_new_address_gets_an_account,
        a_newcomer_gets_another_confirmation,
        without_create_user_an_unknown_address_is_told,
        without_create_user_a_member_gets_a_mail,
        the_data_of_an_account_that_is_there_stays,
        malformed_requests_are_refused,
        a_code_challenge_must_be_whole,
        the_older_endpoint_does_the_same,
        the_older_endpoint_refuses_malformed_requests,
    }
    Closed {
        no_new_address_is_taken_while_closed,
    }
    Autoconfirm {
        without_confirmation_a_new_address_gets_a_mail_that_signs_in,
    }
    Throttled {
        a_second_mail_within_a_minute_is_refused,
    }
}

fn otp(body: Value) -> Ask {
    post("/otp").json(body)
}

fn verify(kind: &str, hash: &str) -> Ask {
    post("/verify").json(json!({"type": kind, "token_hash": hash}))
}

async fn a_member_gets_a_mail_that_signs_in(told: &mut Telling) {
    let ann = told.member("ann").await;
    let letter = told.ask(otp(json!({"email": ann.email}))).await.letter(&ann.email).clone();
    told.ask(verify("magiclink", letter.hash())).await;
    told.ask(verify("magiclink", letter.hash())).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn the_code_signs_in(told: &mut Telling) {
    let ann = told.member("ann").await;
    for kind in ["email", "magiclink"] {
        let letter = told.ask(otp(json!({"email": ann.email}))).await.letter(&ann.email).clone();
        let body = json!({"type": kind, "email": ann.email, "token": letter.code()});
        told.ask(post("/verify").json(body)).await;
    }
    let letter = told.ask(otp(json!({"email": ann.email}))).await.letter(&ann.email).clone();
    let body = json!({"type": "signup", "email": ann.email, "token": letter.code()});
    told.ask(post("/verify").json(body)).await;
}

async fn a_new_address_gets_an_account(told: &mut Telling) {
    let email = told.address("ann");
    let body = json!({"email": email, "data": {"name": "Ann"}});
    let letter = told.ask(otp(body)).await.letter(&email).clone();
    let wrong = json!({"type": "magiclink", "email": email, "token": letter.code()});
    told.ask(post("/verify").json(wrong)).await;
    let right = json!({"type": "email", "email": email, "token": letter.code()});
    told.ask(post("/verify").json(right)).await;
}

async fn a_newcomer_gets_another_confirmation(told: &mut Telling) {
    let email = told.newcomer("ann").await.to;
    let letter = told.ask(otp(json!({"email": email}))).await.letter(&email).clone();
    told.ask(verify("email", letter.hash())).await;
}

async fn without_create_user_an_unknown_address_is_told(told: &mut Telling) {
    let email = told.address("nobody");
    told.ask(otp(json!({"email": email, "create_user": false}))).await;
    told.ask(otp(json!({"email": email, "create_user": false})).newer_errors()).await;
    told.ask(otp(json!({"email": "not an address", "create_user": false}))).await;
}

async fn without_create_user_a_member_gets_a_mail(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(otp(json!({"email": ann.email, "create_user": false}))).await;
    let email = told.newcomer("bob").await.to;
    told.ask(otp(json!({"email": email, "create_user": false}))).await;
}

async fn the_data_of_an_account_that_is_there_stays(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(otp(json!({"email": ann.email, "data": {"name": "somebody else"}}))).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn malformed_requests_are_refused(told: &mut Telling) {
    let email = told.address("ann");
    for body in [
        json!({}),
        json!({"email": ""}),
        json!({"email": "ann"}),
        json!({"email": email, "phone": "+15551234567"}),
        json!({"phone": "+15551234567"}),
        json!({"email": email, "channel": "sms"}),
        json!({"email": 1}),
        json!({"email": email, "create_user": "yes"}),
        json!({"email": email, "data": []}),
    ] {
        told.ask(otp(body)).await;
    }
    told.ask(post("/otp").text("")).await;
    told.ask(post("/otp").newer_errors().text("{")).await;
}

async fn a_code_challenge_must_be_whole(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(otp(json!({"email": ann.email, "code_challenge": "a".repeat(43)}))).await;
    told.ask(otp(json!({"email": ann.email, "code_challenge_method": "s256"}))).await;
}

async fn the_older_endpoint_does_the_same(told: &mut Telling) {
    let ann = told.member("ann").await;
    let letter =
        told.ask(post("/magiclink").json(json!({"email": ann.email}))).await.letter(&ann.email).clone();
    told.ask(verify("magiclink", letter.hash())).await;
    let email = told.address("bob");
    let letter = told.ask(post("/magiclink").json(json!({"email": email}))).await.letter(&email).clone();
    told.ask(verify("signup", letter.hash())).await;
}

async fn the_older_endpoint_refuses_malformed_requests(told: &mut Telling) {
    for body in [json!({}), json!({"email": ""}), json!({"email": "ann"}), json!({"email": 1})] {
        told.ask(post("/magiclink").json(body)).await;
    }
    told.ask(post("/magiclink").text("")).await;
}

async fn no_new_address_is_taken_while_closed(told: &mut Telling) {
    let email = told.address("ann");
    told.ask(otp(json!({"email": email}))).await;
    told.ask(otp(json!({"email": email})).newer_errors()).await;
    told.ask(otp(json!({"email": email, "create_user": false}))).await;
    told.ask(post("/magiclink").json(json!({"email": email}))).await;
}

async fn without_confirmation_a_new_address_gets_a_mail_that_signs_in(told: &mut Telling) {
    let email = told.address("ann");
    let letter = told.ask(otp(json!({"email": email}))).await.letter(&email).clone();
    told.ask(verify("email", letter.hash())).await;
}

async fn a_second_mail_within_a_minute_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(otp(json!({"email": ann.email}))).await;
    told.ask(otp(json!({"email": ann.email}))).await;
    told.ask(otp(json!({"email": ann.email})).newer_errors()).await;
}
