//! `/user/oauth/grants` and `/oauth/userinfo`: what people let programs do, and what programs read of them
//! (gotrue-contract §1.18).

use serde_json::json;

use crate::contract::ask::{delete, get, put};
use crate::contract::program::{Program, look};
use crate::contract::story::stories;
use crate::contract::telling::{Member, Telling};

stories! {
    Programs {
        nobody_is_let_in_at_first,
        a_program_that_is_let_in_is_listed,
        the_latest_is_listed_first,
        what_is_let_in_again_is_listed_once,
        only_the_person_sees_it,
        a_program_is_shut_out,
        a_program_that_is_shut_out_asks_again,
        a_code_that_was_given_before_is_worth_nothing,
        sessions_of_others_go_on,
        a_program_is_named_to_shut_it_out,
        what_was_not_let_in_is_not_shut_out,
        only_the_person_shuts_it_out,
        what_a_program_reads_follows_what_it_was_let,
        a_program_reads_the_profile,
        a_program_reads_a_profile_without_a_name,
        a_session_of_ones_own_reads_the_id_only,
        only_people_are_read_of,
    }
}

const ID: &str = "0b9b6d3e-8f51-4f0e-9f0b-6a2f54c1a001";

async fn shut_out(told: &mut Telling, who: &Member, program: &Program) {
    told.ask(delete(format!("/user/oauth/grants?client_id={}", program.id)).bearer(&who.access)).await;
}

async fn nobody_is_let_in_at_first(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(get("/user/oauth/grants").bearer(&ann.access)).await;
}

async fn a_program_that_is_let_in_is_listed(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    told.code_from(&ann, &program, &[("scope", "openid  email")]).await;
    told.ask(get("/user/oauth/grants").bearer(&ann.access)).await;
}

async fn the_latest_is_listed_first(told: &mut Telling) {
    let ann = told.member("ann").await;
    for name in ["first", "second"] {
        let program = told.program_with(json!({ "client_name": name })).await;
        told.code_from(&ann, &program, &[]).await;
    }
    told.ask(get("/user/oauth/grants").bearer(&ann.access)).await;
}

async fn what_is_let_in_again_is_listed_once(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    told.code_from(&ann, &program, &[("scope", "email")]).await;
    told.code_from(&ann, &program, &[("scope", "profile phone")]).await;
    told.ask(get("/user/oauth/grants").bearer(&ann.access)).await;
}

async fn only_the_person_sees_it(told: &mut Telling) {
    let (program, ann, bob) = (told.program().await, told.member("ann").await, told.member("bob").await);
    told.code_from(&ann, &program, &[]).await;
    told.ask(get("/user/oauth/grants").bearer(&bob.access)).await;
    told.ask(get("/user/oauth/grants")).await;
    told.ask(get("/user/oauth/grants").bearer("x")).await;
}

async fn a_program_is_shut_out(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let (access, _) = told.lets_in(&ann, &program, "email").await;
    shut_out(told, &ann, &program).await;
    told.ask(get("/user/oauth/grants").bearer(&ann.access)).await;
    told.ask(get("/oauth/userinfo").bearer(&access)).await;
    shut_out(told, &ann, &program).await;
}

async fn a_program_that_is_shut_out_asks_again(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    told.lets_in(&ann, &program, "email").await;
    told.quietly(delete(format!("/user/oauth/grants?client_id={}", program.id)).bearer(&ann.access)).await;
    let id = told.asked_for(&program, &[]).await;
    told.ask(look(&id, &ann)).await;
    told.lets_in(&ann, &program, "email").await;
    told.ask(get("/user/oauth/grants").bearer(&ann.access)).await;
}

async fn a_code_that_was_given_before_is_worth_nothing(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let code = told.code_from(&ann, &program, &[]).await;
    told.quietly(delete(format!("/user/oauth/grants?client_id={}", program.id)).bearer(&ann.access)).await;
    told.ask(told.exchange(&program, program.code_body(&code))).await;
}

async fn sessions_of_others_go_on(told: &mut Telling) {
    let (program, other) = (told.program().await, told.program().await);
    let (ann, bob) = (told.member("ann").await, told.member("bob").await);
    told.lets_in(&ann, &program, "email").await;
    let (of_other, _) = told.lets_in(&ann, &other, "email").await;
    let (of_bob, _) = told.lets_in(&bob, &program, "email").await;
    shut_out(told, &ann, &program).await;
    for access in [&of_other, &of_bob, &ann.access] {
        told.ask(get("/oauth/userinfo").bearer(access)).await;
    }
}

async fn a_program_is_named_to_shut_it_out(told: &mut Telling) {
    let ann = told.member("ann").await;
    for query in ["", "?client_id=", "?client_id=x"] {
        told.ask(delete(format!("/user/oauth/grants{query}")).bearer(&ann.access)).await;
    }
    told.ask(delete("/user/oauth/grants").bearer(&ann.access).newer_errors()).await;
}

async fn what_was_not_let_in_is_not_shut_out(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    shut_out(told, &ann, &program).await;
    told.ask(delete(format!("/user/oauth/grants?client_id={ID}")).bearer(&ann.access)).await;
    told.ask(delete(format!("/user/oauth/grants?client_id={ID}")).bearer(&ann.access).newer_errors()).await;
}

async fn only_the_person_shuts_it_out(told: &mut Telling) {
    let (program, ann, bob) = (told.program().await, told.member("ann").await, told.member("bob").await);
    told.code_from(&ann, &program, &[]).await;
    told.ask(delete(format!("/user/oauth/grants?client_id={}", program.id))).await;
    shut_out(told, &bob, &program).await;
    told.ask(get("/user/oauth/grants").bearer(&ann.access)).await;
}

async fn what_a_program_reads_follows_what_it_was_let(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    for scope in ["openid", "email", "phone", "offline_access", "openid email phone"] {
        let (access, _) = told.lets_in(&ann, &program, scope).await;
        told.ask(get("/oauth/userinfo").bearer(&access)).await;
    }
}

async fn a_program_reads_the_profile(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let said = json!({
        "name": "Ann", "picture": "https://a.example/p", "avatar_url": "https://a.example/a",
        "preferred_username": "ann.o", "username": "ann", "age": 7,
    });
    told.quietly(put("/user").bearer(&ann.access).json(json!({ "data": said }))).await;
    let (access, _) = told.lets_in(&ann, &program, "profile").await;
    told.ask(get("/oauth/userinfo").bearer(&access)).await;
}

async fn a_program_reads_a_profile_without_a_name(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let said = json!({ "name": 5, "picture": "", "avatar_url": "https://a.example/a", "username": "ann" });
    told.quietly(put("/user").bearer(&ann.access).json(json!({ "data": said }))).await;
    let (access, _) = told.lets_in(&ann, &program, "profile email").await;
    told.ask(get("/oauth/userinfo").bearer(&access)).await;
}

async fn a_session_of_ones_own_reads_the_id_only(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(get("/oauth/userinfo").bearer(&ann.access)).await;
}

async fn only_people_are_read_of(told: &mut Telling) {
    told.ask(get("/oauth/userinfo")).await;
    told.ask(get("/oauth/userinfo").bearer("x").newer_errors()).await;
    let key = told.publishable_key();
    told.ask(get("/oauth/userinfo").bearer(&key)).await;
}
