//! `POST /token?grant_type=refresh_token`: tokens turn over, and the reuse of an old one ends them all
//! (gotrue-contract §2.4).

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};

use crate::contract::answer::Answer;
use crate::contract::ask::{Ask, delete, get, post, put};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

/// Longer than an old token may still be used again.
const AFTER_THE_INTERVAL: Duration = Duration::from_secs(30);

/// How many devices or tabs ask at once.
const AT_ONCE: usize = 20;

stories! {
    Usual {
        a_refresh_gives_a_new_pair_of_the_same_session,
        the_token_before_the_current_one_gives_the_current_one_again,
        within_the_interval_an_older_token_still_works,
        a_malformed_token_is_refused,
        a_missing_token_is_refused,
        an_unknown_token_is_refused,
        after_logout_the_token_is_gone,
        somebody_banned_cannot_refresh,
        a_deleted_account_cannot_refresh,
        the_new_token_tells_what_has_changed_since,
        twenty_at_once_never_get_two_next_tokens,
        the_sessions_of_one_account_do_not_disturb_each_other,
    }
    PassingTime {
        the_token_before_the_current_one_works_at_any_time,
        after_the_interval_an_older_token_ends_the_whole_session,
        a_session_found_stolen_is_over_at_once,
        a_session_that_was_ended_so_is_still_known_to_its_access_token,
    }
}

fn refresh(token: &str) -> Ask {
    post("/token?grant_type=refresh_token").json(json!({"refresh_token": token}))
}

async fn turned_over(told: &mut Telling, token: &str) -> String {
    told.ask(refresh(token)).await.at("/refresh_token")
}

async fn a_refresh_gives_a_new_pair_of_the_same_session(told: &mut Telling) {
    let email = told.member("ann").await.email;
    let body = json!({"email": email, "password": PASSWORD});
    let first = told.ask(post("/token?grant_type=password").json(body)).await;
    let second = told.ask(refresh(&first.at("/refresh_token"))).await;
    told.ask(refresh(&second.at("/refresh_token"))).await;
    // The first access token goes on until it expires.
    told.ask(get("/user").bearer(&first.at("/access_token"))).await;
}

async fn the_token_before_the_current_one_gives_the_current_one_again(told: &mut Telling) {
    let ann = told.member("ann").await;
    let current = turned_over(told, &ann.refresh).await;
    told.ask(refresh(&ann.refresh)).await;
    told.ask(refresh(&ann.refresh)).await;
    told.ask(refresh(&current)).await;
}

async fn the_token_before_the_current_one_works_at_any_time(told: &mut Telling) {
    let ann = told.member("ann").await;
    let current = turned_over(told, &ann.refresh).await;
    told.let_time_pass(Duration::from_hours(30 * 24)).await;
    told.ask(refresh(&ann.refresh)).await;
    told.ask(refresh(&current)).await;
}

async fn within_the_interval_an_older_token_still_works(told: &mut Telling) {
    let ann = told.member("ann").await;
    let second = turned_over(told, &ann.refresh).await;
    turned_over(told, &second).await;
    told.ask(refresh(&ann.refresh)).await;
}

async fn after_the_interval_an_older_token_ends_the_whole_session(told: &mut Telling) {
    let ann = told.member("ann").await;
    let second = turned_over(told, &ann.refresh).await;
    let third = turned_over(told, &second).await;
    told.let_time_pass(AFTER_THE_INTERVAL).await;
    told.ask(refresh(&ann.refresh)).await;
    told.ask(refresh(&ann.refresh).newer_errors()).await;
    told.let_time_pass(AFTER_THE_INTERVAL).await;
    for token in [third, second] {
        told.ask(refresh(&token)).await;
    }
}

async fn a_session_found_stolen_is_over_at_once(told: &mut Telling) {
    let ann = told.member("ann").await;
    let second = turned_over(told, &ann.refresh).await;
    let third = turned_over(told, &second).await;
    told.let_time_pass(AFTER_THE_INTERVAL).await;
    told.ask(refresh(&ann.refresh)).await;
    told.ask(refresh(&third)).await;
}

