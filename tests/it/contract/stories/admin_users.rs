//! The administrators' endpoints for one user (gotrue-contract §1.17).

use serde_json::{Value, json};

use crate::contract::ask::{Ask, delete, get, post, put};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Usual {
        only_administrators_are_let_in,
        an_account_is_made_unconfirmed,
        an_account_is_made_confirmed,
        an_account_is_made_with_everything,
        an_account_needs_no_password,
        a_taken_address_is_refused,
        malformed_accounts_are_refused,
        an_account_is_read,
        an_unknown_account_is_not_found,
        an_address_changes_at_once,
        a_password_changes_and_ends_every_session,
        a_weak_password_is_refused_on_a_change,
        metadata_is_merged,
        an_address_is_confirmed,
        a_taken_address_cannot_be_given,
        a_ban_lasts_as_long_as_it_says,
        a_ban_into_the_past_is_refused,
        what_is_no_hash_is_refused,
        an_account_is_deleted,
        an_account_is_deleted_softly,
        a_shadow_tells_nothing_and_can_be_changed,
        a_taken_address_is_told_before_a_long_password,
        a_taken_id_is_refused,
    }
}

fn make(told: &Telling, body: Value) -> Ask {
    post("/admin/users").bearer(&told.admin_key()).json(body)
}

fn change(told: &Telling, id: &str, body: Value) -> Ask {
    put(format!("/admin/users/{id}")).bearer(&told.admin_key()).json(body)
}

fn read(told: &Telling, id: &str) -> Ask {
    get(format!("/admin/users/{id}")).bearer(&told.admin_key())
}

async fn only_administrators_are_let_in(told: &mut Telling) {
    let ann = told.member("ann").await;
    let user = format!("/admin/users/{}", ann.id);
    let asks =
        [get("/admin/users"), get(user.as_str()), delete(user.as_str()), put(user.as_str()).json(json!({}))];
    let others = [post("/admin/users").json(json!({})), post("/admin/generate_link").json(json!({}))];
    for ask in asks.into_iter().chain(others) {
        told.ask(ask.clone()).await;
        told.ask(ask.clone().bearer("garbled")).await;
        told.ask(ask.clone().bearer(&ann.access)).await;
        told.ask(ask.bearer(&ann.access).newer_errors()).await;
    }
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn an_account_is_made_unconfirmed(told: &mut Telling) {
    let email = told.address("ann");
    told.ask(make(told, json!({"email": email.to_uppercase(), "password": PASSWORD}))).await;
    told.ask(post("/token?grant_type=password").json(json!({"email": email, "password": PASSWORD}))).await;
}

async fn an_account_is_made_confirmed(told: &mut Telling) {
    let email = told.address("ann");
    told.ask(make(told, json!({"email": email, "password": PASSWORD, "email_confirm": true}))).await;
    told.ask(post("/token?grant_type=password").json(json!({"email": email, "password": PASSWORD}))).await;
}

async fn an_account_is_made_with_everything(told: &mut Telling) {
    let body = json!({
        "email": told.address("ann"), "password": PASSWORD, "email_confirm": true, "role": "authenticated",
        "user_metadata": {"name": "Ann"}, "app_metadata": {"plan": "gold"}, "ban_duration": "48h",
    });
    let made = told.ask(make(told, body)).await;
    told.ask(read(told, &made.at("/id"))).await;
}

async fn an_account_needs_no_password(told: &mut Telling) {
    let email = told.address("ann");
    told.ask(make(told, json!({"email": email, "email_confirm": true}))).await;
    told.ask(post("/token?grant_type=password").json(json!({"email": email, "password": ""}))).await;
    told.ask(make(told, json!({"email": told.address("bob"), "password": "1"}))).await;
}

async fn a_taken_address_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(make(told, json!({"email": ann.email, "password": PASSWORD}))).await;
    told.ask(make(told, json!({"email": ann.email, "password": PASSWORD})).newer_errors()).await;
    let bob = told.newcomer("bob").await.to;
    told.ask(make(told, json!({"email": bob, "password": PASSWORD}))).await;
}

async fn malformed_accounts_are_refused(told: &mut Telling) {
    let email = told.address("ann");
    for body in [
        json!({}),
        json!({"email": ""}),
        json!({"email": "ann", "password": PASSWORD}),
        json!({"email": email, "password": PASSWORD, "ban_duration": "soon"}),
        json!({"email": email, "password": PASSWORD, "password_hash": "$2a$10$abcdefghijklmnopqrstuv"}),
        json!({"email": email, "id": "no id"}),
        json!({"email": email, "id": "00000000-0000-0000-0000-000000000000"}),
        json!({"email": 1}),
        json!({"email": email, "email_confirm": "yes"}),
        json!({"email": email, "user_metadata": []}),
    ] {
        told.ask(make(told, body)).await;
    }
    told.ask(post("/admin/users").bearer(&told.admin_key()).text("{")).await;
}

async fn an_account_is_read(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(read(told, &ann.id)).await;
    told.ask(read(told, &ann.id.to_uppercase())).await;
}

