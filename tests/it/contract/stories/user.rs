//! `PUT /user`: what people say of themselves, and what they may not say (gotrue-contract §1.5).

use serde_json::{Value, json};

use crate::contract::ask::{Ask, get, put};
use crate::contract::story::stories;
use crate::contract::telling::{Member, Telling};

stories! {
    Usual {
        a_user_reads_their_own_account,
        data_is_merged_and_null_takes_away,
        data_may_hold_whatever_json_can,
        an_empty_change_changes_nothing,
        rights_cannot_be_given_to_oneself,
        wrong_types_and_broken_bodies_are_refused,
        phone_numbers_are_not_taken,
        unknown_fields_are_passed_over,
    }
}

fn change(member: &Member, body: Value) -> Ask {
    put("/user").bearer(&member.access).json(body)
}

async fn a_user_reads_their_own_account(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn data_is_merged_and_null_takes_away(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(change(&ann, json!({"data": {"name": "Ann", "colour": "blue", "deep": {"a": 1}}}))).await;
    told.ask(change(&ann, json!({"data": {"colour": null, "age": 41, "deep": {"b": 2}}}))).await;
    told.ask(change(&ann, json!({"data": {"not there": null}}))).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn data_may_hold_whatever_json_can(told: &mut Telling) {
    let ann = told.member("ann").await;
    let data = json!({"text": "ä \u{1F600} \" \\ <b>", "list": [1, 2.5, true, null, []], "": "empty key", "big": 9_007_199_254_740_992_i64});
    told.ask(change(&ann, json!({"data": data}))).await;
    told.ask(change(
        &ann,
        json!({"data": {"sub": "somebody", "email": "else@example.com", "email_verified": false}}),
    ))
    .await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn an_empty_change_changes_nothing(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(change(&ann, json!({}))).await;
    told.ask(change(&ann, json!({"data": {}}))).await;
    told.ask(change(&ann, json!({"data": null, "email": null, "password": null}))).await;
    told.ask(change(&ann, json!({"email": "", "password": ""}))).await;
    told.ask(change(&ann, Value::Null)).await;
}

async fn rights_cannot_be_given_to_oneself(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(change(&ann, json!({"app_metadata": {"role": "admin"}}))).await;
    told.ask(change(&ann, json!({"app_metadata": {"role": "admin"}})).newer_errors()).await;
    told.ask(change(&ann, json!({"app_metadata": {}}))).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn wrong_types_and_broken_bodies_are_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    for body in [json!({"data": "text"}), json!({"password": 1}), json!({"email": []}), json!([])] {
        told.ask(change(&ann, body)).await;
    }
    for body in ["", "{"] {
        told.ask(put("/user").bearer(&ann.access).text(body)).await;
    }
}

async fn phone_numbers_are_not_taken(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(change(&ann, json!({"phone": "not a number"}))).await;
}

async fn unknown_fields_are_passed_over(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body =
        json!({"role": "service_role", "id": "11111111-2222-4333-8444-555555555555", "data": {"a": 1}});
    told.ask(change(&ann, body)).await;
}
