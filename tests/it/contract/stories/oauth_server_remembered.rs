//! `GET /oauth/authorizations/{id}`: what a person let a program do before (gotrue-contract §1.18).

use crate::contract::program::{decide, look};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Programs {
        a_program_is_let_in_again_without_asking,
        for_less_it_is_not_asked_again,
        for_more_it_is_asked_again,
        what_is_let_in_later_takes_the_place_of_what_was_before,
        a_no_is_not_remembered,
        another_program_is_asked_for_itself,
    }
}

async fn a_program_is_let_in_again_without_asking(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    told.code_from(&ann, &program, &[("scope", "openid email")]).await;
    let id = told.asked_for(&program, &[("scope", "email openid")]).await;
    told.ask(look(&id, &ann)).await;
    told.ask(look(&id, &ann)).await;
    told.ask(decide(&id, &ann, "deny")).await;
}

async fn for_less_it_is_not_asked_again(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    told.code_from(&ann, &program, &[("scope", "openid email")]).await;
    let id = told.asked_for(&program, &[("scope", "email")]).await;
    told.ask(look(&id, &ann)).await;
}

async fn for_more_it_is_asked_again(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    told.code_from(&ann, &program, &[("scope", "email")]).await;
    let id = told.asked_for(&program, &[("scope", "email profile")]).await;
    told.ask(look(&id, &ann)).await;
}

async fn what_is_let_in_later_takes_the_place_of_what_was_before(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    told.code_from(&ann, &program, &[("scope", "email")]).await;
    told.code_from(&ann, &program, &[("scope", "profile")]).await;
    let id = told.asked_for(&program, &[("scope", "email")]).await;
    told.ask(look(&id, &ann)).await;
}

async fn a_no_is_not_remembered(told: &mut Telling) {
    let (program, ann) = (told.program().await, told.member("ann").await);
    let id = told.asked_for(&program, &[]).await;
    told.quietly(look(&id, &ann)).await;
    told.quietly(decide(&id, &ann, "deny")).await;
    let id = told.asked_for(&program, &[]).await;
    told.ask(look(&id, &ann)).await;
}

async fn another_program_is_asked_for_itself(told: &mut Telling) {
    let (program, other, ann) = (told.program().await, told.program().await, told.member("ann").await);
    told.code_from(&ann, &program, &[]).await;
    let id = told.asked_for(&other, &[]).await;
    told.ask(look(&id, &ann)).await;
}
