//! A new address: both the old and the new one must agree (gotrue-contract §1.5, §1.9).

use std::time::Duration;

use serde_json::{Value, json};

use crate::contract::answer::Answer;
use crate::contract::ask::{Ask, get, post, put};
use crate::contract::story::stories;
use crate::contract::telling::{Member, PASSWORD, Telling};

stories! {
    Usual {
        both_addresses_get_a_mail_and_nothing_changes_yet,
        both_links_change_the_address,
        the_links_work_in_either_order,
        both_codes_change_the_address,
        a_code_belongs_to_the_address_it_went_to,
        a_link_counts_once,
        a_taken_address_is_refused,
        the_same_address_is_no_change,
        a_malformed_address_is_refused,
        a_second_change_replaces_the_first,
        the_address_may_be_taken_meanwhile,
        followed_links_say_what_happened,
        the_account_signs_in_with_the_new_address_only,
        the_mails_are_sent_again_on_request,
    }
    PassingTime {
        the_links_expire,
    }
    Throttled {
        a_second_change_within_a_minute_is_refused,
    }
}

fn change(member: &Member, body: Value) -> Ask {
    put("/user").bearer(&member.access).json(body)
}

fn by_link(hash: &str) -> Ask {
    post("/verify").json(json!({"type": "email_change", "token_hash": hash}))
}

fn by_code(email: &str, code: &str) -> Ask {
    post("/verify").json(json!({"type": "email_change", "email": email, "token": code}))
}

/// Somebody who has asked for the address `new`.
async fn asked(told: &mut Telling) -> (Member, String, Answer) {
    let ann = told.member("ann").await;
    let new = told.address("new");
    let answer = told.quietly(change(&ann, json!({"email": new}))).await;
    (ann, new, answer)
}

async fn both_addresses_get_a_mail_and_nothing_changes_yet(told: &mut Telling) {
    let ann = told.member("ann").await;
    let new = told.address("new");
    told.ask(change(&ann, json!({"email": new.to_uppercase()}))).await;
    told.ask(get("/user").bearer(&ann.access)).await;
    let body = json!({"email": new, "password": PASSWORD});
    told.ask(post("/token?grant_type=password").json(body)).await;
}

async fn both_links_change_the_address(told: &mut Telling) {
    let (ann, new, answer) = asked(told).await;
    told.ask(by_link(answer.letter(&ann.email).hash())).await;
    told.ask(get("/user").bearer(&ann.access)).await;
    told.ask(by_link(answer.letter(&new).hash())).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn the_links_work_in_either_order(told: &mut Telling) {
    let (ann, new, answer) = asked(told).await;
    told.ask(by_link(answer.letter(&new).hash())).await;
    told.ask(by_link(answer.letter(&ann.email).hash())).await;
}

async fn both_codes_change_the_address(told: &mut Telling) {
    let (ann, new, answer) = asked(told).await;
    told.ask(by_code(&ann.email, answer.letter(&ann.email).code())).await;
    told.ask(by_code(&new, answer.letter(&new).code())).await;
}

async fn a_code_belongs_to_the_address_it_went_to(told: &mut Telling) {
    let (ann, new, answer) = asked(told).await;
    told.ask(by_code(&new, answer.letter(&ann.email).code())).await;
    told.ask(by_code(&ann.email, answer.letter(&new).code())).await;
    told.ask(by_code(&told.address("bob"), answer.letter(&new).code())).await;
}

async fn a_link_counts_once(told: &mut Telling) {
    let (ann, new, answer) = asked(told).await;
    told.ask(by_link(answer.letter(&ann.email).hash())).await;
    told.ask(by_link(answer.letter(&ann.email).hash())).await;
    told.ask(by_code(&ann.email, answer.letter(&ann.email).code())).await;
    told.ask(by_link(answer.letter(&new).hash())).await;
    told.ask(by_link(answer.letter(&new).hash())).await;
}

async fn a_taken_address_is_refused(told: &mut Telling) {
    let (ann, bob) = (told.member("ann").await, told.member("bob").await);
    told.ask(change(&ann, json!({"email": bob.email}))).await;
    told.ask(change(&ann, json!({"email": bob.email.to_uppercase()})).newer_errors()).await;
}

async fn the_same_address_is_no_change(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(change(&ann, json!({"email": ann.email}))).await;
    told.ask(change(&ann, json!({"email": ann.email.to_uppercase()}))).await;
}

async fn a_malformed_address_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    for email in ["ann", "@example.com", "a b@example.com"] {
        told.ask(change(&ann, json!({"email": email}))).await;
    }
}

