//! What pages of other sites may ask and read (gotrue-contract §0.9).

use serde_json::json;

use crate::contract::ask::{Ask, get, options, patch, post};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Usual {
        a_browser_is_told_what_it_may_ask_with,
        a_browser_that_asks_for_too_much_is_told_nothing,
        a_browser_that_names_no_origin_is_told_nothing,
        a_question_without_a_method_is_no_preflight,
        an_answer_may_be_read_by_any_page,
        a_refusal_may_be_read_by_any_page,
        an_answer_to_no_page_says_nothing,
        what_is_not_there_may_be_read_too,
        a_list_and_its_headers_may_be_read,
        a_redirect_may_be_read,
    }
}

const PAGE: &str = "https://page.example";

fn from_a_page(ask: Ask) -> Ask {
    ask.header("origin", PAGE)
}

fn preflight(path: &str, method: &str, headers: &str) -> Ask {
    let ask = from_a_page(options(path)).header("access-control-request-method", method);
    if headers.is_empty() { ask } else { ask.header("access-control-request-headers", headers) }
}

/// Keeps by what a cache must tell the answers apart.
async fn ask_and_note_vary(told: &mut Telling, ask: Ask) {
    let answer = told.ask(ask).await;
    told.note_header("vary", &answer, "vary");
}

async fn a_browser_is_told_what_it_may_ask_with(told: &mut Telling) {
    for (path, method, headers) in [
        ("/token?grant_type=password", "POST", "authorization,content-type,x-client-info"),
        ("/user", "PUT", "authorization,content-type,x-supabase-api-version"),
        ("/user", "GET", ""),
        ("/user", "PATCH", "accept"),
        ("/admin/users/1", "DELETE", "x-client-ip,x-jwt-aud,x-use-cookie"),
        ("/nowhere", "GET", "authorization"),
        ("/user", "OPTIONS", ""),
    ] {
        ask_and_note_vary(told, preflight(path, method, headers)).await;
    }
}

async fn a_browser_that_asks_for_too_much_is_told_nothing(told: &mut Telling) {
    for (method, headers) in
        [("POST", "x-other"), ("POST", "authorization,x-other"), ("TRACE", ""), ("post", ""), ("HEAD", "")]
    {
        ask_and_note_vary(told, preflight("/token?grant_type=password", method, headers)).await;
    }
}

async fn a_browser_that_names_no_origin_is_told_nothing(told: &mut Telling) {
    let ask = options("/user").header("access-control-request-method", "GET");
    ask_and_note_vary(told, ask).await;
}

async fn a_question_without_a_method_is_no_preflight(told: &mut Telling) {
    told.ask(from_a_page(options("/user"))).await;
}

async fn an_answer_may_be_read_by_any_page(told: &mut Telling) {
    let ann = told.member("ann").await;
    ask_and_note_vary(told, from_a_page(get("/user").bearer(&ann.access))).await;
    let body = json!({"email": ann.email, "password": PASSWORD});
    ask_and_note_vary(told, from_a_page(post("/token?grant_type=password").json(body))).await;
    ask_and_note_vary(told, from_a_page(post("/logout").bearer(&ann.access))).await;
}

async fn a_refusal_may_be_read_by_any_page(told: &mut Telling) {
    ask_and_note_vary(told, from_a_page(get("/user"))).await;
    ask_and_note_vary(told, from_a_page(post("/signup").json(json!({}))).newer_errors()).await;
}

async fn an_answer_to_no_page_says_nothing(told: &mut Telling) {
    ask_and_note_vary(told, get("/health")).await;
    ask_and_note_vary(told, get("/user")).await;
}

async fn what_is_not_there_may_be_read_too(told: &mut Telling) {
    told.ask(from_a_page(get("/nowhere"))).await;
    told.ask(from_a_page(patch("/user"))).await;
}

async fn a_list_and_its_headers_may_be_read(told: &mut Telling) {
    let key = told.admin_key();
    told.ask(from_a_page(get("/admin/users?page=1&per_page=1&filter=nobody-at-all").bearer(&key))).await;
}

async fn a_redirect_may_be_read(told: &mut Telling) {
    told.ask(from_a_page(get("/verify?type=signup&token=nothing"))).await;
}