async fn an_unknown_account_is_not_found(told: &mut Telling) {
    for id in ["11111111-2222-4333-8444-555555555555", "no-id", "00000000-0000-0000-0000-000000000000"] {
        told.ask(read(told, id)).await;
        told.ask(read(told, id).newer_errors()).await;
        told.ask(change(told, id, json!({}))).await;
        told.ask(delete(format!("/admin/users/{id}")).bearer(&told.admin_key())).await;
    }
}

async fn an_address_changes_at_once(told: &mut Telling) {
    let ann = told.member("ann").await;
    let (new, newer) = (told.address("new"), told.address("newer"));
    told.ask(change(told, &ann.id, json!({"email": new.to_uppercase()}))).await;
    told.ask(change(told, &ann.id, json!({"email": newer, "email_confirm": true}))).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn a_password_changes_and_ends_every_session(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(change(told, &ann.id, json!({"password": "a wholly new password"}))).await;
    told.ask(get("/user").bearer(&ann.access)).await;
    let body = json!({"email": ann.email, "password": "a wholly new password"});
    told.ask(post("/token?grant_type=password").json(body)).await;
}

async fn a_weak_password_is_refused_on_a_change(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(change(told, &ann.id, json!({"password": "12345"}))).await;
    told.ask(change(told, &ann.id, json!({"password": "12345"})).newer_errors()).await;
    told.ask(change(told, &ann.id, json!({"password": "a".repeat(73)}))).await;
}

async fn metadata_is_merged(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = json!({"user_metadata": {"name": "Ann", "colour": "blue"}, "app_metadata": {"plan": "gold"}});
    told.ask(change(told, &ann.id, body)).await;
    let body = json!({"user_metadata": {"colour": null}, "app_metadata": {"plan": null, "seats": 3}});
    told.ask(change(told, &ann.id, body)).await;
}

async fn an_address_is_confirmed(told: &mut Telling) {
    let email = told.address("ann");
    let made = told.quietly(make(told, json!({"email": email, "password": PASSWORD}))).await;
    told.ask(change(told, &made.at("/id"), json!({"email_confirm": true}))).await;
    told.ask(post("/token?grant_type=password").json(json!({"email": email, "password": PASSWORD}))).await;
}

async fn a_taken_address_cannot_be_given(told: &mut Telling) {
    let (ann, bob) = (told.member("ann").await, told.member("bob").await);
    told.ask(change(told, &ann.id, json!({"email": bob.email}))).await;
    told.ask(change(told, &ann.id, json!({"email": bob.email})).newer_errors()).await;
    told.ask(read(told, &ann.id)).await;
}

async fn a_ban_lasts_as_long_as_it_says(told: &mut Telling) {
    let ann = told.member("ann").await;
    for span in ["24h", "1h30m", "5400s", "none", "", "forever", "1d", "24"] {
        told.ask(change(told, &ann.id, json!({"ban_duration": span}))).await;
    }
    told.ask(read(told, &ann.id)).await;
}

async fn a_ban_into_the_past_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(change(told, &ann.id, json!({"ban_duration": "-1h"}))).await;
}

async fn what_is_no_hash_is_refused(told: &mut Telling) {
    let email = told.address("ann");
    told.ask(make(told, json!({"email": email, "password_hash": "no hash"}))).await;
}

async fn an_account_is_deleted(told: &mut Telling) {
    let ann = told.member("ann").await;
    let gone = delete(format!("/admin/users/{}", ann.id)).bearer(&told.admin_key());
    told.ask(gone.clone()).await;
    told.ask(gone).await;
    told.ask(read(told, &ann.id)).await;
    // The address is free again.
    told.ask(post("/signup").json(json!({"email": ann.email, "password": PASSWORD}))).await;
}

async fn an_account_is_deleted_softly(told: &mut Telling) {
    let ann = told.member("ann").await;
    let gone = delete(format!("/admin/users/{}", ann.id)).bearer(&told.admin_key());
    told.ask(gone.json(json!({"should_soft_delete": true}))).await;
    told.ask(get("/user").bearer(&ann.access)).await;
    told.ask(post("/token?grant_type=password").json(json!({"email": ann.email, "password": PASSWORD})))
        .await;
    told.ask(post("/signup").json(json!({"email": ann.email, "password": PASSWORD}))).await;
}

async fn a_shadow_tells_nothing_and_can_be_changed(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.quietly(put("/user").bearer(&ann.access).json(json!({"email": told.address("new")}))).await;
    let path = format!("/admin/users/{}", ann.id);
    let admin = told.admin_key();
    told.ask(delete(path.as_str()).bearer(&admin).json(json!({"should_soft_delete": true}))).await;
    told.ask(read(told, &ann.id)).await;
    told.ask(put(path.as_str()).bearer(&admin).json(json!({"app_metadata": {"plan": "free"}}))).await;
}

async fn a_taken_address_is_told_before_a_long_password(told: &mut Telling) {
    let ann = told.member("ann").await;
    let long = "p".repeat(73);
    told.ask(make(told, json!({"email": ann.email, "password": long}))).await;
}

async fn a_taken_id_is_refused(told: &mut Telling) {
    let id = uuid::Uuid::new_v4().to_string();
    told.ask(make(told, json!({"id": id, "email": told.address("ann"), "email_confirm": true}))).await;
    told.ask(make(told, json!({"id": id, "email": told.address("bob"), "email_confirm": true}))).await;
}
