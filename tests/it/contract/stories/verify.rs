//! `POST /verify`: what one-time tokens prove (gotrue-contract §1.9).

use std::time::Duration;

use serde_json::{Value, json};

use crate::contract::ask::{Ask, get, post};
use crate::contract::letter::Letter;
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Usual {
        the_link_of_a_sign_up_confirms_and_signs_in,
        the_code_of_a_sign_up_confirms_and_signs_in,
        the_kind_email_opens_both_confirmations_and_sign_ins,
        a_confirmation_works_once,
        a_wrong_code_is_refused_and_the_right_one_still_works,
        a_code_belongs_to_its_address,
        a_token_belongs_to_its_kind,
        the_hash_is_no_code_and_the_code_no_hash,
        malformed_requests_are_refused,
        an_unknown_kind_is_refused,
        phone_kinds_are_refused,
        capitals_and_spaces_in_tokens,
        using_one_link_uses_up_the_others,
        using_one_link_uses_up_the_codes_of_others_too,
        a_code_challenge_marks_the_token_of_the_mail,
        somebody_banned_is_refused,
        a_deleted_account_has_no_tokens,
    }
    PassingTime {
        a_confirmation_expires,
        just_before_it_expires_a_confirmation_works,
    }
}

fn verify(body: Value) -> Ask {
    post("/verify").json(body)
}

fn by_link(kind: &str, letter: &Letter) -> Ask {
    verify(json!({"type": kind, "token_hash": letter.hash()}))
}

fn by_code(kind: &str, letter: &Letter) -> Ask {
    verify(json!({"type": kind, "email": letter.to, "token": letter.code()}))
}

async fn the_link_of_a_sign_up_confirms_and_signs_in(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    let session = told.ask(by_link("signup", &letter)).await;
    told.ask(get("/user").bearer(&session.at("/access_token"))).await;
}

async fn the_code_of_a_sign_up_confirms_and_signs_in(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    told.ask(by_code("signup", &letter)).await;
}

async fn the_kind_email_opens_both_confirmations_and_sign_ins(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    told.ask(by_code("email", &letter)).await;
    for path in ["/otp", "/recover"] {
        let sent = told.quietly(post(path).json(json!({"email": letter.to}))).await;
        told.ask(by_link("email", sent.letter(&letter.to))).await;
    }
}

async fn a_confirmation_works_once(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    told.ask(by_link("signup", &letter)).await;
    told.ask(by_link("signup", &letter)).await;
    told.ask(by_code("signup", &letter)).await;
    told.ask(by_code("email", &letter).newer_errors()).await;
}

async fn a_wrong_code_is_refused_and_the_right_one_still_works(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    let wrong = if letter.code() == "111111" { "222222" } else { "111111" };
    for _ in 0..3 {
        told.ask(verify(json!({"type": "signup", "email": letter.to, "token": wrong}))).await;
    }
    let hash = "0".repeat(letter.hash().len());
    told.ask(verify(json!({"type": "signup", "token_hash": hash}))).await;
    told.ask(by_code("signup", &letter)).await;
}

async fn a_code_belongs_to_its_address(told: &mut Telling) {
    let (ann, bob) = (told.newcomer("ann").await, told.newcomer("bob").await);
    told.ask(verify(json!({"type": "signup", "email": bob.to, "token": ann.code()}))).await;
    let nobody = told.address("nobody");
    told.ask(verify(json!({"type": "signup", "email": nobody, "token": ann.code()}))).await;
    told.ask(verify(json!({"type": "signup", "email": ann.to.to_uppercase(), "token": ann.code()}))).await;
}

async fn a_token_belongs_to_its_kind(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    for kind in ["recovery", "magiclink", "email_change"] {
        told.ask(by_link(kind, &letter)).await;
        told.ask(by_code(kind, &letter)).await;
    }
    // An invitation and a confirmation are the same proof.
    told.ask(by_link("invite", &letter)).await;
}

async fn the_hash_is_no_code_and_the_code_no_hash(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    told.ask(verify(json!({"type": "signup", "email": letter.to, "token": letter.hash()}))).await;
    told.ask(verify(json!({"type": "signup", "token_hash": letter.code()}))).await;
}

