//! Sessions where the operator names tags: no request gives a session one, so each counts among all
//! (gotrue-contract §2.3).

use std::time::Duration;

use serde_json::json;

use crate::contract::ask::post;
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    TaggedSessions {
        the_session_that_was_used_last_goes_on,
        a_session_cannot_be_given_a_tag,
    }
}

async fn the_session_that_was_used_last_goes_on(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.let_time_pass(Duration::from_secs(20)).await;
    let later = told.sign_in(&ann.email, PASSWORD).await;
    told.let_time_pass(Duration::from_secs(20)).await;
    for session in [&ann, &later] {
        told.ask(post("/token?grant_type=refresh_token").json(json!({"refresh_token": session.refresh})))
            .await;
    }
}

async fn a_session_cannot_be_given_a_tag(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.let_time_pass(Duration::from_secs(20)).await;
    let body = json!({"email": ann.email, "password": PASSWORD, "tag": "app", "session_tag": "app"});
    let signed_in = told.quietly(post("/token?grant_type=password&tag=app").json(body)).await;
    told.note("status", signed_in.status);
    told.let_time_pass(Duration::from_secs(20)).await;
    told.ask(
        post("/token?grant_type=refresh_token").json(json!({"refresh_token": ann.refresh, "tag": "web"})),
    )
    .await;
}
