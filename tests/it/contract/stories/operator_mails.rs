//! What the operator says of mails (gotrue-contract §4.3, §4.4).

use std::time::Duration;

use serde_json::{Value, json};

use crate::contract::ask::{Ask, get, post, put};
use crate::contract::story::stories;
use crate::contract::telling::{Member, PASSWORD, Telling};

stories! {
    LongCodes {
        a_code_is_as_long_as_it_should_be,
        a_code_handed_to_an_administrator_is_too,
        a_long_code_works,
        links_and_codes_are_over_when_they_should_be,
        links_and_codes_work_until_then,
    }
    NewEndOnly {
        only_the_new_address_gets_a_mail,
        its_link_changes_the_address,
        its_code_changes_the_address,
        the_mail_is_sent_again_to_the_new_address_only,
        no_link_is_made_for_the_current_address,
        a_link_for_the_new_address_changes_it,
    }
    NoMails {
        a_sign_up_is_refused_and_leaves_no_account,
        a_recovery_is_refused,
        a_recovery_for_nobody_is_not,
        a_sign_in_by_mail_is_refused,
        an_invitation_is_refused,
        a_mail_once_more_is_refused,
        a_change_of_address_is_refused,
        a_code_for_a_new_password_is_refused,
        links_are_still_handed_out,
    }
}

fn change(member: &Member, body: Value) -> Ask {
    put("/user").bearer(&member.access).json(body)
}

fn by_link(hash: &str) -> Ask {
    post("/verify").json(json!({"type": "email_change", "token_hash": hash}))
}

/// Somebody whom an administrator made, signed in.
async fn made(told: &mut Telling) -> Member {
    let email = told.address("ann");
    let body = json!({"email": email, "password": PASSWORD, "email_confirm": true});
    told.quietly(post("/admin/users").bearer(&told.admin_key()).json(body)).await;
    told.sign_in(&email, PASSWORD).await
}

async fn a_code_is_as_long_as_it_should_be(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    told.note("the digits of a code", letter.code().len());
}

async fn a_code_handed_to_an_administrator_is_too(told: &mut Telling) {
    let body = json!({"type": "magiclink", "email": told.address("ann")});
    let handed = told.quietly(post("/admin/generate_link").bearer(&told.admin_key()).json(body)).await;
    told.note("the digits of a code", handed.at("/email_otp").len());
}

async fn a_long_code_works(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    let proof = |code: &str| json!({"type": "signup", "email": letter.to, "token": code});
    let six = letter.code()[..6].to_owned();
    told.call(&six, "<the first six digits>");
    told.ask(post("/verify").json(proof(&six))).await;
    told.ask(post("/verify").json(proof(letter.code()))).await;
}

async fn links_and_codes_are_over_when_they_should_be(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    told.let_time_pass(Duration::from_secs(620)).await;
    told.ask(post("/verify").json(json!({"type": "signup", "token_hash": letter.hash()}))).await;
    told.ask(post("/verify").json(json!({"type": "signup", "email": letter.to, "token": letter.code()})))
        .await;
}

async fn links_and_codes_work_until_then(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    told.let_time_pass(Duration::from_secs(500)).await;
    told.ask(post("/verify").json(json!({"type": "signup", "email": letter.to, "token": letter.code()})))
        .await;
}

async fn only_the_new_address_gets_a_mail(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(change(&ann, json!({"email": told.address("new")}))).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn its_link_changes_the_address(told: &mut Telling) {
    let (ann, new) = (told.member("ann").await, told.address("new"));
    let asked = told.quietly(change(&ann, json!({"email": new}))).await;
    told.ask(by_link(asked.letter(&new).hash())).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn its_code_changes_the_address(told: &mut Telling) {
    let (ann, new) = (told.member("ann").await, told.address("new"));
    let asked = told.quietly(change(&ann, json!({"email": new}))).await;
    let code = asked.letter(&new).code().to_owned();
    let proof = |email: &str| json!({"type": "email_change", "email": email, "token": code});
    told.ask(post("/verify").json(proof(&ann.email))).await;
    told.ask(post("/verify").json(proof(&new))).await;
}

async fn the_mail_is_sent_again_to_the_new_address_only(told: &mut Telling) {
    let (ann, new) = (told.member("ann").await, told.address("new"));
    told.quietly(change(&ann, json!({"email": new}))).await;
    told.ask(post("/resend").json(json!({"type": "email_change", "email": ann.email}))).await;
}

async fn no_link_is_made_for_the_current_address(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = json!({"type": "email_change_current", "email": ann.email, "new_email": told.address("new")});
    told.ask(post("/admin/generate_link").bearer(&told.admin_key()).json(body)).await;
}

async fn a_link_for_the_new_address_changes_it(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = json!({"type": "email_change_new", "email": ann.email, "new_email": told.address("new")});
    let handed = told.quietly(post("/admin/generate_link").bearer(&told.admin_key()).json(body)).await;
    let link = url::Url::parse(&handed.at("/action_link")).expect("a link");
    let token = link.query_pairs().find(|(name, _)| name == "token").expect("a token").1.into_owned();
    told.ask(by_link(&token)).await;
}

async fn a_sign_up_is_refused_and_leaves_no_account(told: &mut Telling) {
    let body = json!({"email": told.address("ann"), "password": PASSWORD});
    told.ask(post("/signup").json(body.clone())).await;
    told.ask(post("/signup").json(body).newer_errors()).await;
    told.ask(get(format!("/admin/users?filter={}", told.mark())).bearer(&told.admin_key())).await;
}

async fn a_recovery_is_refused(told: &mut Telling) {
    let ann = made(told).await;
    told.ask(post("/recover").json(json!({"email": ann.email}))).await;
}

async fn a_recovery_for_nobody_is_not(told: &mut Telling) {
    told.ask(post("/recover").json(json!({"email": told.address("nobody")}))).await;
}

async fn a_sign_in_by_mail_is_refused(told: &mut Telling) {
    let ann = made(told).await;
    for path in ["/otp", "/magiclink"] {
        told.ask(post(path).json(json!({"email": ann.email}))).await;
        told.ask(post(path).json(json!({"email": told.address("new")}))).await;
    }
}

async fn an_invitation_is_refused(told: &mut Telling) {
    let body = json!({"email": told.address("ann")});
    told.ask(post("/invite").bearer(&told.admin_key()).json(body)).await;
}

async fn a_mail_once_more_is_refused(told: &mut Telling) {
    let email = told.address("ann");
    let body = json!({"email": email, "password": PASSWORD});
    told.quietly(post("/admin/users").bearer(&told.admin_key()).json(body)).await;
    told.ask(post("/resend").json(json!({"type": "signup", "email": email}))).await;
    told.ask(post("/resend").json(json!({"type": "signup", "email": told.address("nobody")}))).await;
}

async fn a_change_of_address_is_refused(told: &mut Telling) {
    let ann = made(told).await;
    told.ask(change(&ann, json!({"email": told.address("new")}))).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn a_code_for_a_new_password_is_refused(told: &mut Telling) {
    let ann = made(told).await;
    told.ask(get("/reauthenticate").bearer(&ann.access)).await;
}

async fn links_are_still_handed_out(told: &mut Telling) {
    let body = json!({"type": "magiclink", "email": told.address("ann")});
    let handed = told.quietly(post("/admin/generate_link").bearer(&told.admin_key()).json(body)).await;
    told.ask(post("/verify").json(json!({"type": "signup", "token_hash": handed.at("/hashed_token")}))).await;
}
