//! Accounts that name nobody, and how they get a name (gotrue-contract §1.1, §1.5).

use serde_json::{Value, json};

use crate::contract::ask::{delete, get, post, put};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Usual {
        without_the_switch_nobody_begins,
    }
    Closed {
        where_no_accounts_are_taken_the_switch_is_named_first,
    }
    Anonymous {
        an_empty_object_begins_a_session,
        what_is_said_stands_in_the_metadata,
        a_body_is_needed,
        data_must_be_an_object,
        empty_names_are_no_names,
        a_password_alone_is_not_kept,
        two_who_begin_are_two_people,
        the_account_is_shown,
        the_session_is_refreshed,
        the_session_ends_with_a_logout,
        a_password_needs_an_address,
        an_address_waits_for_its_proof,
        an_address_and_a_password_come_together,
        a_proved_address_makes_it_an_ordinary_account,
        the_address_of_somebody_else_is_refused,
        the_metadata_change,
        a_code_for_changes_needs_an_address,
        an_administrator_sees_it,
        an_administrator_deletes_it,
        an_administrator_gives_it_an_address,
        settings_say_so,
        somebody_banned_is_out,
    }
    AnonymousAutoconfirm {
        an_address_is_taken_at_once,
        an_address_and_a_password_sign_in_from_then_on,
        a_new_address_later_needs_its_proof,
        beginning_works_the_same,
    }
}

/// Somebody who began: the access and the refresh token, and the id.
async fn somebody(told: &mut Telling) -> (String, String, String) {
    let session = told.quietly(post("/signup").json(json!({}))).await;
    (session.at("/access_token"), session.at("/refresh_token"), session.at("/user/id"))
}

async fn without_the_switch_nobody_begins(told: &mut Telling) {
    for body in [json!({}), json!({"data": {"name": "Ann"}}), json!({"email": "", "phone": ""})] {
        told.ask(post("/signup").json(body)).await;
    }
}

async fn where_no_accounts_are_taken_the_switch_is_named_first(told: &mut Telling) {
    told.ask(post("/signup").json(json!({}))).await;
}

async fn an_empty_object_begins_a_session(told: &mut Telling) {
    told.ask(post("/signup").json(json!({}))).await;
    told.ask(post("/signup").json(Value::Null)).await;
}

async fn what_is_said_stands_in_the_metadata(told: &mut Telling) {
    let data = json!({"name": "Ann", "nothing": null, "sub": "me", "email_verified": true});
    told.ask(post("/signup").json(json!({"data": data}))).await;
    told.ask(post("/signup").json(json!({"data": null}))).await;
}

async fn a_body_is_needed(told: &mut Telling) {
    told.ask(post("/signup")).await;
    told.ask(post("/signup").text("")).await;
    told.ask(post("/signup").text("{")).await;
}

async fn data_must_be_an_object(told: &mut Telling) {
    for data in [json!("text"), json!(1), json!([])] {
        told.ask(post("/signup").json(json!({"data": data}))).await;
    }
}

async fn empty_names_are_no_names(told: &mut Telling) {
    told.ask(post("/signup").json(json!({"email": "", "phone": ""}))).await;
}

async fn a_password_alone_is_not_kept(told: &mut Telling) {
    told.ask(post("/signup").json(json!({"password": PASSWORD}))).await;
    told.ask(post("/signup").json(json!({"password": "x"}))).await;
}

async fn two_who_begin_are_two_people(told: &mut Telling) {
    let (first, _, _) = somebody(told).await;
    let (second, _, _) = somebody(told).await;
    told.ask(get("/user").bearer(&first)).await;
    told.ask(get("/user").bearer(&second)).await;
}

async fn the_account_is_shown(told: &mut Telling) {
    let (access, _, _) = somebody(told).await;
    told.ask(get("/user").bearer(&access)).await;
}

async fn the_session_is_refreshed(told: &mut Telling) {
    let (_, refresh, _) = somebody(told).await;
    let body = json!({"refresh_token": refresh});
    told.ask(post("/token?grant_type=refresh_token").json(body)).await;
}

async fn the_session_ends_with_a_logout(told: &mut Telling) {
    let (access, refresh, _) = somebody(told).await;
    told.ask(post("/logout").bearer(&access)).await;
    told.ask(get("/user").bearer(&access)).await;
    let body = json!({"refresh_token": refresh});
    told.ask(post("/token?grant_type=refresh_token").json(body)).await;
}

async fn a_password_needs_an_address(told: &mut Telling) {
    let (access, _, _) = somebody(told).await;
    told.ask(put("/user").bearer(&access).json(json!({"password": PASSWORD}))).await;
    told.ask(put("/user").bearer(&access).json(json!({"password": PASSWORD})).newer_errors()).await;
    told.ask(put("/user").bearer(&access).json(json!({"password": "x"}))).await;
}

