//! `/oauth/authorizations/{id}`: a person sees what a program asks for, and decides (gotrue-contract §1.18).

use std::time::Duration;

use serde_json::json;

use crate::contract::ask::{get, post};
use crate::contract::program::{decide, look};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Programs {
        a_person_sees_what_a_program_asks_for,
        a_program_without_a_name_shows_none,
        the_same_person_looks_again,
        somebody_else_sees_nothing_then,
        only_people_look,
        a_page_of_the_site_looks,
        a_strange_page_does_not_look,
        what_is_not_there_is_not_found,
        a_person_lets_a_program_in,
        a_way_back_keeps_its_query,
        without_a_state_none_comes_back,
        a_person_says_no,
        nobody_decides_unseen,
        nobody_decides_for_somebody_else,
        only_people_decide,
        a_strange_page_does_not_decide,
        a_decision_is_made_once,
        what_was_denied_stays_denied,
        a_decision_is_yes_or_no,
        a_decision_is_an_object,
        what_is_not_there_is_not_decided,
        administrators_do_not_decide,
    }
    ProgramsPassingTime {
        after_ten_minutes_nothing_is_there_to_see,
        after_ten_minutes_nothing_is_decided,
        within_ten_minutes_it_is_decided,
    }
}

async fn a_person_sees_what_a_program_asks_for(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let id = told.asked_for(&program, &[("scope", "openid email")]).await;
    told.ask(look(&id, &ann)).await;
}

async fn a_program_without_a_name_shows_none(told: &mut Telling) {
    let ann = told.member("ann").await;
    let bare = json!({ "client_name": "", "client_uri": "", "logo_uri": "https://program.example/logo" });
    let program = told.program_with(bare).await;
    let id = told.asked_for(&program, &[]).await;
    told.ask(look(&id, &ann)).await;
}

async fn the_same_person_looks_again(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let id = told.asked_for(&program, &[]).await;
    told.quietly(look(&id, &ann)).await;
    told.ask(look(&id, &ann)).await;
}

async fn somebody_else_sees_nothing_then(told: &mut Telling) {
    let (program, ann, bob) = (told.program().await, told.member("ann").await, told.member("bob").await);
    let id = told.asked_for(&program, &[]).await;
    told.quietly(look(&id, &ann)).await;
    told.ask(look(&id, &bob)).await;
    told.ask(look(&id, &bob).newer_errors()).await;
}

async fn only_people_look(told: &mut Telling) {
    let program = told.program().await;
    let id = told.asked_for(&program, &[]).await;
    let path = format!("/oauth/authorizations/{id}");
    told.ask(get(&path)).await;
    told.ask(get(&path).bearer("x")).await;
    let key = told.publishable_key();
    told.ask(get(&path).bearer(&key)).await;
}

async fn a_page_of_the_site_looks(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let id = told.asked_for(&program, &[]).await;
    told.ask(look(&id, &ann).header("origin", "https://site.example")).await;
    told.ask(look(&id, &ann).header("origin", "http://127.0.0.1:3000")).await;
}

async fn a_strange_page_does_not_look(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let id = told.asked_for(&program, &[]).await;
    for origin in ["https://strange.example", "null", "https://site.example.strange.example"] {
        told.ask(look(&id, &ann).header("origin", origin)).await;
    }
}

async fn what_is_not_there_is_not_found(told: &mut Telling) {
    let ann = told.member("ann").await;
    for id in ["x", "0b9b6d3e-8f51-4f0e-9f0b-6a2f54c1a001", &"a".repeat(32)] {
        told.ask(look(id, &ann)).await;
    }
}

async fn a_person_lets_a_program_in(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let id = told.asked_for(&program, &[]).await;
    told.quietly(look(&id, &ann)).await;
    told.ask(decide(&id, &ann, "approve")).await;
}

async fn a_way_back_keeps_its_query(told: &mut Telling) {
    let back = format!("{}?a=b&code=own", told.way_back());
    let program = told.program_with(json!({ "redirect_uris": [back] })).await;
    let ann = told.member("ann").await;
    let id = told.asked_for(&program, &[]).await;
    told.quietly(look(&id, &ann)).await;
    let told_to = told.quietly(decide(&id, &ann, "approve")).await;
    let url = url::Url::parse(&told_to.at("/redirect_url")).expect("a URL");
    let names: std::collections::BTreeSet<_> = url.query_pairs().map(|(name, _)| name.into_owned()).collect();
    told.note("parameters", names.into_iter().collect::<Vec<_>>());
}

async fn without_a_state_none_comes_back(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let id = told.asked_for(&program, &[("state", "")]).await;
    told.quietly(look(&id, &ann)).await;
    told.ask(decide(&id, &ann, "approve")).await;
}

