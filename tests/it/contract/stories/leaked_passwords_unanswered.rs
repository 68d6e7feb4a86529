//! Passwords that have leaked, where the service is not there (gotrue-contract §3).

use serde_json::json;

use crate::contract::ask::{Ask, post, put};
use crate::contract::at_leaks::{change, link, make, set, sign_in};
use crate::contract::story::stories;
use crate::contract::telling::{Member, PASSWORD, Telling};

stories! {
    LeaksUnanswered {
        a_sign_up_goes_on,
        what_the_rules_say_is_told,
        a_new_password_is_taken,
        a_password_that_an_administrator_sets_is_taken,
        a_link_for_a_new_account_is_made,
        a_sign_in_says_what_the_rules_say,
        a_code_makes_an_account,
    }
    LeaksUnansweredClosed {
        nobody_signs_up,
        a_sign_up_without_a_password_or_with_a_long_one_is_refused_as_ever,
        what_the_rules_say_is_not_told,
        no_new_password_is_taken,
        other_changes_are_made,
        an_administrator_sets_no_password,
        what_else_an_administrator_says_is_looked_at_first,
        an_administrator_makes_accounts,
        a_sign_in_goes_on_without_a_note,
        a_wrong_password_is_refused_as_ever,
        no_link_for_a_new_account_is_made,
        an_invitation_is_made,
        a_code_makes_an_account_for_a_stranger,
        a_forgotten_password_is_not_replaced,
    }
}

const NEW: &str = "a wholly new password";

fn sign_up(told: &Telling, password: &str) -> Ask {
    post("/signup").json(json!({"email": told.address("ann"), "password": password}))
}

async fn made(told: &mut Telling) -> Member {
    let email = told.address("ann");
    told.quietly(make(told, &email, PASSWORD)).await;
    told.sign_in(&email, PASSWORD).await
}

async fn a_sign_up_goes_on(told: &mut Telling) {
    told.ask(sign_up(told, PASSWORD)).await;
}

async fn what_the_rules_say_is_told(told: &mut Telling) {
    told.ask(sign_up(told, "short")).await;
    told.ask(sign_up(told, "12345").newer_errors()).await;
}

async fn a_new_password_is_taken(told: &mut Telling) {
    let ann = made(told).await;
    told.ask(change(&ann, json!({"password": "short"}))).await;
    told.ask(change(&ann, json!({"password": NEW}))).await;
}

async fn a_password_that_an_administrator_sets_is_taken(told: &mut Telling) {
    let ann = made(told).await;
    told.ask(set(told, &ann, json!({"password": "short"}))).await;
    told.ask(set(told, &ann, json!({"password": NEW}))).await;
}

async fn a_link_for_a_new_account_is_made(told: &mut Telling) {
    let email = told.address("ann");
    told.ask(link(told, json!({"type": "signup", "email": email, "password": PASSWORD}))).await;
}

async fn a_sign_in_says_what_the_rules_say(told: &mut Telling) {
    let email = told.address("ann");
    told.quietly(make(told, &email, "short")).await;
    told.ask(sign_in(&email, "short")).await;
}

async fn a_code_makes_an_account(told: &mut Telling) {
    told.ask(post("/otp").json(json!({"email": told.address("ann")}))).await;
}

async fn nobody_signs_up(told: &mut Telling) {
    told.ask(sign_up(told, PASSWORD)).await;
    told.ask(sign_up(told, PASSWORD).newer_errors()).await;
}

async fn a_sign_up_without_a_password_or_with_a_long_one_is_refused_as_ever(told: &mut Telling) {
    told.ask(sign_up(told, "")).await;
    told.ask(sign_up(told, &"a".repeat(73))).await;
}

async fn what_the_rules_say_is_not_told(told: &mut Telling) {
    told.ask(sign_up(told, "short")).await;
}

async fn no_new_password_is_taken(told: &mut Telling) {
    let ann = made(told).await;
    told.ask(change(&ann, json!({"password": NEW}))).await;
    told.ask(change(&ann, json!({"password": NEW})).newer_errors()).await;
    told.ask(sign_in(&ann.email, PASSWORD)).await;
}

async fn other_changes_are_made(told: &mut Telling) {
    let ann = made(told).await;
    told.ask(change(&ann, json!({"data": {"name": "Ann"}}))).await;
}

async fn an_administrator_sets_no_password(told: &mut Telling) {
    let ann = made(told).await;
    told.ask(set(told, &ann, json!({"password": NEW}))).await;
    told.ask(set(told, &ann, json!({"password": NEW})).newer_errors()).await;
    told.ask(set(told, &ann, json!({"user_metadata": {"name": "Ann"}}))).await;
}

async fn what_else_an_administrator_says_is_looked_at_first(told: &mut Telling) {
    let ann = made(told).await;
    told.ask(set(told, &ann, json!({"password": NEW, "email": "no address"}))).await;
    told.ask(set(told, &ann, json!({"password": NEW, "phone": "no number"}))).await;
    told.ask(set(told, &ann, json!({"password": NEW, "ban_duration": "long"}))).await;
}

async fn an_administrator_makes_accounts(told: &mut Telling) {
    let email = told.address("ann");
    told.ask(make(told, &email, "short")).await;
}

async fn a_sign_in_goes_on_without_a_note(told: &mut Telling) {
    for (name, password) in [("ann", PASSWORD), ("bob", "short")] {
        let email = told.address(name);
        told.quietly(make(told, &email, password)).await;
        told.ask(sign_in(&email, password)).await;
    }
}

async fn a_wrong_password_is_refused_as_ever(told: &mut Telling) {
    let ann = made(told).await;
    told.ask(sign_in(&ann.email, NEW)).await;
    told.ask(sign_in(&told.address("nobody"), NEW)).await;
}

async fn no_link_for_a_new_account_is_made(told: &mut Telling) {
    let email = told.address("ann");
    told.ask(link(told, json!({"type": "signup", "email": email, "password": PASSWORD}))).await;
}

async fn an_invitation_is_made(told: &mut Telling) {
    let email = told.address("ann");
    told.ask(link(told, json!({"type": "invite", "email": email}))).await;
    let email = told.address("bob");
    told.ask(post("/invite").bearer(&told.admin_key()).json(json!({"email": email}))).await;
}

async fn a_code_makes_an_account_for_a_stranger(told: &mut Telling) {
    told.ask(post("/otp").json(json!({"email": told.address("ann")}))).await;
    told.ask(post("/magiclink").json(json!({"email": told.address("bob")}))).await;
}

async fn a_forgotten_password_is_not_replaced(told: &mut Telling) {
    let ann = made(told).await;
    let asked = told.quietly(post("/recover").json(json!({"email": ann.email}))).await;
    let body = json!({"type": "recovery", "token_hash": asked.letter(&ann.email).hash()});
    let access = told.quietly(post("/verify").json(body)).await.at("/access_token");
    told.ask(put("/user").bearer(&access).json(json!({"password": NEW}))).await;
    told.ask(sign_in(&ann.email, PASSWORD)).await;
}