async fn a_second_change_replaces_the_first(told: &mut Telling) {
    let (ann, new, first) = asked(told).await;
    let newer = told.address("newer");
    let second = told.ask(change(&ann, json!({"email": newer}))).await;
    told.ask(by_link(first.letter(&ann.email).hash())).await;
    told.ask(by_link(first.letter(&new).hash())).await;
    told.ask(by_link(second.letter(&ann.email).hash())).await;
    told.ask(by_link(second.letter(&newer).hash())).await;
}

async fn the_address_may_be_taken_meanwhile(told: &mut Telling) {
    let (ann, new, answer) = asked(told).await;
    let admin = told.admin_key();
    let body = json!({"email": new, "password": PASSWORD, "email_confirm": true});
    told.quietly(post("/admin/users").bearer(&admin).json(body)).await;
    told.ask(by_link(answer.letter(&ann.email).hash())).await;
    let last = told.quietly(by_link(answer.letter(&new).hash())).await;
    told.note("whether the change went through", last.status < 300);
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn followed_links_say_what_happened(told: &mut Telling) {
    let (ann, new, answer) = asked(told).await;
    let follow = |hash: &str| {
        get(format!("/verify?type=email_change&token={hash}&redirect_to=https://site.example/changed"))
    };
    told.ask(follow(answer.letter(&ann.email).hash())).await;
    told.ask(follow(answer.letter(&new).hash())).await;
    told.ask(follow(answer.letter(&new).hash())).await;
}

async fn the_account_signs_in_with_the_new_address_only(told: &mut Telling) {
    let (ann, new, answer) = asked(told).await;
    told.quietly(by_link(answer.letter(&ann.email).hash())).await;
    told.quietly(by_link(answer.letter(&new).hash())).await;
    for email in [&ann.email, &new] {
        told.ask(post("/token?grant_type=password").json(json!({"email": email, "password": PASSWORD})))
            .await;
    }
    // Somebody else may have the old address now.
    told.ask(post("/signup").json(json!({"email": ann.email, "password": PASSWORD}))).await;
}

async fn the_mails_are_sent_again_on_request(told: &mut Telling) {
    let (ann, new, first) = asked(told).await;
    let again = told.ask(post("/resend").json(json!({"type": "email_change", "email": ann.email}))).await;
    told.ask(post("/resend").json(json!({"type": "email_change", "email": new}))).await;
    told.ask(by_link(first.letter(&new).hash())).await;
    told.ask(by_link(again.letter(&new).hash())).await;
    told.ask(by_link(again.letter(&ann.email).hash())).await;
}

async fn the_links_expire(told: &mut Telling) {
    let (ann, new, answer) = asked(told).await;
    told.let_time_pass(Duration::from_hours(25)).await;
    told.ask(by_link(answer.letter(&new).hash())).await;
    told.ask(by_code(&ann.email, answer.letter(&ann.email).code())).await;
}

async fn a_second_change_within_a_minute_is_refused(told: &mut Telling) {
    let (ann, _, _) = asked(told).await;
    told.ask(change(&ann, json!({"email": told.address("newer")}))).await;
    told.ask(change(&ann, json!({"email": told.address("newer")})).newer_errors()).await;
}
