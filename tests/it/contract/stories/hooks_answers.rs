//! How hooks are called, and what becomes of their answers (gotrue-contract §7.6).

use std::time::Duration;

use doorward::auth_server::Hook;
use serde_json::json;

use crate::contract::ask::{Ask, post};
use crate::contract::hooked::Reply;
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Hooks {
        an_object_agrees,
        null_agrees,
        no_content_agrees,
        accepted_agrees,
        a_kind_with_parameters_is_json,
        a_kind_in_capitals_is_json,
        an_answer_of_no_kind_is_refused,
        an_answer_of_another_kind_is_refused,
        an_answer_that_is_no_json_is_a_failure,
        an_answer_that_is_no_object_is_a_failure,
        an_empty_answer_is_a_failure,
        an_answer_may_have_two_hundred_kibibytes,
        a_longer_answer_is_refused,
        a_refusal_has_the_status_that_it_says,
        a_refusal_has_both_shapes,
        a_refusal_without_a_status_is_a_failure,
        a_refusal_without_a_message_is_none,
        what_is_not_written_as_a_refusal_is_none,
        a_refusal_with_success_is_answered_so,
        a_hook_that_says_bad_request_is_a_failure,
        a_hook_that_wants_an_authorization_is_a_failure,
        other_statuses_are_failures,
        a_busy_hook_is_a_failure,
        a_hook_that_asks_for_patience_is_called_again,
        a_hook_that_is_busy_for_long_is_called_three_times,
        a_hook_that_takes_too_long_is_given_up,
    }
    DeadHook {
        a_hook_that_is_not_there_is_tried_again,
    }
}

fn signing_up(told: &Telling) -> Ask {
    post("/signup").json(json!({"email": told.address("ann"), "password": PASSWORD}))
}

/// Signs up while the hook that lets people have accounts answers this.
async fn answered(told: &mut Telling, reply: Reply) {
    told.hook_answers(Hook::BeforeUserCreated, reply);
    told.ask(signing_up(told)).await;
}

/// The same of several answers; their statuses.
async fn note_statuses(told: &mut Telling, replies: Vec<(&str, Reply)>) {
    for (at, (name, reply)) in replies.into_iter().enumerate() {
        let email = told.address(&format!("ann{at}"));
        told.hook_answers_to(Hook::BeforeUserCreated, &email, &[reply]);
        let body = json!({"email": email, "password": PASSWORD});
        let answer = told.quietly(post("/signup").json(body)).await;
        let code = answer.header_text("x-sb-error-code").unwrap_or_default().to_owned();
        told.note(name, json!([answer.status, code]));
    }
}

async fn an_object_agrees(told: &mut Telling) {
    answered(told, Reply::json(&json!({}))).await;
}

async fn null_agrees(told: &mut Telling) {
    answered(told, Reply::text("null")).await;
}

async fn no_content_agrees(told: &mut Telling) {
    answered(told, Reply::text("").status(204).of_kind(None)).await;
}

async fn accepted_agrees(told: &mut Telling) {
    answered(told, Reply::json(&json!({"anything": 1})).status(202)).await;
}

async fn a_kind_with_parameters_is_json(told: &mut Telling) {
    answered(told, Reply::text("{}").of_kind(Some("application/json; charset=utf-8"))).await;
}

async fn a_kind_in_capitals_is_json(told: &mut Telling) {
    answered(told, Reply::text("{}").of_kind(Some("Application/JSON"))).await;
}

async fn an_answer_of_no_kind_is_refused(told: &mut Telling) {
    answered(told, Reply::text("{}").of_kind(None)).await;
}

async fn an_answer_of_another_kind_is_refused(told: &mut Telling) {
    let of = |kind| Reply::text("{}").of_kind(Some(kind));
    let kinds = ["text/plain", "application/json2", "application/ld+json", "json", "/"];
    note_statuses(told, kinds.map(|kind| (kind, of(kind))).to_vec()).await;
    answered(told, of("text/html")).await;
}

async fn an_answer_that_is_no_json_is_a_failure(told: &mut Telling) {
    answered(told, Reply::text("{")).await;
}

async fn an_answer_that_is_no_object_is_a_failure(told: &mut Telling) {
    note_statuses(told, ["[]", "1", "true", "\"text\""].map(|text| (text, Reply::text(text))).to_vec()).await;
    answered(told, Reply::text("[]")).await;
}

async fn an_empty_answer_is_a_failure(told: &mut Telling) {
    answered(told, Reply::text("")).await;
}