async fn malformed_requests_are_refused(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    let (email, hash, code) = (&letter.to, letter.hash(), letter.code());
    for body in [
        json!({}),
        json!({"type": "signup"}),
        json!({"token_hash": hash}),
        json!({"type": "", "token_hash": hash}),
        json!({"type": "signup", "token_hash": ""}),
        json!({"type": "signup", "email": email}),
        json!({"type": "signup", "token": code}),
        json!({"type": "signup", "email": "", "token": code}),
        json!({"type": "signup", "email": email, "token": ""}),
        json!({"type": "signup", "email": "ann", "token": code}),
        json!({"type": "signup", "email": email, "token_hash": hash}),
        json!({"type": "signup", "email": email, "token": code, "token_hash": hash}),
        json!({"type": "signup", "token_hash": hash, "redirect_to": "https://site.example/"}),
        json!({"type": "signup", "email": email, "phone": "+15551234567", "token": code}),
        json!({"type": 1, "token_hash": hash}),
        json!({"type": "signup", "email": email, "token": 123_456}),
        json!([]),
    ] {
        told.ask(verify(body)).await;
    }
    told.ask(verify(json!({"type": "signup"})).newer_errors()).await;
    told.ask(post("/verify").text("")).await;
    told.ask(post("/verify").text("{")).await;
}

async fn an_unknown_kind_is_refused(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    for kind in ["unknown", "SIGNUP", "reauthentication"] {
        told.ask(by_link(kind, &letter)).await;
        told.ask(by_code(kind, &letter)).await;
    }
    told.ask(by_link("unknown", &letter).newer_errors()).await;
}

async fn phone_kinds_are_refused(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    told.ask(by_link("sms", &letter)).await;
    told.ask(verify(json!({"type": "sms", "phone": "+15551234567", "token": "123456"}))).await;
}

async fn capitals_and_spaces_in_tokens(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    let capitals = letter.hash().to_uppercase();
    told.call(&capitals, "<token hash in capitals>");
    told.ask(verify(json!({"type": "signup", "token_hash": capitals}))).await;
    let spaced = format!(" {} ", letter.code());
    told.call(&spaced, "<code with spaces>");
    told.ask(verify(json!({"type": "signup", "email": letter.to, "token": spaced}))).await;
}

async fn using_one_link_uses_up_the_others(told: &mut Telling) {
    let confirmation = told.newcomer("ann").await;
    let body = json!({"email": confirmation.to});
    let recovery = told.quietly(post("/recover").json(body)).await.letter(&confirmation.to).clone();
    told.ask(by_link("recovery", &recovery)).await;
    told.ask(by_link("signup", &confirmation)).await;
    told.ask(by_code("signup", &confirmation)).await;
}

async fn using_one_link_uses_up_the_codes_of_others_too(told: &mut Telling) {
    let first = told.newcomer("ann").await;
    let recovery =
        told.quietly(post("/recover").json(json!({"email": first.to}))).await.letter(&first.to).clone();
    told.ask(by_link("signup", &first)).await;
    told.ask(by_code("recovery", &recovery)).await;
}

async fn a_code_challenge_marks_the_token_of_the_mail(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = json!({"email": ann.email, "code_challenge": "a".repeat(43), "code_challenge_method": "s256"});
    let letter = told.quietly(post("/recover").json(body)).await.letter(&ann.email).clone();
    told.note("whether the token is marked", letter.hash().starts_with("pkce_"));
    // Without a browser nobody asks for the verifier.
    let session = told.quietly(by_link("recovery", &letter)).await;
    assert_eq!(session.at("/user/id"), ann.id);
}

async fn somebody_banned_is_refused(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    let admin = told.admin_key();
    let list = told.quietly(get(format!("/admin/users?filter={}", letter.to)).bearer(&admin)).await;
    let ban = crate::contract::ask::put(format!("/admin/users/{}", list.at("/users/0/id")));
    told.quietly(ban.bearer(&admin).json(json!({"ban_duration": "1h"}))).await;
    told.ask(by_link("signup", &letter)).await;
    told.ask(by_code("signup", &letter)).await;
}

async fn a_deleted_account_has_no_tokens(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    let admin = told.admin_key();
    let list = told.quietly(get(format!("/admin/users?filter={}", letter.to)).bearer(&admin)).await;
    let user = format!("/admin/users/{}", list.at("/users/0/id"));
    told.quietly(crate::contract::ask::delete(user).bearer(&admin)).await;
    told.ask(by_link("signup", &letter)).await;
    told.ask(by_code("signup", &letter)).await;
}

async fn a_confirmation_expires(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    told.let_time_pass(Duration::from_hours(25)).await;
    told.ask(by_link("signup", &letter)).await;
    told.ask(by_code("signup", &letter)).await;
    // A new one can be had.
    let body = json!({"type": "signup", "email": letter.to});
    let letter = told.ask(post("/resend").json(body)).await.letter(&letter.to).clone();
    told.ask(by_link("signup", &letter)).await;
}

async fn just_before_it_expires_a_confirmation_works(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    told.let_time_pass(Duration::from_mins(23 * 60 + 50)).await;
    told.ask(by_code("signup", &letter)).await;
}