async fn an_address_waits_for_its_proof(told: &mut Telling) {
    let (access, _, _) = somebody(told).await;
    let body = json!({"email": told.address("ann")});
    told.ask(put("/user").bearer(&access).json(body)).await;
    told.ask(get("/user").bearer(&access)).await;
}

async fn an_address_and_a_password_come_together(told: &mut Telling) {
    let (access, _, _) = somebody(told).await;
    let email = told.address("ann");
    let body = json!({"email": email, "password": PASSWORD});
    told.ask(put("/user").bearer(&access).json(body.clone())).await;
    // Nobody has shown yet that the address is theirs.
    told.ask(post("/token?grant_type=password").json(body)).await;
}

async fn a_proved_address_makes_it_an_ordinary_account(told: &mut Telling) {
    let (access, refresh, _) = somebody(told).await;
    let email = told.address("ann");
    let body = json!({"email": email, "password": PASSWORD});
    let changed = told.ask(put("/user").bearer(&access).json(body.clone())).await;
    let hash = changed.letter(&email).hash().to_owned();
    told.ask(post("/verify").json(json!({"type": "email_change", "token_hash": hash}))).await;
    told.ask(get("/user").bearer(&access)).await;
    told.ask(post("/token?grant_type=password").json(body)).await;
    // Whoever has the older session learns of it with the next token.
    let body = json!({"refresh_token": refresh});
    told.ask(post("/token?grant_type=refresh_token").json(body)).await;
}

async fn the_address_of_somebody_else_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    let (access, _, _) = somebody(told).await;
    told.ask(put("/user").bearer(&access).json(json!({"email": ann.email}))).await;
    told.ask(put("/user").bearer(&access).json(json!({"email": ann.email, "password": PASSWORD}))).await;
}

async fn the_metadata_change(told: &mut Telling) {
    let (access, _, _) = somebody(told).await;
    told.ask(put("/user").bearer(&access).json(json!({"data": {"name": "Ann"}}))).await;
    told.ask(put("/user").bearer(&access).json(json!({"app_metadata": {"name": "Ann"}}))).await;
}

async fn a_code_for_changes_needs_an_address(told: &mut Telling) {
    let (access, _, _) = somebody(told).await;
    told.ask(get("/reauthenticate").bearer(&access)).await;
}

async fn an_administrator_sees_it(told: &mut Telling) {
    let (_, _, id) = somebody(told).await;
    let key = told.admin_key();
    told.ask(get(format!("/admin/users/{id}")).bearer(&key)).await;
}

async fn an_administrator_deletes_it(told: &mut Telling) {
    let (access, _, id) = somebody(told).await;
    let key = told.admin_key();
    told.ask(delete(format!("/admin/users/{id}")).bearer(&key)).await;
    told.ask(get("/user").bearer(&access)).await;
}

async fn an_administrator_gives_it_an_address(told: &mut Telling) {
    let (access, _, id) = somebody(told).await;
    let (key, email) = (told.admin_key(), told.address("ann"));
    let body = json!({"email": email, "email_confirm": true, "password": PASSWORD});
    told.ask(put(format!("/admin/users/{id}")).bearer(&key).json(body)).await;
    told.ask(get("/user").bearer(&access)).await;
    let body = json!({"email": email, "password": PASSWORD});
    told.ask(post("/token?grant_type=password").json(body)).await;
}

async fn settings_say_so(told: &mut Telling) {
    told.ask(get("/settings")).await;
}

async fn somebody_banned_is_out(told: &mut Telling) {
    let (access, refresh, id) = somebody(told).await;
    let key = told.admin_key();
    told.quietly(put(format!("/admin/users/{id}")).bearer(&key).json(json!({"ban_duration": "24h"}))).await;
    told.ask(get("/user").bearer(&access)).await;
    let body = json!({"refresh_token": refresh});
    told.ask(post("/token?grant_type=refresh_token").json(body)).await;
}

async fn an_address_is_taken_at_once(told: &mut Telling) {
    let (access, _, _) = somebody(told).await;
    let body = json!({"email": told.address("ann")});
    told.ask(put("/user").bearer(&access).json(body)).await;
    told.ask(get("/user").bearer(&access)).await;
}

async fn an_address_and_a_password_sign_in_from_then_on(told: &mut Telling) {
    let (access, _, _) = somebody(told).await;
    let body = json!({"email": told.address("ann"), "password": PASSWORD});
    told.ask(put("/user").bearer(&access).json(body.clone())).await;
    told.ask(post("/token?grant_type=password").json(body)).await;
}

async fn a_new_address_later_needs_its_proof(told: &mut Telling) {
    let (access, _, _) = somebody(told).await;
    let body = json!({"email": told.address("ann")});
    told.quietly(put("/user").bearer(&access).json(body)).await;
    let body = json!({"email": told.address("bob")});
    told.ask(put("/user").bearer(&access).json(body)).await;
}

async fn beginning_works_the_same(told: &mut Telling) {
    told.ask(post("/signup").json(json!({}))).await;
}