async fn a_session_that_was_ended_so_is_still_known_to_its_access_token(told: &mut Telling) {
    let ann = told.member("ann").await;
    let second = turned_over(told, &ann.refresh).await;
    let third = told.ask(refresh(&second)).await;
    told.let_time_pass(AFTER_THE_INTERVAL).await;
    told.ask(refresh(&ann.refresh)).await;
    told.ask(get("/user").bearer(&third.at("/access_token"))).await;
}

async fn a_malformed_token_is_refused(told: &mut Telling) {
    for token in ["short", "ABCDEFGHIJKL", "has a space!", "abcdefghijklmnopqrstuvwxyz", "äöüäöüäöüäöü"]
    {
        told.ask(refresh(token)).await;
        told.ask(refresh(token).newer_errors()).await;
    }
}

async fn a_missing_token_is_refused(told: &mut Telling) {
    let grant = || post("/token?grant_type=refresh_token");
    for body in
        [json!({}), json!({"refresh_token": ""}), json!({"refresh_token": null}), json!({"refresh_token": 1})]
    {
        told.ask(grant().json(body)).await;
    }
    for body in ["", "{"] {
        told.ask(grant().text(body)).await;
    }
}

async fn an_unknown_token_is_refused(told: &mut Telling) {
    told.ask(refresh("abcdefghij22")).await;
    told.ask(refresh("abcdefghij22").newer_errors()).await;
}

async fn after_logout_the_token_is_gone(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(post("/logout?scope=local").bearer(&ann.access)).await;
    told.ask(refresh(&ann.refresh)).await;
}

async fn somebody_banned_cannot_refresh(told: &mut Telling) {
    let ann = told.member("ann").await;
    let admin = told.admin_key();
    let ban = put(format!("/admin/users/{}", ann.id)).bearer(&admin).json(json!({"ban_duration": "1h"}));
    told.quietly(ban).await;
    told.ask(refresh(&ann.refresh)).await;
    told.ask(refresh(&ann.refresh).newer_errors()).await;
    let pardon = put(format!("/admin/users/{}", ann.id)).bearer(&admin).json(json!({"ban_duration": "none"}));
    told.quietly(pardon).await;
    told.ask(refresh(&ann.refresh)).await;
}

async fn a_deleted_account_cannot_refresh(told: &mut Telling) {
    let ann = told.member("ann").await;
    let admin = told.admin_key();
    told.quietly(delete(format!("/admin/users/{}", ann.id)).bearer(&admin)).await;
    told.ask(refresh(&ann.refresh)).await;
}

async fn the_new_token_tells_what_has_changed_since(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(put("/user").bearer(&ann.access).json(json!({"data": {"name": "Ann"}}))).await;
    told.ask(refresh(&ann.refresh)).await;
}

async fn twenty_at_once_never_get_two_next_tokens(told: &mut Telling) {
    let ann = told.member("ann").await;
    let answers = told.all_at_once(&refresh(&ann.refresh), AT_ONCE).await;
    // A busy server may ask some of them to come again; that is no verdict on the token.
    let (fresh, others): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
    let is_asked_again = |answer: &&&Answer| answer.status == 409 && answer.at("/error_code") == "conflict";
    told.note(
        "other answers than a pair and 409",
        others.iter().filter(|answer| !is_asked_again(answer)).count(),
    );
    let distinct = |pointer| fresh.iter().map(|answer| answer.at(pointer)).collect::<BTreeSet<_>>();
    let next = distinct("/refresh_token");
    told.note("different refresh tokens", next.len());
    told.note("users", distinct("/user/id").len());
    told.ask(refresh(&ann.refresh)).await;
    told.ask(refresh(next.first().expect("a token"))).await;
}

async fn the_sessions_of_one_account_do_not_disturb_each_other(told: &mut Telling) {
    let ann = told.member("ann").await;
    let elsewhere = told.sign_in(&ann.email, PASSWORD).await;
    let next = turned_over(told, &ann.refresh).await;
    turned_over(told, &next).await;
    let answer: Value = told.ask(refresh(&elsewhere.refresh)).await.body().clone();
    assert!(answer["refresh_token"].is_string());
}
