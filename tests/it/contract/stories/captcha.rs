//! Whose requests need a solved captcha, and whose do not (gotrue-contract §0.8).

use serde_json::{Value, json};

use crate::contract::ask::{Ask, delete, get, post, put};
use crate::contract::story::stories;
use crate::contract::telling::{Member, PASSWORD, Telling};

stories! {
    Captcha {
        nobody_signs_up_without_one,
        nobody_signs_up_without_a_name_without_one,
        whoever_solved_one_signs_up,
        whoever_solved_one_signs_up_without_a_name,
        nobody_signs_in_without_one,
        whoever_solved_one_signs_in,
        a_wrong_password_stays_wrong_with_one,
        a_refresh_needs_none,
        a_code_needs_none,
        an_id_token_needs_none,
        a_wallet_needs_one,
        a_grant_that_nobody_knows_needs_one,
        a_password_needs_one_whatever_else_is_said,
        nobody_recovers_without_one,
        whoever_solved_one_recovers,
        nobody_has_a_mail_sent_again_without_one,
        whoever_solved_one_has_a_mail_sent_again,
        nobody_gets_a_code_without_one,
        whoever_solved_one_gets_a_code,
        nobody_gets_a_magic_link_without_one,
        whoever_solved_one_gets_a_magic_link,
        nobody_begins_with_a_passkey_without_one,
        whoever_solved_one_begins_with_a_passkey,
        a_link_needs_none,
        somebody_signed_in_needs_none,
        somebody_signed_in_needs_one_to_begin_anew,
        administrators_need_none,
        administrators_begin_for_others_without_one,
        a_key_that_is_not_theirs_spares_nobody,
        companies_are_off_before_anybody_is_asked,
    }
    CaptchaOfTurnstile {
        another_service_is_asked,
        the_captcha_of_another_service_is_worth_nothing,
    }
}

/// With a captcha that was solved for hCaptcha.
fn solved(mut body: Value) -> Value {
    body["gotrue_meta_security"] = json!({"captcha_token": "hcaptcha solved"});
    body
}

fn by_password(email: &str, password: &str) -> Value {
    json!({"email": email, "password": password})
}

/// Somebody signed in with a confirmed address.
async fn member(told: &mut Telling, name: &str) -> Member {
    let email = told.address(name);
    let signed_up = told.quietly(post("/signup").json(solved(by_password(&email, PASSWORD)))).await;
    let hash = signed_up.letter(&email).hash().to_owned();
    let body = json!({"type": "signup", "token_hash": hash});
    Member::new(&told.quietly(post("/verify").json(body)).await)
}

async fn nobody_signs_up_without_one(told: &mut Telling) {
    let body = by_password(&told.address("ann"), PASSWORD);
    told.ask(post("/signup").json(body.clone())).await;
    told.ask(post("/signup").json(body.clone()).newer_errors()).await;
    told.ask(post("/signup/").json(body)).await;
    told.ask(post("/signup").json(by_password("nonsense", "x"))).await;
}

async fn nobody_signs_up_without_a_name_without_one(told: &mut Telling) {
    told.ask(post("/signup").json(json!({}))).await;
    told.ask(post("/signup").json(json!({"data": {"colour": "blue"}}))).await;
}

async fn whoever_solved_one_signs_up(told: &mut Telling) {
    let body = solved(by_password(&told.address("ann"), PASSWORD));
    let letter = told.ask(post("/signup").json(body)).await.letter(&told.address("ann")).clone();
    told.ask(post("/verify").json(json!({"type": "signup", "token_hash": letter.hash()}))).await;
    told.ask(post("/signup").json(solved(by_password("nonsense", PASSWORD)))).await;
}

async fn whoever_solved_one_signs_up_without_a_name(told: &mut Telling) {
    told.ask(post("/signup").json(solved(json!({"data": {"colour": "blue"}})))).await;
}

async fn nobody_signs_in_without_one(told: &mut Telling) {
    let ann = member(told, "ann").await;
    told.ask(post("/token?grant_type=password").json(by_password(&ann.email, PASSWORD))).await;
    told.ask(post("/token?grant_type=password").json(json!({}))).await;
}

