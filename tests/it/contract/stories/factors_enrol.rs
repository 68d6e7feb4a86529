//! `POST /factors`: a new second factor, and when there is none (gotrue-contract §1.13).

use serde_json::{Value, json};

use crate::contract::ask::{Ask, get, post, put};
use crate::contract::second_factor::{enrol, unenrol};
use crate::contract::story::stories;
use crate::contract::telling::{Member, Telling};

stories! {
    Usual {
        an_app_is_enrolled_and_shown_unproved,
        an_app_needs_no_name,
        a_name_is_taken_once,
        no_name_is_a_name_too,
        names_are_compared_sign_by_sign,
        two_people_may_use_one_name,
        a_name_is_free_again_once_its_factor_is_gone,
        the_issuer_may_be_named,
        an_issuer_with_odd_signs_is_escaped,
        an_issuer_that_would_be_taken_apart_is_escaped,
        an_issuer_too_long_for_a_picture_is_refused,
        what_an_app_is_called_may_be_long,
        a_name_longer_than_a_kilobyte_is_refused,
        a_name_that_no_database_keeps_is_refused,
        what_is_no_type_of_factor_is_refused,
        wrong_types_and_broken_bodies_are_refused,
        unknown_members_are_passed_over,
        telephones_are_switched_off,
        security_keys_are_switched_off,
        nobody_enrols_without_a_token,
        after_signing_out_nothing_is_enrolled,
        somebody_banned_enrols_nothing,
    }
    NoNewApps {
        while_apps_are_switched_off_none_is_enrolled,
    }
}

fn ask(member: &Member, body: Value) -> Ask {
    post("/factors").bearer(&member.access).json(body)
}

async fn an_app_is_enrolled_and_shown_unproved(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(enrol(&ann, "my phone")).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn an_app_needs_no_name(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(ask(&ann, json!({"factor_type": "totp"}))).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn a_name_is_taken_once(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.app(&ann, "app").await;
    told.ask(enrol(&ann, "app")).await;
    told.ask(enrol(&ann, "app").newer_errors()).await;
}

async fn no_name_is_a_name_too(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.app(&ann, "").await;
    told.ask(ask(&ann, json!({"factor_type": "totp", "friendly_name": null}))).await;
    told.ask(ask(&ann, json!({"factor_type": "totp"}))).await;
}

async fn names_are_compared_sign_by_sign(told: &mut Telling) {
    let ann = told.member("ann").await;
    for name in ["app", "App", " app", "app ", " ", "  "] {
        told.ask(enrol(&ann, name)).await;
    }
    told.ask(enrol(&ann, " ")).await;
}

async fn two_people_may_use_one_name(told: &mut Telling) {
    for name in ["ann", "bob"] {
        let member = told.member(name).await;
        told.ask(enrol(&member, "app")).await;
    }
}

async fn a_name_is_free_again_once_its_factor_is_gone(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    told.ask(unenrol(&ann, &app.id)).await;
    told.ask(enrol(&ann, "app")).await;
}

async fn the_issuer_may_be_named(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(ask(&ann, json!({"factor_type": "totp", "friendly_name": "1", "issuer": "Example"}))).await;
    told.ask(ask(&ann, json!({"factor_type": "totp", "friendly_name": "2", "issuer": ""}))).await;
    told.ask(ask(&ann, json!({"factor_type": "totp", "friendly_name": "3", "issuer": null}))).await;
}

async fn an_issuer_with_odd_signs_is_escaped(told: &mut Telling) {
    let ann = told.member("ann").await;
    for issuer in ["An Example", "Ärger", "50%", "a?b#c", "d:e@f$g"] {
        told.ask(ask(&ann, json!({"factor_type": "totp", "friendly_name": issuer, "issuer": issuer}))).await;
    }
}

async fn an_issuer_that_would_be_taken_apart_is_escaped(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(ask(&ann, json!({"factor_type": "totp", "issuer": "Tom & Daughters=1+1"}))).await;
}

async fn an_issuer_too_long_for_a_picture_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(ask(&ann, json!({"factor_type": "totp", "issuer": "i".repeat(3000)}))).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn what_an_app_is_called_may_be_long(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(enrol(&ann, &"ä".repeat(500))).await;
}

async fn a_name_longer_than_a_kilobyte_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(enrol(&ann, &"a".repeat(1001))).await;
}

async fn a_name_that_no_database_keeps_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(enrol(&ann, "a\u{0}b")).await;
}

async fn what_is_no_type_of_factor_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    for kind in [json!("sms"), json!("TOTP"), json!(""), Value::Null] {
        told.ask(ask(&ann, json!({"factor_type": kind}))).await;
    }
    told.ask(ask(&ann, json!({}))).await;
    told.ask(ask(&ann, json!({})).newer_errors()).await;
    told.ask(ask(&ann, Value::Null)).await;
}

async fn wrong_types_and_broken_bodies_are_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    for (name, value) in [("factor_type", json!(1)), ("friendly_name", json!([])), ("issuer", json!({}))] {
        let mut body = json!({"factor_type": "totp"});
        body[name] = value;
        told.ask(ask(&ann, body)).await;
    }
    told.ask(ask(&ann, json!({"factor_type": "totp", "phone": 4_912_345_678_i64}))).await;
    told.ask(ask(&ann, json!([]))).await;
    for body in ["", "{", "totp"] {
        told.ask(post("/factors").bearer(&ann.access).text(body)).await;
    }
    told.ask(post("/factors").bearer(&ann.access).newer_errors().text("{")).await;
}

async fn unknown_members_are_passed_over(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = json!({
        "factor_type": "totp", "friendly_name": "app", "phone": "not a number", "status": "verified",
        "id": "11111111-2222-4333-8444-555555555555", "secret": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    });
    told.ask(ask(&ann, body)).await;
}

async fn telephones_are_switched_off(told: &mut Telling) {
    let ann = told.member("ann").await;
    for phone in [json!("+491234567"), json!("not a number"), Value::Null] {
        told.ask(ask(&ann, json!({"factor_type": "phone", "phone": phone}))).await;
    }
    told.ask(ask(&ann, json!({"factor_type": "phone"})).newer_errors()).await;
}

async fn security_keys_are_switched_off(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(ask(&ann, json!({"factor_type": "webauthn", "friendly_name": "key"}))).await;
    told.ask(ask(&ann, json!({"factor_type": "webauthn"})).newer_errors()).await;
}

async fn nobody_enrols_without_a_token(told: &mut Telling) {
    let body = json!({"factor_type": "totp"});
    told.ask(post("/factors").json(body.clone())).await;
    told.ask(post("/factors").json(body.clone()).newer_errors()).await;
    for token in ["garbled".to_owned(), told.admin_key(), told.publishable_key()] {
        told.ask(post("/factors").bearer(&token).json(body.clone())).await;
    }
}

async fn after_signing_out_nothing_is_enrolled(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.quietly(post("/logout").bearer(&ann.access)).await;
    told.ask(enrol(&ann, "app")).await;
    told.ask(enrol(&ann, "app").newer_errors()).await;
}

async fn somebody_banned_enrols_nothing(told: &mut Telling) {
    let ann = told.member("ann").await;
    let admin = told.admin_key();
    let ban = put(format!("/admin/users/{}", ann.id)).bearer(&admin).json(json!({"ban_duration": "1h"}));
    told.quietly(ban).await;
    told.ask(enrol(&ann, "app")).await;
}

async fn while_apps_are_switched_off_none_is_enrolled(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(enrol(&ann, "app")).await;
    told.ask(enrol(&ann, "app").newer_errors()).await;
}
