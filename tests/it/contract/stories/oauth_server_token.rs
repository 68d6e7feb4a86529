//! `POST /oauth/token`: a program exchanges its code (gotrue-contract §1.18).

use std::time::Duration;

use serde_json::{Value, json};

use crate::contract::ask::{delete, get, post, put};
use crate::contract::challenge::VERIFIER;
use crate::contract::program::{Program, decide, look};
use crate::contract::story::stories;
use crate::contract::telling::{Member, Telling};

stories! {
    Programs {
        a_program_exchanges_its_code,
        a_program_exchanges_its_code_with_a_form,
        a_program_shows_itself_in_a_header,
        a_public_program_shows_nothing,
        a_plain_challenge_is_as_good,
        an_id_token_names_the_person,
        an_id_token_says_what_was_let_in,
        a_nonce_stands_in_the_id_token,
        without_openid_there_is_no_id_token,
        what_was_noted_of_the_exchange,
        the_session_is_one_like_all_others,
        a_grant_is_needed,
        an_unknown_grant_is_refused,
        a_grant_that_the_program_does_not_use_is_refused,
        a_code_is_needed,
        an_unknown_code_is_refused,
        a_code_is_exchanged_once,
        a_code_of_another_program_is_refused,
        a_code_goes_with_its_way_back,
        a_way_back_may_be_left_out,
        a_code_goes_with_its_resource,
        a_verifier_is_needed,
        a_wrong_verifier_leaves_the_code_as_it_is,
        what_has_another_type_is_refused,
        somebody_banned_meanwhile_is_refused,
        somebody_deleted_meanwhile_is_refused,
    }
    ProgramsPassingTime {
        a_code_is_good_for_ten_minutes_since_the_beginning,
    }
}

/// A program, somebody, and the code of a program that they let in.
async fn with_code(told: &mut Telling, scope: &str) -> (Program, Member, String) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let code = told.code_from(&ann, &program, &[("scope", scope)]).await;
    (program, ann, code)
}

/// An exchange with some members otherwise; without those that are null.
async fn exchanged(told: &mut Telling, program: &Program, code: &str, changes: Value) {
    let mut body = program.code_body(code);
    for (name, value) in changes.as_object().expect("an object") {
        match value {
            Value::Null => drop(body.as_object_mut().expect("an object").remove(name)),
            value => body[name] = value.clone(),
        }
    }
    told.ask(told.exchange(program, body)).await;
}

async fn a_program_exchanges_its_code(told: &mut Telling) {
    let (program, _, code) = with_code(told, "email").await;
    exchanged(told, &program, &code, json!({})).await;
}

async fn a_program_exchanges_its_code_with_a_form(told: &mut Telling) {
    let (program, _, code) = with_code(told, "email phone").await;
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.append_pair("grant_type", "authorization_code").append_pair("code", &code);
    form.append_pair("client_id", &program.id).append_pair("client_secret", &program.secret);
    form.append_pair("code_verifier", VERIFIER).append_pair("redirect_uri", &program.back);
    let ask = post("/oauth/token").untyped_text(&form.finish());
    told.ask(ask.header("content-type", "application/x-www-form-urlencoded")).await;
}

async fn a_program_shows_itself_in_a_header(told: &mut Telling) {
    let program = told.program_with(json!({ "token_endpoint_auth_method": "client_secret_basic" })).await;
    let ann = told.member("ann").await;
    let code = told.code_from(&ann, &program, &[]).await;
    let ask = told.exchange_by_header(&program, program.code_body(&code));
    told.ask(ask).await;
}

async fn a_public_program_shows_nothing(told: &mut Telling) {
    let program = told.program_with(json!({ "token_endpoint_auth_method": "none" })).await;
    let ann = told.member("ann").await;
    let code = told.code_from(&ann, &program, &[]).await;
    exchanged(told, &program, &code, json!({})).await;
}

async fn a_plain_challenge_is_as_good(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let plain = [("code_challenge", VERIFIER), ("code_challenge_method", "plain")];
    let code = told.code_from(&ann, &program, &plain).await;
    exchanged(told, &program, &code, json!({})).await;
}

async fn an_id_token_names_the_person(told: &mut Telling) {
    let (program, _, code) = with_code(told, "openid").await;
    exchanged(told, &program, &code, json!({})).await;
}

async fn an_id_token_says_what_was_let_in(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let said = json!({ "name": "Ann", "avatar_url": "https://a.example/ann", "username": "ann", "age": 7 });
    told.quietly(put("/user").bearer(&ann.access).json(json!({ "data": said }))).await;
    let scope = "openid profile email phone offline_access";
    let code = told.code_from(&ann, &program, &[("scope", scope)]).await;
    exchanged(told, &program, &code, json!({})).await;
}

async fn a_nonce_stands_in_the_id_token(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let code = told.code_from(&ann, &program, &[("scope", "openid email"), ("nonce", "a nonce")]).await;
    exchanged(told, &program, &code, json!({})).await;
}

async fn without_openid_there_is_no_id_token(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let code = told.code_from(&ann, &program, &[("scope", "profile email"), ("nonce", "a nonce")]).await;
    exchanged(told, &program, &code, json!({})).await;
}

async fn what_was_noted_of_the_exchange(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    told.lets_in(&ann, &program, "email").await;
    told.quietly(delete(format!("/user/oauth/grants?client_id={}", program.id)).bearer(&ann.access)).await;
    told.notes_what_people_did().await;
}

