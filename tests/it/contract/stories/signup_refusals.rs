//! What `POST /signup` refuses, in both shapes of errors (gotrue-contract §0.4, §0.5, §1.1).

use serde_json::{Value, json};

use crate::contract::ask::{VERSION_HEADER, post};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

/// More than a request may hold.
const TOO_LARGE: usize = 1024 * 1024 + 1;

stories! {
    Usual {
        a_weak_password_is_refused_with_its_reasons,
        a_password_of_exactly_the_least_length_is_taken,
        a_password_over_72_bytes_is_refused,
        letters_of_several_bytes_count_in_bytes,
        a_malformed_address_is_refused,
        odd_but_well_formed_addresses_are_taken,
        a_missing_password_is_refused,
        a_missing_address_asks_for_an_anonymous_account,
        empty_texts_count_as_missing,
        address_and_phone_together_are_refused,
        a_phone_alone_is_refused,
        half_a_code_challenge_is_refused,
        wrong_types_are_no_json_of_ours,
        a_broken_body_is_refused,
        a_form_is_not_json,
        a_body_that_is_too_large_is_refused,
        the_shape_of_errors_follows_the_version_header,
    }
}

async fn sign_up(told: &mut Telling, body: Value) {
    told.ask(post("/signup").json(body.clone())).await;
    told.ask(post("/signup").newer_errors().json(body)).await;
}

async fn a_weak_password_is_refused_with_its_reasons(told: &mut Telling) {
    let email = told.address("ann");
    sign_up(told, json!({"email": email, "password": "12345"})).await;
}

async fn a_password_of_exactly_the_least_length_is_taken(told: &mut Telling) {
    let email = told.address("ann");
    told.ask(post("/signup").json(json!({"email": email, "password": "123456"}))).await;
}

async fn a_password_over_72_bytes_is_refused(told: &mut Telling) {
    let email = told.address("ann");
    sign_up(told, json!({"email": email, "password": "a".repeat(73)})).await;
    told.ask(post("/signup").json(json!({"email": email, "password": "a".repeat(72)}))).await;
}

async fn letters_of_several_bytes_count_in_bytes(told: &mut Telling) {
    let email = told.address("ann");
    told.ask(post("/signup").json(json!({"email": email, "password": "ä".repeat(37)}))).await;
    told.ask(post("/signup").json(json!({"email": email, "password": "äöü"}))).await;
}

async fn a_malformed_address_is_refused(told: &mut Telling) {
    for email in ["ann", "ann@", "@example.com", "a b@example.com", "ann@exa mple.com", "ann@@example.com"] {
        told.ask(post("/signup").json(json!({"email": email, "password": PASSWORD}))).await;
    }
    let too_long = format!("{}@example.com", "a".repeat(250));
    for email in
        [too_long.as_str(), "ann@-example.com", "änn@example.com", "\"ann\"@example.com", "ann@example..com"]
    {
        told.ask(post("/signup").json(json!({"email": email, "password": PASSWORD}))).await;
    }
    told.ask(post("/signup").newer_errors().json(json!({"email": "ann", "password": PASSWORD}))).await;
}

async fn odd_but_well_formed_addresses_are_taken(told: &mut Telling) {
    let plain = told.address("ann");
    for email in [plain.replace("ann", "ann+news"), plain.replace("ann", "o'ann"), plain.replace(".com", "")]
    {
        told.ask(post("/signup").json(json!({"email": email, "password": PASSWORD}))).await;
    }
    // Spaces around an address are not cut off.
    told.ask(post("/signup").json(json!({"email": format!(" {plain} "), "password": PASSWORD}))).await;
}

async fn a_missing_password_is_refused(told: &mut Telling) {
    let email = told.address("ann");
    sign_up(told, json!({"email": email})).await;
    sign_up(told, json!({"email": email, "password": ""})).await;
    sign_up(told, json!({"email": email, "password": null})).await;
}

async fn a_missing_address_asks_for_an_anonymous_account(told: &mut Telling) {
    sign_up(told, json!({"password": PASSWORD})).await;
    sign_up(told, json!({})).await;
}

async fn empty_texts_count_as_missing(told: &mut Telling) {
    sign_up(told, json!({"email": "", "phone": "", "password": ""})).await;
    sign_up(told, json!({"email": null, "password": PASSWORD})).await;
}

async fn address_and_phone_together_are_refused(told: &mut Telling) {
    let email = told.address("ann");
    sign_up(told, json!({"email": email, "phone": "+15551234567", "password": PASSWORD})).await;
}

async fn a_phone_alone_is_refused(told: &mut Telling) {
    sign_up(told, json!({"phone": "+15551234567", "password": PASSWORD})).await;
}

async fn half_a_code_challenge_is_refused(told: &mut Telling) {
    let email = told.address("ann");
    let challenge = "a".repeat(43);
    sign_up(told, json!({"email": email, "password": PASSWORD, "code_challenge": challenge})).await;
    sign_up(told, json!({"email": email, "password": PASSWORD, "code_challenge_method": "s256"})).await;
    let body = json!({"email": email, "password": PASSWORD, "code_challenge": "short", "code_challenge_method": "s256"});
    sign_up(told, body).await;
}

async fn wrong_types_are_no_json_of_ours(told: &mut Telling) {
    let email = told.address("ann");
    sign_up(told, json!({"email": 42, "password": PASSWORD})).await;
    sign_up(told, json!({"email": email, "password": 123_456})).await;
    sign_up(told, json!({"email": email, "password": PASSWORD, "data": "text"})).await;
    sign_up(told, json!({"email": email, "password": PASSWORD, "data": [1, 2]})).await;
    sign_up(told, json!([email, PASSWORD])).await;
    sign_up(told, json!("text")).await;
    sign_up(told, Value::Null).await;
}

async fn a_broken_body_is_refused(told: &mut Telling) {
    for body in ["", "{", "{\"email\": \"ann@example.com\",}", "email=ann&password=secret", "\u{0}"] {
        told.ask(post("/signup").text(body)).await;
    }
    told.ask(post("/signup").newer_errors().text("{")).await;
}

async fn a_form_is_not_json(told: &mut Telling) {
    let email = told.address("ann");
    let form = format!("email={}&password=secret12", email.replace('@', "%40"));
    let ask = post("/signup").header("content-type", "application/x-www-form-urlencoded");
    told.ask(ask.untyped_text(&form)).await;
}

async fn a_body_that_is_too_large_is_refused(told: &mut Telling) {
    let body =
        json!({"email": told.address("ann"), "password": PASSWORD, "data": {"long": "a".repeat(TOO_LARGE)}});
    told.ask(post("/signup").text(&body.to_string())).await;
    told.ask(post("/signup").newer_errors().text(&body.to_string())).await;
}

async fn the_shape_of_errors_follows_the_version_header(told: &mut Telling) {
    for version in ["2023-12-31", "2024-01-01", "2026-01-01", "yesterday", ""] {
        told.ask(post("/signup").header(VERSION_HEADER, version).text("{")).await;
    }
}
