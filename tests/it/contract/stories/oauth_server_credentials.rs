//! `POST /oauth/token`: a program shows that it is itself (gotrue-contract §1.18).

use serde_json::json;

use crate::contract::ask::post;
use crate::contract::program::Program;
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Programs {
        a_program_names_itself,
        an_unknown_program_is_refused,
        a_wrong_secret_is_refused,
        a_secret_stands_where_it_is_registered_for,
        what_is_no_header_is_refused,
        a_public_program_has_no_secret,
        what_is_no_json_is_refused,
    }
}

async fn a_program_names_itself(told: &mut Telling) {
    told.ask(post("/oauth/token").json(json!({ "grant_type": "authorization_code", "code": "x" }))).await;
    told.ask(post("/oauth/token").json(json!({ "client_id": "" })).newer_errors()).await;
    told.ask(post("/oauth/token")).await;
    told.ask(post("/oauth/token").json(json!({})).bearer("x")).await;
}

async fn an_unknown_program_is_refused(told: &mut Telling) {
    for id in ["x", "0b9b6d3e-8f51-4f0e-9f0b-6a2f54c1a001"] {
        told.ask(post("/oauth/token").json(json!({ "client_id": id, "client_secret": "x" }))).await;
    }
}

async fn a_wrong_secret_is_refused(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let code = told.code_from(&ann, &program, &[]).await;
    for secret in ["x", &"a".repeat(42), &format!("{}x", program.secret)] {
        let other = Program { secret: secret.to_owned(), ..program.clone() };
        let answer = told.quietly(told.exchange(&other, program.code_body(&code))).await;
        told.note("status", answer.status);
        told.note("code", answer.body()["error_code"].clone());
    }
    told.ask(told.exchange(&program, program.code_body(&code))).await;
}

async fn a_secret_stands_where_it_is_registered_for(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let code = told.code_from(&ann, &program, &[]).await;
    let ask = told.exchange_by_header(&program, program.code_body(&code));
    told.ask(ask).await;
    let without = Program { secret: String::new(), ..program.clone() };
    told.ask(told.exchange(&without, program.code_body(&code))).await;
}

async fn what_is_no_header_is_refused(told: &mut Telling) {
    for header in ["Basic x", "Basic eA==", "Basic", "Basic "] {
        let ask = post("/oauth/token").json(json!({ "grant_type": "refresh_token" }));
        told.ask(ask.header("authorization", header)).await;
    }
}

async fn a_public_program_has_no_secret(told: &mut Telling) {
    let program = told.program_with(json!({ "token_endpoint_auth_method": "none" })).await;
    let ann = told.member("ann").await;
    let code = told.code_from(&ann, &program, &[]).await;
    let other = Program { secret: "a secret of its own".to_owned(), ..program.clone() };
    told.ask(told.exchange(&other, program.code_body(&code))).await;
}

async fn what_is_no_json_is_refused(told: &mut Telling) {
    for text in ["nonsense", "", "[]"] {
        told.ask(post("/oauth/token").text(text)).await;
    }
    let program = told.program_with(json!({ "token_endpoint_auth_method": "client_secret_basic" })).await;
    let ask = told.exchange_by_header(&program, json!({}));
    told.ask(ask.text("nonsense")).await;
}
