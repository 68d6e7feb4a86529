//! How often a client may ask (gotrue-contract §6).

use serde_json::json;

use crate::contract::ask::{Ask, get, post, put};
use crate::contract::story::stories;
use crate::contract::subject::CLIENT_ADDRESS;
use crate::contract::telling::Telling;

stories! {
    Usual {
        sign_ups_are_limited,
        sign_ins_are_limited,
        refreshes_are_limited_with_sign_ins,
        mails_for_a_forgotten_password_are_limited,
        mails_that_are_sent_again_are_limited,
        sign_ins_by_mail_are_limited,
        codes_by_mail_are_limited,
        links_and_codes_are_limited,
        links_that_are_followed_are_limited_with_them,
        changes_of_an_account_are_limited,
        another_client_is_not_limited,
        errors_come_in_the_newer_shape,
        looking_at_an_account_is_not_limited,
    }
    Anonymous {
        anonymous_sign_ups_are_limited,
    }
}

/// How many requests may come at once.
const AT_ONCE: usize = 30;

/// A client that no other story knows.
fn from(told: &mut Telling, ask: Ask) -> Ask {
    let digits = &told.mark()[2..];
    let address = format!("2001:db8::{}:{}", &digits[..4], &digits[4..8]);
    told.call(&address, "<address>");
    ask.header(CLIENT_ADDRESS, address)
}

/// Asks as often as may be; the next one is kept.
async fn once_too_often(told: &mut Telling, ask: Ask) {
    spend(told, &ask).await;
    let ask = from(told, ask);
    told.ask(ask).await;
}

async fn spend(told: &mut Telling, ask: &Ask) {
    for _ in 0..AT_ONCE {
        let ask = from(told, ask.clone());
        told.quietly(ask).await;
    }
}

async fn sign_ups_are_limited(told: &mut Telling) {
    once_too_often(told, post("/signup").json(json!({"email": "x"}))).await;
}

async fn anonymous_sign_ups_are_limited(told: &mut Telling) {
    once_too_often(told, post("/signup").json(json!({}))).await;
}

async fn sign_ins_are_limited(told: &mut Telling) {
    once_too_often(told, post("/token?grant_type=password").json(json!({}))).await;
}

async fn refreshes_are_limited_with_sign_ins(told: &mut Telling) {
    spend(told, &post("/token?grant_type=password").json(json!({}))).await;
    for grant in ["refresh_token", "pkce", "id_token"] {
        let ask = from(told, post(format!("/token?grant_type={grant}")).json(json!({})));
        told.ask(ask).await;
    }
}

async fn mails_for_a_forgotten_password_are_limited(told: &mut Telling) {
    once_too_often(told, post("/recover").json(json!({"email": "x"}))).await;
}

async fn mails_that_are_sent_again_are_limited(told: &mut Telling) {
    once_too_often(told, post("/resend").json(json!({"type": "signup", "email": "x"}))).await;
}

async fn sign_ins_by_mail_are_limited(told: &mut Telling) {
    once_too_often(told, post("/magiclink").json(json!({"email": "x"}))).await;
}

async fn codes_by_mail_are_limited(told: &mut Telling) {
    once_too_often(told, post("/otp").json(json!({"email": "x"}))).await;
}

async fn links_and_codes_are_limited(told: &mut Telling) {
    once_too_often(told, post("/verify").json(json!({"type": "signup", "token_hash": "x"}))).await;
}

async fn links_that_are_followed_are_limited_with_them(told: &mut Telling) {
    spend(told, &post("/verify").json(json!({"type": "signup", "token_hash": "x"}))).await;
    let ask = from(told, get("/verify?type=signup&token=x"));
    told.ask(ask).await;
}

async fn changes_of_an_account_are_limited(told: &mut Telling) {
    let ann = told.member("ann").await;
    once_too_often(told, put("/user").bearer(&ann.access).json(json!({}))).await;
}

async fn another_client_is_not_limited(told: &mut Telling) {
    spend(told, &post("/recover").json(json!({"email": "x"}))).await;
    told.ask(post("/recover").header(CLIENT_ADDRESS, "192.0.2.7").json(json!({"email": "x"}))).await;
}

async fn errors_come_in_the_newer_shape(told: &mut Telling) {
    let ask = post("/recover").json(json!({"email": "x"}));
    spend(told, &ask).await;
    let ask = from(told, ask.newer_errors());
    told.ask(ask).await;
}

async fn looking_at_an_account_is_not_limited(told: &mut Telling) {
    let ann = told.member("ann").await;
    spend(told, &get("/user").bearer(&ann.access)).await;
    let ask = from(told, get("/user").bearer(&ann.access));
    told.ask(ask).await;
}