async fn whoever_solved_one_signs_in(told: &mut Telling) {
    let ann = member(told, "ann").await;
    told.ask(post("/token?grant_type=password").json(solved(by_password(&ann.email, PASSWORD)))).await;
}

async fn a_wrong_password_stays_wrong_with_one(told: &mut Telling) {
    let ann = member(told, "ann").await;
    let nobody = told.address("nobody");
    told.ask(post("/token?grant_type=password").json(solved(by_password(&ann.email, "not this one")))).await;
    told.ask(post("/token?grant_type=password").json(solved(by_password(&nobody, PASSWORD)))).await;
}

async fn a_refresh_needs_none(told: &mut Telling) {
    let ann = member(told, "ann").await;
    let refresh = |token: &str| post("/token?grant_type=refresh_token").json(json!({"refresh_token": token}));
    told.ask(refresh(&ann.refresh)).await;
    told.ask(refresh("nonsense")).await;
}

async fn a_code_needs_none(told: &mut Telling) {
    let body = json!({"auth_code": "00000000-0000-4000-8000-000000000000", "code_verifier": "a".repeat(43)});
    told.ask(post("/token?grant_type=pkce").json(body)).await;
    told.ask(post("/token?grant_type=pkce").json(json!({}))).await;
}

async fn an_id_token_needs_none(told: &mut Telling) {
    told.ask(post("/token?grant_type=id_token").json(json!({}))).await;
}

async fn a_wallet_needs_one(told: &mut Telling) {
    told.ask(post("/token?grant_type=web3").json(json!({"chain": "solana"}))).await;
    told.ask(post("/token?grant_type=web3").json(solved(json!({"chain": "solana"})))).await;
}

async fn a_grant_that_nobody_knows_needs_one(told: &mut Telling) {
    told.ask(post("/token").json(json!({}))).await;
    told.ask(post("/token?grant_type=nonsense").json(json!({}))).await;
    told.ask(post("/token?grant_type=nonsense").json(solved(json!({})))).await;
}

async fn a_password_needs_one_whatever_else_is_said(told: &mut Telling) {
    let ann = member(told, "ann").await;
    let body = by_password(&ann.email, PASSWORD);
    told.ask(post("/token?grant_type=password&grant_type=refresh_token").json(body.clone())).await;
    told.ask(post("/signup?grant_type=refresh_token").json(body.clone())).await;
    told.ask(post("/recover?grant_type=pkce").json(body)).await;
}

async fn nobody_recovers_without_one(told: &mut Telling) {
    let ann = member(told, "ann").await;
    told.ask(post("/recover").json(json!({"email": ann.email}))).await;
    told.ask(post("/recover").json(json!({"email": "nonsense"}))).await;
}

async fn whoever_solved_one_recovers(told: &mut Telling) {
    let ann = member(told, "ann").await;
    told.ask(post("/recover").json(solved(json!({"email": ann.email})))).await;
}

async fn nobody_has_a_mail_sent_again_without_one(told: &mut Telling) {
    let body = by_password(&told.address("ann"), PASSWORD);
    told.quietly(post("/signup").json(solved(body))).await;
    told.ask(post("/resend").json(json!({"type": "signup", "email": told.address("ann")}))).await;
    told.ask(post("/resend").json(json!({"type": "nonsense"}))).await;
}

async fn whoever_solved_one_has_a_mail_sent_again(told: &mut Telling) {
    let body = by_password(&told.address("ann"), PASSWORD);
    told.quietly(post("/signup").json(solved(body))).await;
    let again = json!({"type": "signup", "email": told.address("ann")});
    told.ask(post("/resend").json(solved(again))).await;
}

async fn nobody_gets_a_code_without_one(told: &mut Telling) {
    told.ask(post("/otp").json(json!({"email": told.address("ann")}))).await;
    told.ask(post("/otp").json(json!({"phone": "nonsense"}))).await;
}

