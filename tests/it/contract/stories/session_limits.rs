//! How long sessions may go on (gotrue-contract §2.3).

use std::time::Duration;

use serde_json::json;

use crate::contract::ask::{Ask, get, post};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    LimitedSessions {
        a_session_in_use_goes_on,
        a_session_that_was_not_used_is_over,
        a_session_in_use_ends_all_the_same,
        a_session_that_is_over_is_still_known_to_its_access_token,
        a_new_sign_in_begins_anew,
        the_token_before_the_current_one_is_over_too,
        the_end_is_told_in_the_newer_shape,
    }
    SingleSession {
        only_the_session_that_was_used_last_goes_on,
        a_session_that_is_used_again_ends_the_other,
        of_two_people_both_go_on,
        a_session_that_was_ended_is_no_other,
    }
}

const AN_HOUR_AND_A_HALF: Duration = Duration::from_mins(90);

/// Shorter than any limit, and longer than two requests at once.
const A_WHILE: Duration = Duration::from_mins(1);

fn refresh(token: &str) -> Ask {
    post("/token?grant_type=refresh_token").json(json!({"refresh_token": token}))
}

async fn a_session_in_use_goes_on(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.let_time_pass(AN_HOUR_AND_A_HALF).await;
    let next = told.ask(refresh(&ann.refresh)).await.at("/refresh_token");
    told.let_time_pass(Duration::from_hours(1)).await;
    told.ask(refresh(&next)).await;
}

async fn a_session_that_was_not_used_is_over(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.let_time_pass(Duration::from_mins(121)).await;
    told.ask(refresh(&ann.refresh)).await;
    told.ask(refresh(&ann.refresh)).await;
}

async fn a_session_in_use_ends_all_the_same(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.let_time_pass(AN_HOUR_AND_A_HALF).await;
    let next = told.quietly(refresh(&ann.refresh)).await.at("/refresh_token");
    told.let_time_pass(AN_HOUR_AND_A_HALF + A_WHILE).await;
    told.ask(refresh(&next)).await;
}

async fn a_session_that_is_over_is_still_known_to_its_access_token(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.let_time_pass(AN_HOUR_AND_A_HALF).await;
    let next = told.quietly(refresh(&ann.refresh)).await;
    let access = next.at("/access_token");
    told.let_time_pass(Duration::from_mins(40)).await;
    told.ask(get("/user").bearer(&access)).await;
}

async fn a_new_sign_in_begins_anew(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.let_time_pass(Duration::from_hours(4)).await;
    let again = told.sign_in(&ann.email, PASSWORD).await;
    told.ask(refresh(&ann.refresh)).await;
    told.ask(refresh(&again.refresh)).await;
}

async fn the_token_before_the_current_one_is_over_too(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.quietly(refresh(&ann.refresh)).await;
    told.let_time_pass(Duration::from_hours(4)).await;
    told.ask(refresh(&ann.refresh)).await;
}

async fn the_end_is_told_in_the_newer_shape(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.let_time_pass(Duration::from_hours(4)).await;
    told.ask(refresh(&ann.refresh).newer_errors()).await;
}

async fn only_the_session_that_was_used_last_goes_on(told: &mut Telling) {
    let here = told.member("ann").await;
    told.let_time_pass(A_WHILE).await;
    let there = told.sign_in(&here.email, PASSWORD).await;
    told.let_time_pass(A_WHILE).await;
    told.ask(refresh(&here.refresh)).await;
    told.ask(refresh(&there.refresh)).await;
    told.ask(get("/user").bearer(&here.access)).await;
}

async fn a_session_that_is_used_again_ends_the_other(told: &mut Telling) {
    let here = told.member("ann").await;
    let next = told.quietly(refresh(&here.refresh)).await.at("/refresh_token");
    told.let_time_pass(A_WHILE).await;
    let there = told.sign_in(&here.email, PASSWORD).await;
    told.let_time_pass(A_WHILE).await;
    told.ask(refresh(&next)).await;
    told.ask(refresh(&there.refresh)).await;
}

async fn of_two_people_both_go_on(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.let_time_pass(A_WHILE).await;
    let bob = told.member("bob").await;
    told.ask(refresh(&ann.refresh)).await;
    told.ask(refresh(&bob.refresh)).await;
}

async fn a_session_that_was_ended_is_no_other(told: &mut Telling) {
    let here = told.member("ann").await;
    told.let_time_pass(A_WHILE).await;
    let there = told.sign_in(&here.email, PASSWORD).await;
    told.quietly(post("/logout?scope=local").bearer(&there.access)).await;
    told.ask(refresh(&here.refresh)).await;
}
