//! `POST /token?grant_type=password` (gotrue-contract §1.2).

use std::time::Duration;

use serde_json::{Value, json};

use crate::contract::ask::{get, post, put};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Usual {
        the_right_password_signs_in,
        each_sign_in_is_a_session_of_its_own,
        capitals_in_the_address_mean_nothing,
        a_wrong_password_and_an_unknown_address_look_the_same,
        passwords_are_compared_to_the_last_byte,
        before_the_confirmation_only_the_right_password_is_told_why,
        somebody_banned_is_told_only_with_the_right_password,
        a_ban_can_be_lifted,
        missing_and_empty_fields_are_refused,
        address_and_phone_together_are_refused,
        a_phone_alone_is_refused,
        wrong_types_and_broken_bodies_are_refused,
        an_unknown_grant_type_is_refused,
        a_deleted_account_is_unknown,
    }
    PassingTime {
        a_ban_ends_by_itself,
    }
    Closed {
        accounts_made_by_administrators_sign_in_while_closed,
    }
}

const GRANT: &str = "/token?grant_type=password";

async fn the_right_password_signs_in(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = json!({"email": ann.email, "password": PASSWORD});
    let session = told.ask(post(GRANT).json(body)).await;
    told.ask(get("/user").bearer(&session.at("/access_token"))).await;
}

async fn each_sign_in_is_a_session_of_its_own(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = json!({"email": ann.email, "password": PASSWORD});
    told.ask(post(GRANT).json(body.clone())).await;
    told.ask(post(GRANT).json(body)).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn capitals_in_the_address_mean_nothing(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(post(GRANT).json(json!({"email": ann.email.to_uppercase(), "password": PASSWORD}))).await;
}

async fn a_wrong_password_and_an_unknown_address_look_the_same(told: &mut Telling) {
    let ann = told.member("ann").await;
    let unknown = told.address("bob");
    for email in [ann.email.as_str(), unknown.as_str(), "not an address"] {
        let body = json!({"email": email, "password": "wrong password"});
        told.ask(post(GRANT).json(body.clone())).await;
        told.ask(post(GRANT).newer_errors().json(body)).await;
    }
}

async fn passwords_are_compared_to_the_last_byte(told: &mut Telling) {
    let ann = told.member("ann").await;
    for password in
        [format!("{PASSWORD} "), PASSWORD.to_uppercase(), PASSWORD[1..].to_owned(), "a".repeat(200)]
    {
        told.ask(post(GRANT).json(json!({"email": ann.email, "password": password}))).await;
    }
}

async fn before_the_confirmation_only_the_right_password_is_told_why(told: &mut Telling) {
    let email = told.newcomer("ann").await.to;
    for password in ["wrong password", PASSWORD] {
        let body = json!({"email": email, "password": password});
        told.ask(post(GRANT).json(body.clone())).await;
        told.ask(post(GRANT).newer_errors().json(body)).await;
    }
}

async fn banned(told: &mut Telling, span: &str) -> String {
    let ann = told.member("ann").await;
    let admin = told.admin_key();
    let ban = put(format!("/admin/users/{}", ann.id)).bearer(&admin).json(json!({"ban_duration": span}));
    told.ask(ban).await;
    ann.email
}

async fn somebody_banned_is_told_only_with_the_right_password(told: &mut Telling) {
    let email = banned(told, "24h").await;
    told.ask(post(GRANT).json(json!({"email": email, "password": "wrong password"}))).await;
    told.ask(post(GRANT).json(json!({"email": email, "password": PASSWORD}))).await;
    told.ask(post(GRANT).newer_errors().json(json!({"email": email, "password": PASSWORD}))).await;
}

async fn a_ban_can_be_lifted(told: &mut Telling) {
    let ann = told.member("ann").await;
    let admin = told.admin_key();
    for span in ["24h", "none"] {
        let change =
            put(format!("/admin/users/{}", ann.id)).bearer(&admin).json(json!({"ban_duration": span}));
        told.ask(change).await;
        told.ask(post(GRANT).json(json!({"email": ann.email, "password": PASSWORD}))).await;
    }
}

async fn a_ban_ends_by_itself(told: &mut Telling) {
    let email = banned(told, "24h").await;
    told.let_time_pass(Duration::from_hours(25)).await;
    told.ask(post(GRANT).json(json!({"email": email, "password": PASSWORD}))).await;
}

async fn missing_and_empty_fields_are_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    for body in [
        json!({}),
        json!({"password": PASSWORD}),
        json!({"email": ann.email}),
        json!({"email": "", "password": PASSWORD}),
        json!({"email": ann.email, "password": ""}),
        json!({"email": ann.email, "password": null}),
        json!({"email": null, "password": PASSWORD}),
    ] {
        told.ask(post(GRANT).json(body.clone())).await;
        told.ask(post(GRANT).newer_errors().json(body)).await;
    }
}

async fn address_and_phone_together_are_refused(told: &mut Telling) {
    let email = told.address("ann");
    told.ask(post(GRANT).json(json!({"email": email, "phone": "+15551234567", "password": PASSWORD}))).await;
}

async fn a_phone_alone_is_refused(told: &mut Telling) {
    told.ask(post(GRANT).json(json!({"phone": "+15551234567", "password": PASSWORD}))).await;
}

async fn wrong_types_and_broken_bodies_are_refused(told: &mut Telling) {
    for body in [json!({"email": 1, "password": PASSWORD}), json!([]), Value::Null] {
        told.ask(post(GRANT).json(body)).await;
    }
    for body in ["", "{"] {
        told.ask(post(GRANT).text(body)).await;
    }
}

async fn an_unknown_grant_type_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = json!({"email": ann.email, "password": PASSWORD, "grant_type": "password"});
    for path in
        ["/token", "/token?grant_type=", "/token?grant_type=client_credentials", "/token?grant_type=PASSWORD"]
    {
        told.ask(post(path).json(body.clone())).await;
        told.ask(post(path).newer_errors().json(body.clone())).await;
    }
}

async fn a_deleted_account_is_unknown(told: &mut Telling) {
    let ann = told.member("ann").await;
    let admin = told.admin_key();
    told.ask(crate::contract::ask::delete(format!("/admin/users/{}", ann.id)).bearer(&admin)).await;
    told.ask(post(GRANT).json(json!({"email": ann.email, "password": PASSWORD}))).await;
}

async fn accounts_made_by_administrators_sign_in_while_closed(told: &mut Telling) {
    let (email, admin) = (told.address("ann"), told.admin_key());
    let body = json!({"email": email, "password": PASSWORD, "email_confirm": true});
    told.ask(post("/admin/users").bearer(&admin).json(body)).await;
    told.ask(post(GRANT).json(json!({"email": email, "password": PASSWORD}))).await;
}
