//! What a hook may make of the claims of a token: all that readers need must be there, in the right form
//! (gotrue-contract §2.1).

use doorward::auth_server::Hook;
use serde_json::{Value, json};

use crate::contract::at_hooks::signing_in;
use crate::contract::hooked::Reply;
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Hooks {
        a_token_without_an_audience_is_none,
        a_token_without_an_end_is_none,
        a_token_without_a_beginning_is_none,
        a_token_without_a_subject_is_none,
        a_token_without_an_address_is_none,
        a_token_without_a_number_is_none,
        a_token_without_a_role_is_none,
        a_token_without_an_assurance_is_none,
        a_token_without_a_session_is_none,
        a_token_says_whether_it_is_anonymous,
        claims_of_another_form_are_none,
        claims_of_several_audiences_are_taken,
        a_moment_may_be_written_with_a_fraction_of_nothing,
        an_answer_without_claims_is_none,
        claims_that_are_no_object_are_none,
        an_agreement_without_a_word_says_no_claims,
    }
}

/// Signs in while the hook changes the claims.
async fn with_claims(told: &mut Telling, change: impl FnOnce(&mut Value)) {
    let ann = told.member("ann").await;
    let told_of = told.hooks().told(Hook::CustomAccessToken, told.mark()).pop().expect("a token");
    let mut claims = told_of["payload"]["claims"].clone();
    change(&mut claims);
    told.hook_answers(Hook::CustomAccessToken, Reply::json(&json!({"claims": claims})));
    told.ask(signing_in(&ann.email, PASSWORD)).await;
}

async fn without(told: &mut Telling, name: &str) {
    with_claims(told, |claims| {
        claims.as_object_mut().expect("claims").remove(name);
    })
    .await;
}

async fn a_token_without_an_audience_is_none(told: &mut Telling) {
    without(told, "aud").await;
}

async fn a_token_without_an_end_is_none(told: &mut Telling) {
    without(told, "exp").await;
}

async fn a_token_without_a_beginning_is_none(told: &mut Telling) {
    without(told, "iat").await;
}

async fn a_token_without_a_subject_is_none(told: &mut Telling) {
    without(told, "sub").await;
}

async fn a_token_without_an_address_is_none(told: &mut Telling) {
    without(told, "email").await;
}

async fn a_token_without_a_number_is_none(told: &mut Telling) {
    without(told, "phone").await;
}

async fn a_token_without_a_role_is_none(told: &mut Telling) {
    without(told, "role").await;
}

async fn a_token_without_an_assurance_is_none(told: &mut Telling) {
    without(told, "aal").await;
}

async fn a_token_without_a_session_is_none(told: &mut Telling) {
    without(told, "session_id").await;
}

async fn a_token_says_whether_it_is_anonymous(told: &mut Telling) {
    without(told, "is_anonymous").await;
}

async fn claims_of_another_form_are_none(told: &mut Telling) {
    let ann = told.member("ann").await;
    let told_of = told.hooks().told(Hook::CustomAccessToken, told.mark()).pop().expect("a token");
    for (name, value) in [
        ("aud", json!(1)),
        ("exp", json!("soon")),
        ("iat", json!(1.5)),
        ("sub", json!(null)),
        ("email", json!(["ann@example.com"])),
        ("phone", json!(15)),
        ("role", json!({})),
        ("app_metadata", json!([])),
        ("user_metadata", json!("none")),
        ("amr", json!("password")),
        ("amr", json!([1])),
        ("jti", json!(7)),
        ("nbf", json!("now")),
        ("iss", json!(false)),
        ("client_id", json!(9)),
        ("session_id", json!(true)),
        ("aal", json!(2)),
    ] {
        let mut claims = told_of["payload"]["claims"].clone();
        claims[name] = value;
        told.hook_answers(Hook::CustomAccessToken, Reply::json(&json!({"claims": claims})));
        let answer = told.quietly(signing_in(&ann.email, PASSWORD)).await;
        told.note(&format!("status where {name} is {}", claims[name]), answer.status);
    }
}

async fn claims_of_several_audiences_are_taken(told: &mut Telling) {
    with_claims(told, |claims| claims["aud"] = json!(["authenticated", "others"])).await;
}

async fn a_moment_may_be_written_with_a_fraction_of_nothing(told: &mut Telling) {
    with_claims(told, |claims| claims["nbf"] = json!(1_000_000_000.0)).await;
}

async fn an_answer_without_claims_is_none(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.hook_answers(Hook::CustomAccessToken, Reply::json(&json!({})));
    told.ask(signing_in(&ann.email, PASSWORD)).await;
}

async fn claims_that_are_no_object_are_none(told: &mut Telling) {
    let ann = told.member("ann").await;
    for claims in [json!(null), json!([]), json!("claims"), json!({})] {
        told.hook_answers(Hook::CustomAccessToken, Reply::json(&json!({"claims": claims})));
        told.ask(signing_in(&ann.email, PASSWORD)).await;
    }
}

async fn an_agreement_without_a_word_says_no_claims(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.hook_answers(Hook::CustomAccessToken, Reply::text("").status(204).of_kind(None));
    told.ask(signing_in(&ann.email, PASSWORD)).await;
}
