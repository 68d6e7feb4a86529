//! `POST /token?grant_type=pkce`: the code of a followed link for a pair of tokens (gotrue-contract §1.2).

use serde_json::json;

use crate::contract::ask::{get, post, put};
use crate::contract::challenge::{
    VERIFIER, challenge, challenge_of, challenged, code_in, code_of, exchange, follow, recovery,
};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Usual {
        a_sign_up_is_exchanged,
        a_recovery_is_exchanged,
        a_sign_in_by_mail_is_exchanged,
        a_change_of_address_is_exchanged,
        a_sign_up_by_otp_is_exchanged,
        a_recovery_of_somebody_unconfirmed_is_exchanged,
        a_plain_challenge_is_exchanged,
        a_method_in_upper_case_is_known,
        a_code_is_exchanged_once,
        a_wrong_verifier_leaves_the_code_as_it_is,
        a_plain_challenge_is_no_verifier_of_a_hashed_one,
        code_and_verifier_are_needed,
        an_unknown_code_is_refused,
        what_is_no_code_is_refused,
        wrong_types_are_refused,
        errors_come_in_the_newer_shape,
        the_newest_challenge_counts,
        a_code_that_was_handed_out_outlives_a_new_challenge,
        a_link_followed_by_another_client_is_worth_nothing_there,
        the_session_refreshes,
        somebody_deleted_meanwhile_is_refused,
        somebody_banned_meanwhile_is_refused,
        an_exchange_may_follow_a_new_password,
        other_members_are_overlooked,
        the_code_of_the_mail_is_no_auth_code,
    }
}

async fn a_sign_up_is_exchanged(told: &mut Telling) {
    let body = challenged(json!({"email": told.address("ann"), "password": PASSWORD, "data": {"a": 1}}));
    let code = code_of(told, "/signup", "signup", body).await;
    let session = told.ask(exchange(&code, VERIFIER)).await;
    told.ask(get("/user").bearer(&session.at("/access_token"))).await;
}

async fn a_recovery_is_exchanged(told: &mut Telling) {
    let ann = told.member("ann").await;
    let code = recovery(told, &ann).await;
    told.ask(exchange(&code, VERIFIER)).await;
}

async fn a_sign_in_by_mail_is_exchanged(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = challenged(json!({"email": ann.email}));
    let code = code_of(told, "/magiclink", "magiclink", body).await;
    told.ask(exchange(&code, VERIFIER)).await;
}

