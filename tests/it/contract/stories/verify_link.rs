//! `GET /verify`: a mailed link followed in a browser, which ends in a redirect (gotrue-contract §1.9).

use serde_json::json;

use crate::contract::answer::Answer;
use crate::contract::ask::{Ask, get, post};
use crate::contract::letter::Letter;
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Usual {
        the_link_of_a_sign_up_signs_in,
        the_link_of_a_recovery_signs_in,
        the_link_of_a_sign_in_signs_in,
        a_link_works_once,
        a_wrong_token_leads_to_an_error,
        a_token_belongs_to_its_kind,
        a_link_without_token_or_kind_is_no_link,
        somebody_banned_gets_an_error,
        a_link_of_a_code_challenge_brings_a_code,
        an_error_of_a_code_challenge_stands_in_query_and_fragment,
        the_code_in_the_mail_is_no_token_of_a_link,
    }
}

/// A link as a mail holds it.
fn follow(kind: &str, token: &str, redirect_to: &str) -> Ask {
    let to: String = url::form_urlencoded::byte_serialize(redirect_to.as_bytes()).collect();
    let to = if to.is_empty() { to } else { format!("&redirect_to={to}") };
    get(format!("/verify?token={token}&type={kind}{to}"))
}

/// The access token in the fragment of a redirect.
fn access_token(answer: &Answer) -> String {
    let location = answer.location();
    let fragment = location.fragment().unwrap_or_default().to_owned();
    let mut pairs = url::form_urlencoded::parse(fragment.as_bytes());
    pairs.find(|(name, _)| name == "access_token").expect("an access token").1.into_owned()
}

async fn the_link_of_a_sign_up_signs_in(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    let redirect = told.ask(follow("signup", letter.hash(), "https://site.example/welcome")).await;
    told.ask(get("/user").bearer(&access_token(&redirect))).await;
}

async fn recovery(told: &mut Telling, email: &str) -> Letter {
    told.quietly(post("/recover").json(json!({"email": email}))).await.letter(email).clone()
}

async fn the_link_of_a_recovery_signs_in(told: &mut Telling) {
    let ann = told.member("ann").await;
    let letter = recovery(told, &ann.email).await;
    told.ask(follow("recovery", letter.hash(), "https://site.example/new-password")).await;
}

async fn the_link_of_a_sign_in_signs_in(told: &mut Telling) {
    let ann = told.member("ann").await;
    let sent = told.quietly(post("/magiclink").json(json!({"email": ann.email}))).await;
    told.ask(follow("magiclink", sent.letter(&ann.email).hash(), "")).await;
}

async fn a_link_works_once(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    told.ask(follow("signup", letter.hash(), "")).await;
    told.ask(follow("signup", letter.hash(), "")).await;
    told.ask(follow("signup", letter.hash(), "https://site.example/welcome?a=b").newer_errors()).await;
}

async fn a_wrong_token_leads_to_an_error(told: &mut Telling) {
    for token in ["0".repeat(56), "wrong".to_owned()] {
        told.ask(follow("signup", &token, "https://site.example/welcome")).await;
        told.ask(follow("recovery", &token, "")).await;
    }
}

async fn a_token_belongs_to_its_kind(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    for kind in ["recovery", "magiclink", "email_change", "unknown", "sms"] {
        told.ask(follow(kind, letter.hash(), "")).await;
    }
    told.ask(follow("email", letter.hash(), "")).await;
}

async fn a_link_without_token_or_kind_is_no_link(told: &mut Telling) {
    for query in [
        "",
        "?type=signup",
        "?token=abc",
        "?token=&type=signup",
        "?token=abc&type=",
        "?token_hash=abc&type=signup",
    ] {
        told.ask(get(format!("/verify{query}"))).await;
    }
    told.ask(get("/verify").newer_errors()).await;
}

async fn somebody_banned_gets_an_error(told: &mut Telling) {
    let ann = told.member("ann").await;
    let letter = recovery(told, &ann.email).await;
    let admin = told.admin_key();
    let ban = crate::contract::ask::put(format!("/admin/users/{}", ann.id));
    told.quietly(ban.bearer(&admin).json(json!({"ban_duration": "1h"}))).await;
    told.ask(follow("recovery", letter.hash(), "https://site.example/new-password")).await;
}

async fn challenged(told: &mut Telling, email: &str) -> Letter {
    let body = json!({"email": email, "code_challenge": "a".repeat(43), "code_challenge_method": "s256"});
    told.quietly(post("/recover").json(body)).await.letter(email).clone()
}

async fn a_link_of_a_code_challenge_brings_a_code(told: &mut Telling) {
    let ann = told.member("ann").await;
    let letter = challenged(told, &ann.email).await;
    let redirect =
        told.quietly(follow("recovery", letter.hash(), "https://site.example/new-password?a=b")).await;
    let location = redirect.location();
    told.note("whether tokens stand in the fragment", location.fragment().is_some());
    told.note("whether a code stands in the query", location.query_pairs().any(|(name, _)| name == "code"));
    assert!(location.query_pairs().any(|(name, _)| name == "a"), "the rest of the query stays");
}

async fn an_error_of_a_code_challenge_stands_in_query_and_fragment(told: &mut Telling) {
    let token = format!("pkce_{}", "0".repeat(56));
    told.ask(follow("recovery", &token, "https://site.example/new-password?a=b")).await;
}

async fn the_code_in_the_mail_is_no_token_of_a_link(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    told.ask(follow("signup", letter.code(), "")).await;
}
