//! Links in mails that were asked for with a code challenge (gotrue-contract §1.9, §1.10).

use serde_json::json;

use crate::contract::ask::{Ask, get, post, put};
use crate::contract::challenge::challenged;
use crate::contract::letter::Letter;
use crate::contract::story::stories;
use crate::contract::telling::{Member, PASSWORD, Telling};

stories! {
    Usual {
        a_sign_up_sent_again_with_a_challenge_is_marked,
        the_marked_link_of_a_sign_up_brings_a_code,
        the_marked_link_of_a_recovery_brings_a_code,
        the_marked_link_of_a_sign_in_brings_a_code,
        a_link_keeps_the_query_of_its_target,
        a_code_in_the_target_is_replaced,
        a_link_keeps_the_fragment_of_its_target,
        a_link_may_lead_into_an_app,
        a_marked_link_leads_to_the_site_without_another_target,
        a_marked_link_confirms_the_address,
        a_marked_link_works_once,
        a_marked_link_of_nobody_is_refused_in_query_and_fragment,
        a_refusal_takes_the_place_of_one_before,
        a_marked_link_of_another_kind_is_refused,
        a_recovery_is_no_sign_in,
        a_sign_in_is_no_recovery,
        a_sign_up_is_no_invitation,
        a_link_of_any_kind_of_mail_brings_a_code,
        what_is_no_kind_of_link_is_refused,
        somebody_banned_is_refused_in_query_and_fragment,
        one_end_of_a_change_is_told_in_query_and_fragment,
        both_ends_of_a_change_bring_a_code,
        the_marked_token_may_be_posted_without_a_verifier,
        the_code_beside_a_marked_link_signs_in,
        a_marked_token_without_its_mark_is_none,
        the_mark_alone_is_no_token,
    }
}

fn follow(kind: &str, token: &str, redirect_to: &str) -> Ask {
    let to: String = url::form_urlencoded::byte_serialize(redirect_to.as_bytes()).collect();
    let to = if to.is_empty() { to } else { format!("&redirect_to={to}") };
    get(format!("/verify?token={token}&type={kind}{to}"))
}

async fn sign_up(told: &mut Telling) -> Letter {
    let email = told.address("ann");
    let body = challenged(json!({"email": email, "password": PASSWORD}));
    told.quietly(post("/signup").json(body)).await.letter(&email).clone()
}

async fn recovery(told: &mut Telling, member: &Member) -> Letter {
    let body = challenged(json!({"email": member.email}));
    told.quietly(post("/recover").json(body)).await.letter(&member.email).clone()
}

async fn sign_in_by_mail(told: &mut Telling, member: &Member) -> Letter {
    let body = challenged(json!({"email": member.email}));
    told.quietly(post("/otp").json(body)).await.letter(&member.email).clone()
}

/// Both letters of a change: to the new address, and to the current one.
async fn change(told: &mut Telling, member: &Member) -> [Letter; 2] {
    let new = told.address("new");
    let body = challenged(json!({"email": new}));
    let asked = told.quietly(put("/user").bearer(&member.access).json(body)).await;
    [asked.letter(&new).clone(), asked.letter(&member.email).clone()]
}

async fn a_sign_up_sent_again_with_a_challenge_is_marked(told: &mut Telling) {
    told.newcomer("ann").await;
    let body = challenged(json!({"type": "signup", "email": told.address("ann")}));
    let again = told.ask(post("/resend").json(body)).await;
    let letter = again.letter(&told.address("ann")).clone();
    told.ask(follow("signup", letter.hash(), "")).await;
}

async fn the_marked_link_of_a_sign_up_brings_a_code(told: &mut Telling) {
    let letter = sign_up(told).await;
    told.ask(follow("signup", letter.hash(), "https://site.example/welcome")).await;
}

async fn the_marked_link_of_a_recovery_brings_a_code(told: &mut Telling) {
    let ann = told.member("ann").await;
    let letter = recovery(told, &ann).await;
    told.ask(follow("recovery", letter.hash(), "https://site.example/new-password")).await;
}

async fn the_marked_link_of_a_sign_in_brings_a_code(told: &mut Telling) {
    let ann = told.member("ann").await;
    let letter = sign_in_by_mail(told, &ann).await;
    told.ask(follow("magiclink", letter.hash(), "https://site.example/welcome")).await;
}

async fn a_link_keeps_the_query_of_its_target(told: &mut Telling) {
    let letter = sign_up(told).await;
    told.ask(follow("signup", letter.hash(), "https://app.example/back?z=1&a=%C3%A4+b&z=2&empty=")).await;
}

async fn a_code_in_the_target_is_replaced(told: &mut Telling) {
    let letter = sign_up(told).await;
    told.ask(follow("signup", letter.hash(), "https://app.example/back?code=forged&code=twice")).await;
}

async fn a_link_keeps_the_fragment_of_its_target(told: &mut Telling) {
    let letter = sign_up(told).await;
    told.ask(follow("signup", letter.hash(), "https://app.example/back#part")).await;
}

async fn a_link_may_lead_into_an_app(told: &mut Telling) {
    let letter = sign_up(told).await;
    told.ask(follow("signup", letter.hash(), "doorward-app://callback/in")).await;
}

async fn a_marked_link_leads_to_the_site_without_another_target(told: &mut Telling) {
    let letter = sign_up(told).await;
    told.ask(follow("signup", letter.hash(), "https://evil.example/")).await;
}

