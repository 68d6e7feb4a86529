//! Refresh tokens of the newer form, which have a number (gotrue-contract §2.4).

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::json;

use crate::contract::ask::{Ask, delete, get, post, put};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    CountedTokens {
        a_sign_in_gives_the_first,
        a_refresh_gives_the_next,
        the_token_before_the_current_one_gives_the_current_one_again,
        it_does_so_at_any_time,
        within_the_interval_an_older_token_gives_the_current_one,
        after_the_interval_an_older_token_ends_the_session,
        a_changed_token_is_refused,
        a_token_of_the_older_form_is_unknown,
        after_a_logout_the_token_is_unknown,
        somebody_banned_cannot_refresh,
        a_deleted_account_cannot_refresh,
        a_token_of_another_server_is_unknown,
        twenty_at_once_get_one_next_token,
        a_new_password_ends_the_other_sessions,
        a_link_gives_one_too,
    }
    LenientCountedTokens {
        an_older_token_is_refused_and_ends_nothing,
    }
    ReusableCountedTokens {
        an_older_token_goes_on_working,
    }
    LenientTokens {
        an_older_token_of_the_older_form_is_refused_and_ends_nothing,
    }
}

/// Longer than an old token may still be used again.
const AFTER_THE_INTERVAL: Duration = Duration::from_secs(30);

/// How many devices or tabs ask at once.
const AT_ONCE: usize = 20;

fn refresh(token: &str) -> Ask {
    post("/token?grant_type=refresh_token").json(json!({"refresh_token": token}))
}

/// The tokens of a session after so many refreshes, the first one first, and its last access token.
async fn chain(told: &mut Telling, refreshes: usize) -> (Vec<String>, String) {
    let ann = told.member("ann").await;
    let (mut tokens, mut access) = (vec![ann.refresh], ann.access);
    for _ in 0..refreshes {
        let answer = told.quietly(refresh(tokens.last().expect("a token"))).await;
        tokens.push(answer.at("/refresh_token"));
        access = answer.at("/access_token");
    }
    (tokens, access)
}

async fn a_sign_in_gives_the_first(told: &mut Telling) {
    let email = told.member("ann").await.email;
    let body = json!({"email": email, "password": PASSWORD});
    let session = told.ask(post("/token?grant_type=password").json(body)).await;
    let length = session.at("/refresh_token").len();
    told.note("its length", length);
}

async fn a_refresh_gives_the_next(told: &mut Telling) {
    let email = told.member("ann").await.email;
    let mut token = told.sign_in(&email, PASSWORD).await.refresh;
    for _ in 0..3 {
        token = told.ask(refresh(&token)).await.at("/refresh_token");
    }
}

async fn the_token_before_the_current_one_gives_the_current_one_again(told: &mut Telling) {
    let (tokens, _) = chain(told, 1).await;
    let again = told.ask(refresh(&tokens[0])).await.at("/refresh_token");
    told.note("it is the same", again == tokens[1]);
    told.ask(refresh(&tokens[1])).await;
}

async fn it_does_so_at_any_time(told: &mut Telling) {
    let (tokens, _) = chain(told, 1).await;
    told.let_time_pass(Duration::from_hours(30 * 24)).await;
    told.ask(refresh(&tokens[0])).await;
    told.let_time_pass(AFTER_THE_INTERVAL).await;
    told.ask(refresh(&tokens[1])).await;
}

async fn within_the_interval_an_older_token_gives_the_current_one(told: &mut Telling) {
    let (tokens, _) = chain(told, 3).await;
    let again = told.ask(refresh(&tokens[0])).await.at("/refresh_token");
    told.note("it is the same", again == tokens[3]);
}

async fn after_the_interval_an_older_token_ends_the_session(told: &mut Telling) {
    let (tokens, access) = chain(told, 2).await;
    told.let_time_pass(AFTER_THE_INTERVAL).await;
    told.ask(refresh(&tokens[0])).await;
    told.ask(refresh(&tokens[2])).await;
    told.ask(get("/user").bearer(&access)).await;
}

