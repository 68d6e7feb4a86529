//! A new password through `PUT /user` (gotrue-contract §1.5, §3).

use serde_json::{Value, json};

use crate::contract::ask::{Ask, get, post, put};
use crate::contract::story::stories;
use crate::contract::telling::{Member, PASSWORD, Telling};

stories! {
    Usual {
        a_new_password_replaces_the_old_one,
        a_new_password_ends_the_other_sessions,
        the_same_password_is_refused,
        a_weak_password_is_refused,
        a_password_over_72_bytes_is_refused,
        a_new_password_uses_up_links_that_are_under_way,
        after_a_recovery_the_password_is_chosen_without_the_old_one,
        a_nonce_is_passed_over_where_none_is_asked_for,
        password_and_data_change_together,
    }
}

const NEW: &str = "a wholly new password";

fn change(member: &Member, body: Value) -> Ask {
    put("/user").bearer(&member.access).json(body)
}

fn sign_in(email: &str, password: &str) -> Ask {
    post("/token?grant_type=password").json(json!({"email": email, "password": password}))
}

async fn a_new_password_replaces_the_old_one(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(change(&ann, json!({"password": NEW}))).await;
    told.ask(sign_in(&ann.email, PASSWORD)).await;
    told.ask(sign_in(&ann.email, NEW)).await;
}

async fn a_new_password_ends_the_other_sessions(told: &mut Telling) {
    let ann = told.member("ann").await;
    let elsewhere = told.sign_in(&ann.email, PASSWORD).await;
    told.ask(change(&ann, json!({"password": NEW}))).await;
    told.ask(get("/user").bearer(&elsewhere.access)).await;
    let refresh = |token: &str| post("/token?grant_type=refresh_token").json(json!({"refresh_token": token}));
    told.ask(refresh(&elsewhere.refresh)).await;
    told.ask(get("/user").bearer(&ann.access)).await;
    told.ask(refresh(&ann.refresh)).await;
}

async fn the_same_password_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(change(&ann, json!({"password": PASSWORD}))).await;
    told.ask(change(&ann, json!({"password": PASSWORD})).newer_errors()).await;
}

async fn a_weak_password_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(change(&ann, json!({"password": "12345"}))).await;
    told.ask(change(&ann, json!({"password": "12345"})).newer_errors()).await;
    told.ask(sign_in(&ann.email, PASSWORD)).await;
}

async fn a_password_over_72_bytes_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(change(&ann, json!({"password": "a".repeat(73)}))).await;
    told.ask(change(&ann, json!({"password": "a".repeat(72)}))).await;
}

async fn a_new_password_uses_up_links_that_are_under_way(told: &mut Telling) {
    let ann = told.member("ann").await;
    let recovery = told.quietly(post("/recover").json(json!({"email": ann.email}))).await;
    let letter = recovery.letter(&ann.email).clone();
    told.ask(change(&ann, json!({"password": NEW}))).await;
    told.ask(post("/verify").json(json!({"type": "recovery", "token_hash": letter.hash()}))).await;
    let by_code = json!({"type": "recovery", "email": ann.email, "token": letter.code()});
    told.ask(post("/verify").json(by_code)).await;
}

async fn after_a_recovery_the_password_is_chosen_without_the_old_one(told: &mut Telling) {
    let ann = told.member("ann").await;
    let letter =
        told.quietly(post("/recover").json(json!({"email": ann.email}))).await.letter(&ann.email).clone();
    let body = json!({"type": "recovery", "token_hash": letter.hash()});
    let session = told.ask(post("/verify").json(body)).await;
    let recovered = Member { access: session.at("/access_token"), ..ann.clone() };
    told.ask(change(&recovered, json!({"password": PASSWORD}))).await;
    told.ask(change(&recovered, json!({"password": NEW}))).await;
    // The session from before is over.
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn a_nonce_is_passed_over_where_none_is_asked_for(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(change(&ann, json!({"password": NEW, "nonce": "123456"}))).await;
}

async fn password_and_data_change_together(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(change(&ann, json!({"password": NEW, "data": {"name": "Ann"}}))).await;
    told.ask(change(&ann, json!({"password": "12345", "data": {"name": "Bob"}}))).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}