async fn the_session_is_one_like_all_others(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let (access, _) = told.lets_in(&ann, &program, "email").await;
    told.ask(get("/user").bearer(&access)).await;
    told.ask(post("/logout?scope=local").bearer(&access)).await;
    told.ask(get("/oauth/userinfo").bearer(&access)).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn a_grant_is_needed(told: &mut Telling) {
    let program = told.program().await;
    told.ask(told.exchange(&program, json!({}))).await;
    told.ask(told.exchange(&program, json!({ "grant_type": "" })).newer_errors()).await;
}

async fn an_unknown_grant_is_refused(told: &mut Telling) {
    let program = told.program().await;
    for grant in ["password", "client_credentials", "implicit"] {
        told.ask(told.exchange(&program, json!({ "grant_type": grant }))).await;
    }
}

async fn a_grant_that_the_program_does_not_use_is_refused(told: &mut Telling) {
    let program = told.program_with(json!({ "grant_types": ["authorization_code"] })).await;
    told.ask(told.exchange(&program, json!({ "grant_type": "refresh_token", "refresh_token": "x" }))).await;
    let program = told.program_with(json!({ "grant_types": ["refresh_token"] })).await;
    told.ask(told.exchange(&program, json!({ "grant_type": "authorization_code", "code": "x" }))).await;
}

async fn a_code_is_needed(told: &mut Telling) {
    let program = told.program().await;
    told.ask(told.exchange(&program, json!({ "grant_type": "authorization_code" }))).await;
    told.ask(told.exchange(&program, json!({ "grant_type": "authorization_code", "code": "" }))).await;
}

async fn an_unknown_code_is_refused(told: &mut Telling) {
    let program = told.program().await;
    for code in ["x", "0b9b6d3e-8f51-4f0e-9f0b-6a2f54c1a001"] {
        exchanged(told, &program, code, json!({})).await;
    }
}

async fn a_code_is_exchanged_once(told: &mut Telling) {
    let (program, _, code) = with_code(told, "email").await;
    told.quietly(told.exchange(&program, program.code_body(&code))).await;
    exchanged(told, &program, &code, json!({})).await;
}

async fn a_code_of_another_program_is_refused(told: &mut Telling) {
    let (program, _, code) = with_code(told, "email").await;
    let other = told.program().await;
    exchanged(told, &other, &code, json!({})).await;
    exchanged(told, &program, &code, json!({})).await;
}

async fn a_code_goes_with_its_way_back(told: &mut Telling) {
    let (program, _, code) = with_code(told, "email").await;
    exchanged(told, &program, &code, json!({ "redirect_uri": "https://other.example" })).await;
}

async fn a_way_back_may_be_left_out(told: &mut Telling) {
    let (program, _, code) = with_code(told, "email").await;
    exchanged(told, &program, &code, json!({ "redirect_uri": null })).await;
}

async fn a_code_goes_with_its_resource(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let code = told.code_from(&ann, &program, &[("resource", "https://api.example/v1")]).await;
    exchanged(told, &program, &code, json!({ "resource": "https://api.example/v2" })).await;
    exchanged(told, &program, &code, json!({ "resource": "https://api.example/v1" })).await;
}

async fn a_verifier_is_needed(told: &mut Telling) {
    let (program, _, code) = with_code(told, "email").await;
    exchanged(told, &program, &code, json!({ "code_verifier": null })).await;
    exchanged(told, &program, &code, json!({ "code_verifier": "" })).await;
}

async fn a_wrong_verifier_leaves_the_code_as_it_is(told: &mut Telling) {
    let (program, _, code) = with_code(told, "email").await;
    exchanged(told, &program, &code, json!({ "code_verifier": "a".repeat(43) })).await;
    exchanged(told, &program, &code, json!({})).await;
}

async fn what_has_another_type_is_refused(told: &mut Telling) {
    let (program, _, code) = with_code(told, "email").await;
    told.ask(told.exchange(&program, json!({ "grant_type": 5 }))).await;
    exchanged(told, &program, &code, json!({ "code": 5 })).await;
    exchanged(told, &program, &code, json!({ "code_verifier": ["x"] })).await;
    told.ask(post("/oauth/token").json(json!({ "client_id": 5 }))).await;
}

async fn somebody_banned_meanwhile_is_refused(told: &mut Telling) {
    let (program, ann, code) = with_code(told, "email").await;
    told.ban(&ann.id).await;
    exchanged(told, &program, &code, json!({})).await;
}

async fn somebody_deleted_meanwhile_is_refused(told: &mut Telling) {
    let (program, ann, code) = with_code(told, "email").await;
    let admin = told.admin_key();
    told.quietly(delete(format!("/admin/users/{}", ann.id)).bearer(&admin)).await;
    exchanged(told, &program, &code, json!({})).await;
}

async fn a_code_is_good_for_ten_minutes_since_the_beginning(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let id = told.asked_for(&program, &[]).await;
    told.let_time_pass(Duration::from_mins(9)).await;
    told.quietly(look(&id, &ann)).await;
    let code = crate::contract::program::code_of(&told.quietly(decide(&id, &ann, "approve")).await);
    told.let_time_pass(Duration::from_mins(2)).await;
    exchanged(told, &program, &code, json!({})).await;
}
