//! What the operator says of passwords (gotrue-contract §1.5, §3).

use serde_json::{Value, json};

use crate::contract::ask::{Ask, get, post, put};
use crate::contract::story::stories;
use crate::contract::telling::{Member, PASSWORD, Telling};

stories! {
    StrictPasswords {
        a_password_that_is_too_short_is_refused,
        a_password_without_a_digit_is_refused,
        a_password_without_a_letter_is_refused,
        every_reason_is_told_at_once,
        a_password_that_keeps_the_rules_is_taken,
        length_is_counted_in_bytes,
        a_new_password_is_held_to_the_rules,
        a_password_that_an_administrator_sets_is_held_to_the_rules,
        an_account_that_an_administrator_makes_is_not,
        a_link_for_a_new_account_is_held_to_the_rules,
        the_ceiling_stays,
    }
    AskingCurrentPassword {
        a_new_password_needs_the_one_before,
        a_wrong_password_before_is_refused,
        an_empty_password_before_is_none,
        the_right_password_before_is_enough,
        the_same_password_is_refused_after_the_one_before_was_shown,
        a_first_password_needs_none_before,
        other_changes_need_no_password,
        a_session_that_a_mail_began_needs_none,
        a_link_for_a_forgotten_password_spares_it,
        a_password_before_of_another_type_is_refused,
    }
}

const STRONG: &str = "lanterns 7";
const NEW: &str = "a wholly new password";

fn sign_up(email: &str, password: &str) -> Ask {
    post("/signup").json(json!({"email": email, "password": password}))
}

fn sign_in(email: &str, password: &str) -> Ask {
    post("/token?grant_type=password").json(json!({"email": email, "password": password}))
}

fn change(member: &Member, body: Value) -> Ask {
    put("/user").bearer(&member.access).json(body)
}

/// Somebody whom an administrator made, signed in.
async fn made(told: &mut Telling, password: &str) -> Member {
    let email = told.address("ann");
    let body = json!({"email": email, "password": password, "email_confirm": true});
    told.quietly(post("/admin/users").bearer(&told.admin_key()).json(body)).await;
    told.sign_in(&email, password).await
}

async fn refuses(told: &mut Telling, password: &str) {
    let email = told.address("ann");
    told.ask(sign_up(&email, password)).await;
    told.ask(sign_up(&email, password).newer_errors()).await;
}

async fn a_password_that_is_too_short_is_refused(told: &mut Telling) {
    refuses(told, "short 1").await;
}

async fn a_password_without_a_digit_is_refused(told: &mut Telling) {
    refuses(told, "lanterns over the harbour").await;
}

async fn a_password_without_a_letter_is_refused(told: &mut Telling) {
    refuses(told, "1234567890").await;
    refuses(told, "LANTERNS 1234567890").await;
}

async fn every_reason_is_told_at_once(told: &mut Telling) {
    refuses(told, "short").await;
    refuses(told, "....").await;
}

async fn a_password_that_keeps_the_rules_is_taken(told: &mut Telling) {
    let email = told.address("ann");
    told.ask(sign_up(&email, STRONG)).await;
}

async fn length_is_counted_in_bytes(told: &mut Telling) {
    let email = told.address("ann");
    told.ask(sign_up(&email, "ääa1")).await;
    told.ask(sign_up(&email, "ääääa1")).await;
}

async fn a_new_password_is_held_to_the_rules(told: &mut Telling) {
    let ann = made(told, STRONG).await;
    for weak in ["short 1", "lanterns over the harbour", "short"] {
        told.ask(change(&ann, json!({"password": weak}))).await;
    }
    told.ask(change(&ann, json!({"password": "harbours 8"}))).await;
    told.ask(sign_in(&ann.email, "harbours 8")).await;
}

async fn a_password_that_an_administrator_sets_is_held_to_the_rules(told: &mut Telling) {
    let ann = made(told, STRONG).await;
    let key = told.admin_key();
    let set = |password: &str| {
        put(format!("/admin/users/{}", ann.id)).bearer(&key).json(json!({"password": password}))
    };
    told.ask(set("short")).await;
    told.ask(set("lanterns over the harbour").newer_errors()).await;
    told.ask(set("harbours 8")).await;
}

async fn an_account_that_an_administrator_makes_is_not(told: &mut Telling) {
    let email = told.address("ann");
    let body = json!({"email": email, "password": "short", "email_confirm": true});
    told.ask(post("/admin/users").bearer(&told.admin_key()).json(body)).await;
    // What is wrong with the password is told to whoever signs in with it.
    told.ask(sign_in(&email, "short")).await;
}