async fn a_changed_token_is_refused(told: &mut Telling) {
    let (tokens, _) = chain(told, 0).await;
    let token = &tokens[0];
    let changed = format!("{}{}", if token.starts_with('A') { "B" } else { "A" }, &token[1..]);
    let longer = format!("{token}AAAA");
    for (number, other) in [&token[..token.len() - 1], &token[1..], &changed, &longer].into_iter().enumerate()
    {
        told.call(other, &format!("<changed {number}>"));
        told.ask(refresh(other)).await;
    }
}

async fn a_token_of_the_older_form_is_unknown(told: &mut Telling) {
    told.ask(refresh("abcdefghijkl")).await;
}

async fn after_a_logout_the_token_is_unknown(told: &mut Telling) {
    let (tokens, access) = chain(told, 1).await;
    told.ask(post("/logout").bearer(&access)).await;
    for token in tokens {
        told.ask(refresh(&token)).await;
    }
}

async fn somebody_banned_cannot_refresh(told: &mut Telling) {
    let ann = told.member("ann").await;
    let key = told.admin_key();
    let path = format!("/admin/users/{}", ann.id);
    told.quietly(put(&path).bearer(&key).json(json!({"ban_duration": "24h"}))).await;
    told.ask(refresh(&ann.refresh)).await;
    told.quietly(put(&path).bearer(&key).json(json!({"ban_duration": "none"}))).await;
    told.ask(refresh(&ann.refresh)).await;
}

async fn a_deleted_account_cannot_refresh(told: &mut Telling) {
    let ann = told.member("ann").await;
    let key = told.admin_key();
    told.quietly(delete(format!("/admin/users/{}", ann.id)).bearer(&key)).await;
    told.ask(refresh(&ann.refresh)).await;
}

async fn a_token_of_another_server_is_unknown(told: &mut Telling) {
    // Its form and its sum are right.
    told.ask(refresh("AAARIjNEVWZ3iJmqu8zd7v8AcnQ2ga0zGlS5ZuMKTrz_1QfBpcQ")).await;
}

async fn twenty_at_once_get_one_next_token(told: &mut Telling) {
    let ann = told.member("ann").await;
    let answers = told.all_at_once(&refresh(&ann.refresh), AT_ONCE).await;
    // The real server turns some away after a while.
    let given = answers.iter().filter(|answer| answer.status == 200);
    let tokens: BTreeSet<_> = given.map(|answer| answer.at("/refresh_token")).collect();
    told.note("how many next tokens there are", tokens.len());
    let token = tokens.first().expect("a token").clone();
    told.ask(refresh(&token)).await;
}

async fn a_new_password_ends_the_other_sessions(told: &mut Telling) {
    let here = told.member("ann").await;
    let there = told.sign_in(&here.email, PASSWORD).await;
    told.quietly(put("/user").bearer(&here.access).json(json!({"password": "another good one"}))).await;
    told.ask(refresh(&there.refresh)).await;
    told.ask(refresh(&here.refresh)).await;
}

async fn a_link_gives_one_too(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    told.ask(get(format!("/verify?type=signup&token={}", letter.hash()))).await;
}

async fn an_older_token_is_refused_and_ends_nothing(told: &mut Telling) {
    let (tokens, access) = chain(told, 2).await;
    told.let_time_pass(AFTER_THE_INTERVAL).await;
    told.ask(refresh(&tokens[0])).await;
    told.ask(get("/user").bearer(&access)).await;
    told.ask(refresh(&tokens[2])).await;
}

async fn an_older_token_goes_on_working(told: &mut Telling) {
    let (tokens, _) = chain(told, 3).await;
    told.let_time_pass(AFTER_THE_INTERVAL).await;
    let again = told.ask(refresh(&tokens[0])).await.at("/refresh_token");
    told.note("it is the same", again == tokens[3]);
    told.ask(refresh(&tokens[3])).await;
}

async fn an_older_token_of_the_older_form_is_refused_and_ends_nothing(told: &mut Telling) {
    let (tokens, access) = chain(told, 2).await;
    told.let_time_pass(AFTER_THE_INTERVAL).await;
    told.ask(refresh(&tokens[0])).await;
    told.ask(get("/user").bearer(&access)).await;
    told.ask(refresh(&tokens[2])).await;
}