async fn a_person_says_no(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let id = told.asked_for(&program, &[]).await;
    told.quietly(look(&id, &ann)).await;
    let answer = told.quietly(decide(&id, &ann, "deny")).await;
    let url = url::Url::parse(&answer.at("/redirect_url")).expect("a URL");
    for name in ["error", "state", "code"] {
        let value = url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
        told.note(name, value);
    }
}

async fn nobody_decides_unseen(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let id = told.asked_for(&program, &[]).await;
    told.ask(decide(&id, &ann, "approve")).await;
    told.ask(decide(&id, &ann, "deny").newer_errors()).await;
}

async fn nobody_decides_for_somebody_else(told: &mut Telling) {
    let (program, ann, bob) = (told.program().await, told.member("ann").await, told.member("bob").await);
    let id = told.asked_for(&program, &[]).await;
    told.quietly(look(&id, &ann)).await;
    told.ask(decide(&id, &bob, "approve")).await;
}

async fn only_people_decide(told: &mut Telling) {
    let path = format!("/oauth/authorizations/{}/consent", "a".repeat(32));
    told.ask(post(&path).json(json!({ "action": "approve" }))).await;
    told.ask(post(&path).bearer("x").json(json!({ "action": "approve" }))).await;
}

async fn a_strange_page_does_not_decide(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let id = told.asked_for(&program, &[]).await;
    told.quietly(look(&id, &ann)).await;
    told.ask(decide(&id, &ann, "approve").header("origin", "https://strange.example")).await;
    told.ask(decide(&id, &ann, "approve").header("origin", "https://site.example")).await;
}

async fn a_decision_is_made_once(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let id = told.asked_for(&program, &[]).await;
    told.quietly(look(&id, &ann)).await;
    told.quietly(decide(&id, &ann, "approve")).await;
    told.ask(decide(&id, &ann, "approve")).await;
    told.ask(decide(&id, &ann, "deny")).await;
    told.ask(look(&id, &ann)).await;
}

async fn what_was_denied_stays_denied(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let id = told.asked_for(&program, &[]).await;
    told.quietly(look(&id, &ann)).await;
    told.quietly(decide(&id, &ann, "deny")).await;
    told.ask(decide(&id, &ann, "approve")).await;
    told.ask(look(&id, &ann).newer_errors()).await;
}

async fn a_decision_is_yes_or_no(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let id = told.asked_for(&program, &[]).await;
    told.quietly(look(&id, &ann)).await;
    for action in ["", "Approve", "maybe"] {
        told.ask(decide(&id, &ann, action)).await;
    }
    let path = format!("/oauth/authorizations/{id}/consent");
    told.ask(post(path).bearer(&ann.access).json(json!({}))).await;
}

async fn a_decision_is_an_object(told: &mut Telling) {
    let ann = told.member("ann").await;
    let consent = || post(format!("/oauth/authorizations/{}/consent", "a".repeat(32))).bearer(&ann.access);
    told.ask(consent()).await;
    told.ask(consent().text("nonsense")).await;
    told.ask(consent().json(json!({ "action": true }))).await;
    told.ask(consent().json(json!(["approve"]))).await;
}

async fn what_is_not_there_is_not_decided(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(decide("x", &ann, "approve")).await;
    told.ask(decide(&"a".repeat(32), &ann, "deny").newer_errors()).await;
}

async fn administrators_do_not_decide(told: &mut Telling) {
    let (program, admin) = (told.program().await, told.admin_key());
    let id = told.asked_for(&program, &[]).await;
    let path = format!("/oauth/authorizations/{id}");
    told.ask(get(&path).bearer(&admin)).await;
    told.ask(post(format!("{path}/consent")).bearer(&admin).json(json!({ "action": "approve" }))).await;
}

async fn after_ten_minutes_nothing_is_there_to_see(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let id = told.asked_for(&program, &[]).await;
    told.let_time_pass(Duration::from_mins(11)).await;
    told.ask(look(&id, &ann)).await;
    told.ask(look(&id, &ann)).await;
}

async fn after_ten_minutes_nothing_is_decided(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let id = told.asked_for(&program, &[]).await;
    told.quietly(look(&id, &ann)).await;
    told.let_time_pass(Duration::from_mins(11)).await;
    told.ask(decide(&id, &ann, "approve")).await;
}

async fn within_ten_minutes_it_is_decided(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let id = told.asked_for(&program, &[]).await;
    told.let_time_pass(Duration::from_mins(9)).await;
    told.quietly(look(&id, &ann)).await;
    told.ask(decide(&id, &ann, "approve")).await;
}
