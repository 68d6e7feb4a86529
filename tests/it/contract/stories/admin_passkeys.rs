//! `GET /admin/users/{id}/passkeys`, and `DELETE` on one of them (gotrue-contract §1.17).

use crate::contract::ask::{Ask, delete, get};
use crate::contract::keys::device;
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Usual {
        a_list_is_there_where_there_are_no_passkeys,
        one_that_is_unknown_is_not_taken_away,
    }
    Keys {
        passkeys_are_listed,
        a_list_may_be_empty,
        a_passkey_is_taken_away,
        a_passkey_of_somebody_else_is_not_taken_away,
        what_is_no_id_is_not_found,
        unknown_people_have_none,
        only_administrators_look,
    }
}

const NOWHERE: &str = "11111111-2222-4333-8444-555555555555";

fn list(told: &Telling, user: &str) -> Ask {
    get(format!("/admin/users/{user}/passkeys")).bearer(&told.admin_key())
}

fn take_away(told: &Telling, user: &str, passkey: &str) -> Ask {
    delete(format!("/admin/users/{user}/passkeys/{passkey}")).bearer(&told.admin_key())
}

async fn a_list_is_there_where_there_are_no_passkeys(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(list(told, &ann.id)).await;
}

async fn one_that_is_unknown_is_not_taken_away(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(take_away(told, &ann.id, NOWHERE)).await;
    told.ask(take_away(told, &ann.id, NOWHERE).newer_errors()).await;
}

async fn passkeys_are_listed(told: &mut Telling) {
    let mut device = device();
    let (ann, _) = told.with_passkey(&mut device).await;
    told.passkey(&ann, &mut device).await;
    told.ask(list(told, &ann.id)).await;
}

async fn a_list_may_be_empty(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(list(told, &ann.id)).await;
}

async fn a_passkey_is_taken_away(told: &mut Telling) {
    let mut device = device();
    let (whole, _) = told.protected("ann").await;
    let passkey = told.passkey(&whole, &mut device).await;
    told.ask(take_away(told, &whole.id, &passkey)).await;
    told.ask(take_away(told, &whole.id, &passkey)).await;
    told.ask(list(told, &whole.id)).await;
}

async fn a_passkey_of_somebody_else_is_not_taken_away(told: &mut Telling) {
    let mut device = device();
    let (ann, passkey) = told.with_passkey(&mut device).await;
    let bob = told.member("bob").await;
    told.ask(take_away(told, &bob.id, &passkey)).await;
    told.ask(list(told, &ann.id)).await;
}

async fn what_is_no_id_is_not_found(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(take_away(told, &ann.id, "not-an-id")).await;
    told.ask(list(told, "not-an-id")).await;
    told.ask(take_away(told, "not-an-id", NOWHERE)).await;
}

async fn unknown_people_have_none(told: &mut Telling) {
    told.ask(list(told, NOWHERE)).await;
    told.ask(list(told, NOWHERE).newer_errors()).await;
    told.ask(take_away(told, NOWHERE, NOWHERE)).await;
}

async fn only_administrators_look(told: &mut Telling) {
    let mut device = device();
    let (ann, passkey) = told.with_passkey(&mut device).await;
    let (all, one) =
        (format!("/admin/users/{}/passkeys", ann.id), format!("/admin/users/{}/passkeys/{passkey}", ann.id));
    for ask in [get(all), delete(one)] {
        told.ask(ask.clone()).await;
        told.ask(ask.clone().bearer(&ann.access)).await;
        told.ask(ask.bearer("nonsense")).await;
    }
}