async fn a_marked_link_confirms_the_address(told: &mut Telling) {
    let letter = sign_up(told).await;
    told.ask(follow("signup", letter.hash(), "")).await;
    let body = json!({"email": told.address("ann"), "password": PASSWORD});
    let signed_in = told.quietly(post("/token?grant_type=password").json(body)).await;
    told.note("status of a sign-in by password", signed_in.status);
}

async fn a_marked_link_works_once(told: &mut Telling) {
    let ann = told.member("ann").await;
    let letter = recovery(told, &ann).await;
    told.ask(follow("recovery", letter.hash(), "")).await;
    told.ask(follow("recovery", letter.hash(), "")).await;
}

fn nobodys() -> String {
    format!("pkce_{}", "0".repeat(56))
}

async fn a_marked_link_of_nobody_is_refused_in_query_and_fragment(told: &mut Telling) {
    for kind in ["signup", "invite", "recovery", "magiclink", "email_change"] {
        told.ask(follow(kind, &nobodys(), "https://site.example/welcome?a=b")).await;
    }
    told.ask(follow("signup", &nobodys(), "").newer_errors()).await;
}

async fn a_refusal_takes_the_place_of_one_before(told: &mut Telling) {
    let target = "https://site.example/?error=old&error_code=old&x=y#old";
    told.ask(follow("signup", &nobodys(), target)).await;
}

async fn a_marked_link_of_another_kind_is_refused(told: &mut Telling) {
    let letter = sign_up(told).await;
    for kind in ["recovery", "magiclink", "email_change"] {
        told.ask(follow(kind, letter.hash(), "")).await;
    }
    told.ask(follow("signup", letter.hash(), "")).await;
}

async fn a_recovery_is_no_sign_in(told: &mut Telling) {
    let ann = told.member("ann").await;
    let letter = recovery(told, &ann).await;
    told.ask(follow("magiclink", letter.hash(), "https://site.example/welcome")).await;
    // It was not used up.
    told.ask(follow("recovery", letter.hash(), "https://site.example/welcome")).await;
}

async fn a_sign_in_is_no_recovery(told: &mut Telling) {
    let ann = told.member("ann").await;
    let letter = sign_in_by_mail(told, &ann).await;
    told.ask(follow("recovery", letter.hash(), "https://site.example/welcome")).await;
    told.ask(follow("magiclink", letter.hash(), "https://site.example/welcome")).await;
}

async fn a_sign_up_is_no_invitation(told: &mut Telling) {
    let letter = sign_up(told).await;
    told.ask(follow("invite", letter.hash(), "")).await;
    told.ask(follow("signup", letter.hash(), "")).await;
}

async fn a_link_of_any_kind_of_mail_brings_a_code(told: &mut Telling) {
    let letter = sign_up(told).await;
    told.ask(follow("email", letter.hash(), "https://site.example/welcome")).await;
}

async fn what_is_no_kind_of_link_is_refused(told: &mut Telling) {
    for kind in ["oauth", "password", "totp", "mysignup"] {
        told.ask(follow(kind, &nobodys(), "")).await;
    }
    told.ask(follow("unknown", &nobodys(), "")).await;
}

async fn somebody_banned_is_refused_in_query_and_fragment(told: &mut Telling) {
    let ann = told.member("ann").await;
    let letter = recovery(told, &ann).await;
    let admin = told.admin_key();
    let ban = put(format!("/admin/users/{}", ann.id)).bearer(&admin).json(json!({"ban_duration": "1h"}));
    told.quietly(ban).await;
    told.ask(follow("recovery", letter.hash(), "https://site.example/new-password?a=b")).await;
}

async fn one_end_of_a_change_is_told_in_query_and_fragment(told: &mut Telling) {
    let ann = told.member("ann").await;
    let [new, _] = change(told, &ann).await;
    told.ask(follow("email_change", new.hash(), "https://site.example/account?a=b#c")).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn both_ends_of_a_change_bring_a_code(told: &mut Telling) {
    let ann = told.member("ann").await;
    let [new, current] = change(told, &ann).await;
    told.quietly(follow("email_change", current.hash(), "")).await;
    told.ask(follow("email_change", new.hash(), "https://site.example/account?a=b")).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn the_marked_token_may_be_posted_without_a_verifier(told: &mut Telling) {
    let letter = sign_up(told).await;
    let body = json!({"type": "signup", "token_hash": letter.hash()});
    told.ask(post("/verify").json(body)).await;
}

async fn the_code_beside_a_marked_link_signs_in(told: &mut Telling) {
    let ann = told.member("ann").await;
    let letter = sign_in_by_mail(told, &ann).await;
    let body = json!({"type": "email", "email": ann.email, "token": letter.code()});
    told.ask(post("/verify").json(body)).await;
}

async fn a_marked_token_without_its_mark_is_none(told: &mut Telling) {
    let letter = sign_up(told).await;
    let bare = letter.hash().trim_start_matches("pkce_").to_owned();
    told.ask(follow("signup", &bare, "")).await;
    told.ask(post("/verify").json(json!({"type": "signup", "token_hash": bare}))).await;
}

async fn the_mark_alone_is_no_token(told: &mut Telling) {
    told.ask(follow("signup", "pkce_", "")).await;
    let letter = told.newcomer("ann").await;
    told.ask(follow("signup", &format!("pkce_{}", letter.hash()), "")).await;
}