async fn a_change_of_address_is_exchanged(told: &mut Telling) {
    let ann = told.member("ann").await;
    let new = told.address("new");
    let body = challenged(json!({"email": new}));
    let asked = told.quietly(put("/user").bearer(&ann.access).json(body)).await;
    told.quietly(follow("email_change", asked.letter(&new).hash())).await;
    let code = code_in(&told.quietly(follow("email_change", asked.letter(&ann.email).hash())).await);
    told.ask(exchange(&code, VERIFIER)).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn a_sign_up_by_otp_is_exchanged(told: &mut Telling) {
    let body = challenged(json!({"email": told.address("ann")}));
    let code = code_of(told, "/otp", "signup", body).await;
    told.ask(exchange(&code, VERIFIER)).await;
}

async fn a_recovery_of_somebody_unconfirmed_is_exchanged(told: &mut Telling) {
    told.newcomer("ann").await;
    let body = challenged(json!({"email": told.address("ann")}));
    let code = code_of(told, "/recover", "recovery", body).await;
    told.ask(exchange(&code, VERIFIER)).await;
}

async fn a_plain_challenge_is_exchanged(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = json!({"email": ann.email, "code_challenge": VERIFIER, "code_challenge_method": "plain"});
    let code = code_of(told, "/recover", "recovery", body).await;
    told.ask(exchange(&code, &challenge())).await;
    told.ask(exchange(&code, VERIFIER)).await;
}

async fn a_method_in_upper_case_is_known(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = json!({"email": ann.email, "code_challenge": challenge(), "code_challenge_method": "S256"});
    let code = code_of(told, "/recover", "recovery", body).await;
    told.ask(exchange(&code, VERIFIER)).await;
}

async fn a_code_is_exchanged_once(told: &mut Telling) {
    let ann = told.member("ann").await;
    let code = recovery(told, &ann).await;
    told.quietly(exchange(&code, VERIFIER)).await;
    told.ask(exchange(&code, VERIFIER)).await;
}

async fn a_wrong_verifier_leaves_the_code_as_it_is(told: &mut Telling) {
    let ann = told.member("ann").await;
    let code = recovery(told, &ann).await;
    told.ask(exchange(&code, "another-verifier-that-is-long-enough-0123456789")).await;
    told.ask(exchange(&code, "x")).await;
    told.ask(exchange(&code, VERIFIER)).await;
}

async fn a_plain_challenge_is_no_verifier_of_a_hashed_one(told: &mut Telling) {
    let ann = told.member("ann").await;
    let code = recovery(told, &ann).await;
    told.ask(exchange(&code, &challenge())).await;
}

async fn code_and_verifier_are_needed(told: &mut Telling) {
    let token = || post("/token?grant_type=pkce");
    told.ask(token().json(json!({}))).await;
    told.ask(token().json(json!({"auth_code": "x"}))).await;
    told.ask(token().json(json!({"code_verifier": "x"}))).await;
    told.ask(exchange("", "")).await;
    told.ask(token().json(json!({"code": "x", "code_verifier": "x"}))).await;
    told.ask(token()).await;
}

async fn an_unknown_code_is_refused(told: &mut Telling) {
    told.ask(exchange("0b9b6d3e-8f51-4f0e-9f0b-6a2f54c1a001", VERIFIER)).await;
}

async fn what_is_no_code_is_refused(told: &mut Telling) {
    for code in ["x", "' or 1=1 --", "ä", " "] {
        told.ask(exchange(code, VERIFIER)).await;
    }
}

async fn wrong_types_are_refused(told: &mut Telling) {
    let token = || post("/token?grant_type=pkce");
    told.ask(token().json(json!({"auth_code": 7, "code_verifier": VERIFIER}))).await;
    told.ask(token().json(json!({"auth_code": "x", "code_verifier": true}))).await;
    told.ask(token().text("not JSON")).await;
    told.ask(token().json(json!([]))).await;
}

async fn errors_come_in_the_newer_shape(told: &mut Telling) {
    told.ask(exchange("x", VERIFIER).newer_errors()).await;
    told.ask(exchange("", "").newer_errors()).await;
    let ann = told.member("ann").await;
    let code = recovery(told, &ann).await;
    told.ask(exchange(&code, "x").newer_errors()).await;
}

async fn the_newest_challenge_counts(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.quietly(post("/recover").json(challenged(json!({"email": ann.email})))).await;
    let newer = "a-newer-verifier-that-is-long-enough-0123456789";
    let body =
        json!({"email": ann.email, "code_challenge": challenge_of(newer), "code_challenge_method": "s256"});
    let code = code_of(told, "/recover", "recovery", body).await;
    told.ask(exchange(&code, VERIFIER)).await;
    told.ask(exchange(&code, newer)).await;
}

async fn a_code_that_was_handed_out_outlives_a_new_challenge(told: &mut Telling) {
    let ann = told.member("ann").await;
    let code = recovery(told, &ann).await;
    told.quietly(post("/recover").json(challenged(json!({"email": ann.email})))).await;
    told.ask(exchange(&code, VERIFIER)).await;
}

async fn a_link_followed_by_another_client_is_worth_nothing_there(told: &mut Telling) {
    let ann = told.member("ann").await;
    let code = recovery(told, &ann).await;
    let body = json!({"auth_code": code, "code_verifier": "the-verifier-of-another-client-0123456789abc"});
    told.ask(post("/token?grant_type=pkce").json(body)).await;
    let body = json!({"refresh_token": code});
    told.ask(post("/token?grant_type=refresh_token").json(body)).await;
}

async fn the_session_refreshes(told: &mut Telling) {
    let ann = told.member("ann").await;
    let code = recovery(told, &ann).await;
    let session = told.quietly(exchange(&code, VERIFIER)).await;
    let body = json!({"refresh_token": session.at("/refresh_token")});
    told.ask(post("/token?grant_type=refresh_token").json(body)).await;
}

async fn somebody_deleted_meanwhile_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    let code = recovery(told, &ann).await;
    let admin = told.admin_key();
    told.quietly(crate::contract::ask::delete(format!("/admin/users/{}", ann.id)).bearer(&admin)).await;
    told.ask(exchange(&code, VERIFIER)).await;
}

async fn somebody_banned_meanwhile_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    let code = recovery(told, &ann).await;
    let admin = told.admin_key();
    let ban = put(format!("/admin/users/{}", ann.id)).bearer(&admin).json(json!({"ban_duration": "1h"}));
    told.quietly(ban).await;
    told.ask(exchange(&code, VERIFIER)).await;
}

async fn an_exchange_may_follow_a_new_password(told: &mut Telling) {
    let ann = told.member("ann").await;
    let code = recovery(told, &ann).await;
    let body = json!({"password": "another horse battery"});
    told.quietly(put("/user").bearer(&ann.access).json(body)).await;
    told.ask(exchange(&code, VERIFIER)).await;
}

async fn other_members_are_overlooked(told: &mut Telling) {
    let ann = told.member("ann").await;
    let code = recovery(told, &ann).await;
    let body = json!({
        "auth_code": code, "code_verifier": VERIFIER, "redirect_uri": "https://evil.example/",
        "email": "x", "password": "y", "refresh_token": "z",
    });
    told.ask(post("/token?grant_type=pkce").json(body)).await;
}

async fn the_code_of_the_mail_is_no_auth_code(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = challenged(json!({"email": ann.email}));
    let letter = told.quietly(post("/recover").json(body)).await.letter(&ann.email).clone();
    told.ask(exchange(letter.code(), VERIFIER)).await;
    told.ask(exchange(letter.hash(), VERIFIER)).await;
}
