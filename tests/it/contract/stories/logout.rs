//! `POST /logout` in its three scopes (gotrue-contract §1.6).

use serde_json::json;

use crate::contract::ask::{Ask, get, post};
use crate::contract::story::stories;
use crate::contract::telling::{Member, PASSWORD, Telling};

stories! {
    Usual {
        without_a_scope_every_session_ends,
        the_global_scope_ends_every_session,
        the_local_scope_ends_this_session,
        the_others_scope_ends_all_but_this_session,
        an_unknown_scope_is_refused,
        a_body_is_not_read,
    }
}

fn logout(scope: &str, member: &Member) -> Ask {
    post(format!("/logout{scope}")).bearer(&member.access)
}

/// Somebody signed in on two devices signs out on the first.
async fn two_devices(told: &mut Telling, scope: &str) {
    let here = told.member("ann").await;
    let there = told.sign_in(&here.email, PASSWORD).await;
    told.ask(logout(scope, &here)).await;
    for device in [here, there] {
        told.ask(get("/user").bearer(&device.access)).await;
        let body = json!({"refresh_token": device.refresh});
        told.ask(post("/token?grant_type=refresh_token").json(body)).await;
    }
}

async fn without_a_scope_every_session_ends(told: &mut Telling) {
    two_devices(told, "").await;
}

async fn the_global_scope_ends_every_session(told: &mut Telling) {
    two_devices(told, "?scope=global").await;
}

async fn the_local_scope_ends_this_session(told: &mut Telling) {
    two_devices(told, "?scope=local").await;
}

async fn the_others_scope_ends_all_but_this_session(told: &mut Telling) {
    two_devices(told, "?scope=others").await;
}

async fn an_unknown_scope_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    for scope in ["?scope=universal", "?scope=LOCAL", "?scope="] {
        told.ask(logout(scope, &ann)).await;
    }
    let bob = told.member("bob").await;
    told.ask(logout("?scope=universal", &bob).newer_errors()).await;
    told.ask(get("/user").bearer(&bob.access)).await;
}

async fn a_body_is_not_read(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(logout("?scope=local", &ann).text("{")).await;
}
