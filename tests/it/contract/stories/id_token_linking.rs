//! `POST /token?grant_type=id_token` with `link_identity`: somebody signed in gives themselves an identity
//! (gotrue-contract §1.2).

use serde_json::{Value, json};

use crate::contract::ask::{Ask, post};
use crate::contract::id_token::bring;
use crate::contract::linking::notes_providers;
use crate::contract::story::stories;
use crate::contract::telling::{Member, Telling};

stories! {
    Providers {
        an_identity_is_linked,
        the_session_before_goes_on,
        an_unverified_address_is_linked,
        an_identity_without_an_address_is_linked,
        an_identity_of_mine_is_not_linked_again,
        an_identity_of_somebody_else_is_not_linked,
        an_address_of_somebody_else_may_be_linked,
        linking_needs_a_bearer,
        linking_needs_somebody_signed_in,
        somebody_whose_session_is_over_links_nothing,
        somebody_banned_links_nothing,
        a_bad_token_links_nothing,
        without_the_switch_the_bearer_is_not_looked_at,
        somebody_without_a_name_gets_the_address,
        somebody_without_a_name_gets_no_taken_address,
        somebody_without_a_name_must_confirm_an_unverified_address,
    }
    ProvidersLenient {
        it_is_no_matter_whether_browsers_may_link,
    }
}

fn link(token: &str) -> Ask {
    bring(json!({ "provider": "keycloak", "id_token": token, "link_identity": true }))
}

fn link_as(told: &mut Telling, who: &Member, name: &str, changes: Value) -> Ask {
    let token = told.id_token_of(name, changes);
    link(&token).bearer(&who.access)
}

async fn somebody_without_a_name(told: &mut Telling) -> Member {
    let session = told.quietly(post("/signup").json(json!({}))).await;
    let (id, access) = (session.at("/user/id"), session.at("/access_token"));
    Member { id, email: String::new(), access, refresh: session.at("/refresh_token") }
}

async fn an_identity_is_linked(told: &mut Telling) {
    let ann = told.member("ann").await;
    let ask = link_as(told, &ann, "other", json!({}));
    told.brings_and_shows(ask).await;
    notes_providers(told, &ann.access).await;
}

async fn the_session_before_goes_on(told: &mut Telling) {
    let ann = told.member("ann").await;
    let ask = link_as(told, &ann, "other", json!({}));
    told.quietly(ask).await;
    told.ask(post("/token?grant_type=refresh_token").json(json!({ "refresh_token": ann.refresh }))).await;
    let other = told.brought("other").await;
    told.note("whether it leads to the same account", other.id == ann.id);
}

async fn an_unverified_address_is_linked(told: &mut Telling) {
    let ann = told.member("ann").await;
    let ask = link_as(told, &ann, "other", json!({ "email_verified": false }));
    told.brings_and_shows(ask).await;
}

async fn an_identity_without_an_address_is_linked(told: &mut Telling) {
    let ann = told.member("ann").await;
    let ask = link_as(told, &ann, "other", json!({ "email": null, "email_verified": null }));
    told.brings_and_shows(ask).await;
}

async fn an_identity_of_mine_is_not_linked_again(told: &mut Telling) {
    let ann = told.brought("ann").await;
    let ask = link_as(told, &ann, "ann", json!({}));
    told.ask(ask.clone()).await;
    told.ask(ask.newer_errors()).await;
}

async fn an_identity_of_somebody_else_is_not_linked(told: &mut Telling) {
    told.brought("bob").await;
    let ann = told.member("ann").await;
    let ask = link_as(told, &ann, "bob", json!({}));
    told.ask(ask).await;
}

async fn an_address_of_somebody_else_may_be_linked(told: &mut Telling) {
    told.member("bob").await;
    let ann = told.member("ann").await;
    let ask = link_as(told, &ann, "bob", json!({}));
    told.brings_and_shows(ask).await;
    notes_providers(told, &ann.access).await;
}

async fn linking_needs_a_bearer(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({}));
    told.ask(link(&token)).await;
    told.ask(link(&token).header("authorization", "")).await;
    told.ask(link(&token).header("authorization", "x")).await;
    told.ask(link(&token).header("authorization", "Basic eDp5").newer_errors()).await;
}

async fn linking_needs_somebody_signed_in(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({}));
    told.ask(link(&token).bearer("x")).await;
    let (publishable, admin) = (told.publishable_key(), told.admin_key());
    told.ask(link(&token).bearer(&publishable)).await;
    told.ask(link(&token).bearer(&admin)).await;
}

async fn somebody_whose_session_is_over_links_nothing(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.quietly(post("/logout").bearer(&ann.access)).await;
    let ask = link_as(told, &ann, "other", json!({}));
    told.ask(ask).await;
}

async fn somebody_banned_links_nothing(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ban(&ann.id).await;
    let ask = link_as(told, &ann, "other", json!({}));
    told.ask(ask).await;
}

async fn a_bad_token_links_nothing(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(link("x").bearer(&ann.access)).await;
    notes_providers(told, &ann.access).await;
}

async fn without_the_switch_the_bearer_is_not_looked_at(told: &mut Telling) {
    let ann = told.member("ann").await;
    let token = told.id_token_of("other", json!({}));
    let body = json!({ "provider": "keycloak", "id_token": token, "link_identity": false });
    let session = told.quietly(bring(body.clone()).bearer(&ann.access)).await;
    told.note("whether it is the same account", session.at("/user/id") == ann.id);
    told.ask(bring(body).bearer("x")).await;
}

async fn somebody_without_a_name_gets_the_address(told: &mut Telling) {
    let nobody = somebody_without_a_name(told).await;
    let ask = link_as(told, &nobody, "ann", json!({}));
    told.brings_and_shows(ask).await;
}

async fn somebody_without_a_name_gets_no_taken_address(told: &mut Telling) {
    told.member("ann").await;
    let nobody = somebody_without_a_name(told).await;
    let ask = link_as(told, &nobody, "ann", json!({}));
    told.ask(ask).await;
}

async fn somebody_without_a_name_must_confirm_an_unverified_address(told: &mut Telling) {
    let nobody = somebody_without_a_name(told).await;
    let ask = link_as(told, &nobody, "ann", json!({ "email_verified": false }));
    told.ask(ask).await;
    told.shows_account(&nobody.access).await;
}

async fn it_is_no_matter_whether_browsers_may_link(told: &mut Telling) {
    let ann = told.member("ann").await;
    let ask = link_as(told, &ann, "other", json!({}));
    told.brings_and_shows(ask).await;
}
