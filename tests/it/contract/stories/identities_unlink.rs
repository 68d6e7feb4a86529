//! A person takes a way to sign in away (gotrue-contract §1.12).

use crate::contract::ask::{Ask, delete};
use crate::contract::at_provider::keycloak;
use crate::contract::linking::{identities, linked, links, notes_providers};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Usual {
        nobody_unlinks_where_that_is_off,
    }
    Providers {
        only_somebody_signed_in_unlinks,
        what_is_no_id_is_not_found,
        the_last_identity_stays,
        an_unknown_identity_is_not_found,
        an_identity_of_somebody_else_is_not_found,
        a_provider_is_unlinked,
        an_unlinked_person_is_nobody_here,
        the_identity_by_mail_is_unlinked,
        the_address_of_an_unlinked_identity_goes_with_it,
        an_unverified_address_that_takes_its_place_is_unconfirmed,
        an_identity_stays_while_the_other_address_is_taken,
        an_identity_is_unlinked_once,
        unlinking_is_refused_in_the_newer_shape,
        an_unlinked_identity_may_be_linked_again,
    }
}

/// The id of the identity by this provider.
async fn identity(told: &mut Telling, access: &str, provider: &str) -> String {
    let known = identities(told, access).await;
    let found = known.iter().find(|identity| identity["provider"] == provider).expect("an identity");
    found["identity_id"].as_str().expect("an id").to_owned()
}

fn unlink(access: &str, id: &str) -> Ask {
    delete(format!("/user/identities/{id}")).bearer(access)
}

async fn nobody_unlinks_where_that_is_off(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(unlink(&ann.access, "x")).await;
    told.ask(delete("/user/identities/x")).await;
}

async fn only_somebody_signed_in_unlinks(told: &mut Telling) {
    told.ask(delete("/user/identities/0b9b6d3e-8f51-4f0e-9f0b-6a2f54c1a001")).await;
    told.ask(unlink("x", "x")).await;
}

async fn what_is_no_id_is_not_found(told: &mut Telling) {
    let ann = linked(told, "other").await;
    for id in ["x", "0", "0b9b6d3e-8f51-4f0e-9f0b", "..%2F"] {
        told.ask(unlink(&ann.access, id)).await;
    }
}

async fn the_last_identity_stays(told: &mut Telling) {
    let ann = told.member("ann").await;
    let id = identity(told, &ann.access, "email").await;
    told.ask(unlink(&ann.access, &id)).await;
    told.ask(unlink(&ann.access, "0b9b6d3e-8f51-4f0e-9f0b-6a2f54c1a001")).await;
}

async fn an_unknown_identity_is_not_found(told: &mut Telling) {
    let ann = linked(told, "other").await;
    told.ask(unlink(&ann.access, "0b9b6d3e-8f51-4f0e-9f0b-6a2f54c1a001")).await;
}

async fn an_identity_of_somebody_else_is_not_found(told: &mut Telling) {
    let person = told.person("bob");
    let bob = told.comes_in(&person).await;
    let id = identity(told, &bob.access, "keycloak").await;
    let ann = linked(told, "other").await;
    told.ask(unlink(&ann.access, &id)).await;
    notes_providers(told, &bob.access).await;
}

async fn a_provider_is_unlinked(told: &mut Telling) {
    let ann = linked(told, "other").await;
    let id = identity(told, &ann.access, "keycloak").await;
    told.ask(unlink(&ann.access, &id)).await;
    told.shows_account(&ann.access).await;
}

async fn an_unlinked_person_is_nobody_here(told: &mut Telling) {
    let ann = linked(told, "other").await;
    let id = identity(told, &ann.access, "keycloak").await;
    told.quietly(unlink(&ann.access, &id)).await;
    let person = told.person("other");
    let session = told.comes_in(&person).await;
    told.note("whether it is the same account", session.id == ann.id);
}

async fn the_identity_by_mail_is_unlinked(told: &mut Telling) {
    // The provider knows the same address.
    let ann = linked(told, "ann").await;
    let id = identity(told, &ann.access, "email").await;
    told.ask(unlink(&ann.access, &id)).await;
    told.shows_account(&ann.access).await;
}

async fn the_address_of_an_unlinked_identity_goes_with_it(told: &mut Telling) {
    let ann = linked(told, "other").await;
    let id = identity(told, &ann.access, "email").await;
    told.ask(unlink(&ann.access, &id)).await;
    told.shows_account(&ann.access).await;
}

async fn an_unverified_address_that_takes_its_place_is_unconfirmed(told: &mut Telling) {
    let ann = told.member("ann").await;
    let person = keycloak(&told.subject("other"), &told.address("other"), false);
    let ask = links(told, &ann.access, &person).await;
    told.quietly(ask).await;
    let id = identity(told, &ann.access, "email").await;
    told.ask(unlink(&ann.access, &id)).await;
    told.shows_account(&ann.access).await;
}

async fn an_identity_stays_while_the_other_address_is_taken(told: &mut Telling) {
    told.member("bob").await;
    let ann = linked(told, "bob").await;
    let id = identity(told, &ann.access, "email").await;
    told.ask(unlink(&ann.access, &id)).await;
    notes_providers(told, &ann.access).await;
}

async fn an_identity_is_unlinked_once(told: &mut Telling) {
    let ann = linked(told, "other").await;
    let id = identity(told, &ann.access, "keycloak").await;
    told.quietly(unlink(&ann.access, &id)).await;
    told.ask(unlink(&ann.access, &id)).await;
}

async fn unlinking_is_refused_in_the_newer_shape(told: &mut Telling) {
    let ann = told.member("ann").await;
    let id = identity(told, &ann.access, "email").await;
    told.ask(unlink(&ann.access, &id).newer_errors()).await;
    told.ask(unlink(&ann.access, "x").newer_errors()).await;
}

async fn an_unlinked_identity_may_be_linked_again(told: &mut Telling) {
    let ann = linked(told, "other").await;
    let id = identity(told, &ann.access, "keycloak").await;
    told.quietly(unlink(&ann.access, &id)).await;
    let person = told.person("other");
    let ask = links(told, &ann.access, &person).await;
    told.ask(ask).await;
    notes_providers(told, &ann.access).await;
}