/// An object of so many bytes.
fn long(bytes: usize) -> Reply {
    Reply::text(&format!("{{\"x\":\"{}\"}}", "x".repeat(bytes - 8)))
}

async fn an_answer_may_have_two_hundred_kibibytes(told: &mut Telling) {
    answered(told, long(200 * 1024)).await;
}

async fn a_longer_answer_is_refused(told: &mut Telling) {
    answered(told, long(200 * 1024 + 1)).await;
}

async fn a_refusal_has_the_status_that_it_says(told: &mut Telling) {
    let statuses = [400, 401, 403, 404, 409, 418, 422, 429, 500, 502, 503, 599, 999];
    let replies = statuses.map(|status| (format!("status {status}"), Reply::refusal(status, "no")));
    note_statuses(told, replies.iter().map(|(name, reply)| (name.as_str(), reply.clone())).collect()).await;
    answered(told, Reply::refusal(503, "no")).await;
}

async fn a_refusal_has_both_shapes(told: &mut Telling) {
    answered(told, Reply::refusal(403, "no")).await;
    told.ask(signing_up(told).newer_errors()).await;
}

async fn a_refusal_without_a_status_is_a_failure(told: &mut Telling) {
    answered(told, Reply::json(&json!({"error": {"message": "no"}}))).await;
    told.ask(signing_up(told).newer_errors()).await;
}

async fn a_refusal_without_a_message_is_none(told: &mut Telling) {
    answered(told, Reply::json(&json!({"error": {"http_code": 403}}))).await;
}

async fn what_is_not_written_as_a_refusal_is_none(told: &mut Telling) {
    let replies = [
        ("null", json!({"error": null})),
        ("a text", json!({"error": "no"})),
        ("nothing in it", json!({"error": {}})),
        ("an empty message", json!({"error": {"http_code": 403, "message": ""}})),
        ("a status that is a text", json!({"error": {"http_code": "403", "message": "no"}})),
        ("a status with a fraction", json!({"error": {"http_code": 403.5, "message": "no"}})),
        ("a message that is none", json!({"error": {"http_code": 403, "message": 1}})),
        ("a list", json!({"error": [{"http_code": 403, "message": "no"}]})),
    ];
    note_statuses(told, replies.map(|(name, reply)| (name, Reply::json(&reply))).to_vec()).await;
}

async fn a_refusal_with_success_is_answered_so(told: &mut Telling) {
    answered(told, Reply::refusal(200, "no")).await;
}

async fn a_hook_that_says_bad_request_is_a_failure(told: &mut Telling) {
    answered(told, Reply::refusal(403, "no").status(400)).await;
}

async fn a_hook_that_wants_an_authorization_is_a_failure(told: &mut Telling) {
    answered(told, Reply::json(&json!({})).status(401)).await;
}

async fn other_statuses_are_failures(told: &mut Telling) {
    let statuses = [201, 203, 206, 304, 402, 403, 404, 405, 418, 500, 501, 502, 504];
    let replies = statuses.map(|status| (format!("status {status}"), Reply::text("{}").status(status)));
    note_statuses(told, replies.iter().map(|(name, reply)| (name.as_str(), reply.clone())).collect()).await;
    answered(told, Reply::text("{}").status(500)).await;
}

async fn a_busy_hook_is_a_failure(told: &mut Telling) {
    answered(told, Reply::text("{}").status(503)).await;
    told.note_hook_calls(Hook::BeforeUserCreated, &told.address("ann"));
}

async fn a_hook_that_asks_for_patience_is_called_again(told: &mut Telling) {
    let email = told.address("ann");
    let busy = |status| Reply::text("{}").status(status).asking_for_patience();
    told.hook_answers_to(Hook::BeforeUserCreated, &email, &[busy(503), busy(429), Reply::json(&json!({}))]);
    told.ask(signing_up(told)).await;
    told.note_hook(Hook::BeforeUserCreated);
}

async fn a_hook_that_is_busy_for_long_is_called_three_times(told: &mut Telling) {
    answered(told, Reply::text("{}").status(429).asking_for_patience()).await;
    told.note_hook_calls(Hook::BeforeUserCreated, &told.address("ann"));
}

async fn a_hook_that_takes_too_long_is_given_up(told: &mut Telling) {
    answered(told, Reply::json(&json!({})).after(Duration::from_secs(20))).await;
    told.note_hook_calls(Hook::BeforeUserCreated, &told.address("ann"));
}

async fn a_hook_that_is_not_there_is_tried_again(told: &mut Telling) {
    told.ask(signing_up(told)).await;
    told.ask(signing_up(told).newer_errors()).await;
}