async fn whoever_solved_one_gets_a_code(told: &mut Telling) {
    told.ask(post("/otp").json(solved(json!({"email": told.address("ann")})))).await;
}

async fn nobody_gets_a_magic_link_without_one(told: &mut Telling) {
    told.ask(post("/magiclink").json(json!({"email": told.address("ann")}))).await;
}

async fn whoever_solved_one_gets_a_magic_link(told: &mut Telling) {
    told.ask(post("/magiclink").json(solved(json!({"email": told.address("ann")})))).await;
}

async fn nobody_begins_with_a_passkey_without_one(told: &mut Telling) {
    told.ask(post("/passkeys/authentication/options").json(json!({}))).await;
    told.ask(post("/passkeys/authentication/options")).await;
}

async fn whoever_solved_one_begins_with_a_passkey(told: &mut Telling) {
    told.ask(post("/passkeys/authentication/options").json(solved(json!({})))).await;
}

async fn a_link_needs_none(told: &mut Telling) {
    told.ask(post("/verify").json(json!({"type": "signup", "token_hash": "nonsense"}))).await;
    told.ask(get("/verify?type=signup&token=nonsense")).await;
}

async fn somebody_signed_in_needs_none(told: &mut Telling) {
    let ann = member(told, "ann").await;
    told.ask(get("/user").bearer(&ann.access)).await;
    told.ask(put("/user").bearer(&ann.access).json(json!({"data": {"colour": "blue"}}))).await;
    told.ask(get("/reauthenticate").bearer(&ann.access)).await;
    told.ask(post("/factors").bearer(&ann.access).json(json!({"factor_type": "nonsense"}))).await;
    told.ask(post("/logout").bearer(&ann.access)).await;
}

async fn somebody_signed_in_needs_one_to_begin_anew(told: &mut Telling) {
    let ann = member(told, "ann").await;
    told.ask(post("/recover").bearer(&ann.access).json(json!({"email": ann.email}))).await;
}

async fn administrators_need_none(told: &mut Telling) {
    let key = told.admin_key();
    let body = json!({"email": told.address("ann"), "password": PASSWORD});
    let made = told.ask(post("/admin/users").bearer(&key).json(body)).await;
    told.ask(post("/invite").bearer(&key).json(json!({"email": told.address("bob")}))).await;
    told.ask(delete(format!("/admin/users/{}", made.at("/id"))).bearer(&key)).await;
}

async fn administrators_begin_for_others_without_one(told: &mut Telling) {
    let key = told.admin_key();
    let ann = member(told, "ann").await;
    let email = json!({"email": ann.email});
    told.ask(post("/signup").bearer(&key).json(by_password(&told.address("bob"), PASSWORD))).await;
    told.ask(post("/recover").bearer(&key).json(email.clone())).await;
    told.ask(post("/magiclink").bearer(&key).json(email)).await;
    told.ask(post("/token?grant_type=password").bearer(&key).json(by_password(&ann.email, PASSWORD))).await;
}

async fn a_key_that_is_not_theirs_spares_nobody(told: &mut Telling) {
    let ask = |told: &Telling| -> Ask { post("/otp").json(json!({"email": told.address("ann")})) };
    told.ask(ask(told).bearer("nonsense")).await;
    told.ask(ask(told).bearer(&told.publishable_key())).await;
}

async fn companies_are_off_before_anybody_is_asked(told: &mut Telling) {
    told.ask(post("/sso").json(json!({"domain": "example.com"}))).await;
}

async fn another_service_is_asked(told: &mut Telling) {
    let mut body = by_password(&told.address("ann"), PASSWORD);
    told.ask(post("/signup").json(body.clone())).await;
    body["gotrue_meta_security"] = json!({"captcha_token": "turnstile solved"});
    told.ask(post("/signup").json(body)).await;
}

async fn the_captcha_of_another_service_is_worth_nothing(told: &mut Telling) {
    told.ask(post("/signup").json(solved(by_password(&told.address("ann"), PASSWORD)))).await;
}