async fn a_link_for_a_new_account_is_held_to_the_rules(told: &mut Telling) {
    let (email, key) = (told.address("ann"), told.admin_key());
    let link = |password: &str| {
        let body = json!({"type": "signup", "email": email, "password": password});
        post("/admin/generate_link").bearer(&key).json(body)
    };
    told.ask(link("short")).await;
    told.ask(link("lanterns over the harbour")).await;
    told.ask(link(STRONG)).await;
}

async fn the_ceiling_stays(told: &mut Telling) {
    let email = told.address("ann");
    told.ask(sign_up(&email, &"a1".repeat(37))).await;
    told.ask(sign_up(&email, &"a".repeat(73))).await;
    told.ask(sign_up(&email, &"a1".repeat(36))).await;
}

async fn a_new_password_needs_the_one_before(told: &mut Telling) {
    let ann = made(told, PASSWORD).await;
    told.ask(change(&ann, json!({"password": NEW}))).await;
    told.ask(change(&ann, json!({"password": NEW})).newer_errors()).await;
    told.ask(sign_in(&ann.email, PASSWORD)).await;
}

async fn a_wrong_password_before_is_refused(told: &mut Telling) {
    let ann = made(told, PASSWORD).await;
    let body = json!({"password": NEW, "current_password": "another one"});
    told.ask(change(&ann, body.clone())).await;
    told.ask(change(&ann, body).newer_errors()).await;
}

async fn an_empty_password_before_is_none(told: &mut Telling) {
    let ann = made(told, PASSWORD).await;
    told.ask(change(&ann, json!({"password": NEW, "current_password": ""}))).await;
    told.ask(change(&ann, json!({"password": NEW, "current_password": null}))).await;
}

async fn the_right_password_before_is_enough(told: &mut Telling) {
    let ann = made(told, PASSWORD).await;
    told.ask(change(&ann, json!({"password": NEW, "current_password": PASSWORD}))).await;
    told.ask(sign_in(&ann.email, PASSWORD)).await;
    told.ask(sign_in(&ann.email, NEW)).await;
}

async fn the_same_password_is_refused_after_the_one_before_was_shown(told: &mut Telling) {
    let ann = made(told, PASSWORD).await;
    told.ask(change(&ann, json!({"password": PASSWORD}))).await;
    told.ask(change(&ann, json!({"password": PASSWORD, "current_password": PASSWORD}))).await;
}

async fn a_first_password_needs_none_before(told: &mut Telling) {
    let email = told.address("ann");
    let letter = told.quietly(post("/otp").json(json!({"email": email}))).await.letter(&email).clone();
    let body = json!({"type": "email", "token_hash": letter.hash()});
    let access = told.quietly(post("/verify").json(body)).await.at("/access_token");
    told.ask(put("/user").bearer(&access).json(json!({"password": NEW}))).await;
    told.ask(put("/user").bearer(&access).json(json!({"password": PASSWORD}))).await;
}

async fn other_changes_need_no_password(told: &mut Telling) {
    let ann = made(told, PASSWORD).await;
    told.ask(change(&ann, json!({"data": {"name": "Ann"}}))).await;
    told.ask(change(&ann, json!({"data": {"name": "Ann"}, "current_password": "wrong"}))).await;
    told.ask(change(&ann, json!({"email": told.address("new")}))).await;
}

async fn a_session_that_a_mail_began_needs_none(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(change(&ann, json!({"password": NEW, "current_password": "wrong"}))).await;
    told.ask(change(&ann, json!({"password": PASSWORD}))).await;
}

async fn a_link_for_a_forgotten_password_spares_it(told: &mut Telling) {
    let ann = told.member("ann").await;
    let asked = told.quietly(post("/recover").json(json!({"email": ann.email}))).await;
    let body = json!({"type": "recovery", "token_hash": asked.letter(&ann.email).hash()});
    let access = told.quietly(post("/verify").json(body)).await.at("/access_token");
    told.ask(put("/user").bearer(&access).json(json!({"password": NEW}))).await;
}

async fn a_password_before_of_another_type_is_refused(told: &mut Telling) {
    let ann = made(told, PASSWORD).await;
    told.ask(change(&ann, json!({"password": NEW, "current_password": 7}))).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}
