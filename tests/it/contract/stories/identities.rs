//! A person gives themselves another way to sign in (gotrue-contract §1.12).

use serde_json::json;

use crate::contract::ask::{delete, get, post};
use crate::contract::at_provider::{back, keycloak, state_in, token_in};
use crate::contract::challenge::{VERIFIER, challenge, code_in, exchange};
use crate::contract::linking::{linked, links, notes_providers, out};
use crate::contract::story::stories;
use crate::contract::telling::{Member, Telling};

stories! {
    Usual {
        nobody_links_where_that_is_off,
    }
    Providers {
        only_somebody_signed_in_links,
        a_program_is_told_where_to_send_the_browser,
        a_browser_is_sent_there,
        an_unknown_provider_is_refused,
        half_a_challenge_is_refused,
        a_provider_is_linked,
        a_provider_is_linked_with_a_code,
        an_unverified_address_is_linked,
        an_identity_of_mine_is_not_linked_again,
        an_identity_of_somebody_else_is_not_linked,
        an_address_of_somebody_else_may_be_linked,
        somebody_deleted_meanwhile_links_nothing,
        what_the_provider_refuses_links_nothing,
        somebody_without_a_name_gets_the_address_of_the_provider,
        somebody_without_a_name_gets_no_taken_address,
        somebody_without_a_name_must_confirm_an_unverified_address,
    }
}

async fn nobody_links_where_that_is_off(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(get(out("")).bearer(&ann.access)).await;
    told.ask(get(out("")).bearer(&ann.access).newer_errors()).await;
    told.ask(get(out(""))).await;
}

async fn only_somebody_signed_in_links(told: &mut Telling) {
    told.ask(get(out(""))).await;
    told.ask(get(out("")).bearer("x")).await;
    let key = told.publishable_key();
    told.ask(get(out("")).bearer(&key)).await;
}

async fn a_program_is_told_where_to_send_the_browser(told: &mut Telling) {
    let ann = told.member("ann").await;
    let answer = told.quietly(get(out("&skip_http_redirect=true")).bearer(&ann.access)).await;
    told.note("status", answer.status);
    let url = url::Url::parse(&answer.at("/url")).expect("a URL");
    let names: std::collections::BTreeSet<_> = url.query_pairs().map(|(name, _)| name.into_owned()).collect();
    told.note("path", url.path());
    told.note("parameters", names.into_iter().collect::<Vec<_>>());
}

async fn a_browser_is_sent_there(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(get(out("&scopes=openid&prompt=login")).bearer(&ann.access)).await;
    told.ask(get(out("&skip_http_redirect=false")).bearer(&ann.access)).await;
}

async fn an_unknown_provider_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    for provider in ["", "nowhere", "google", "email"] {
        told.ask(get(format!("/user/identities/authorize?provider={provider}")).bearer(&ann.access)).await;
    }
}

async fn half_a_challenge_is_refused(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(get(out("&code_challenge_method=s256")).bearer(&ann.access)).await;
}

async fn a_provider_is_linked(told: &mut Telling) {
    let ann = told.member("ann").await;
    let person = told.person("other");
    let ask = links(told, &ann.access, &person).await;
    let came = told.ask(ask).await;
    told.shows_account(&token_in(&came, "access_token")).await;
}

async fn a_provider_is_linked_with_a_code(told: &mut Telling) {
    let ann = told.member("ann").await;
    let out = out(&format!("&code_challenge={}&code_challenge_method=s256", challenge()));
    let sent = told.quietly(get(out).bearer(&ann.access)).await;
    let person = told.person("other");
    let code = told.code_for(&person);
    let came = told.ask(back(&[("state", &state_in(&sent)), ("code", &code)])).await;
    told.ask(exchange(&code_in(&came), VERIFIER)).await;
    notes_providers(told, &ann.access).await;
}

async fn an_unverified_address_is_linked(told: &mut Telling) {
    let ann = told.member("ann").await;
    let person = keycloak(&told.subject("other"), &told.address("other"), false);
    let ask = links(told, &ann.access, &person).await;
    told.ask(ask).await;
}

async fn an_identity_of_mine_is_not_linked_again(told: &mut Telling) {
    let ann = linked(told, "other").await;
    let person = told.person("other");
    let ask = links(told, &ann.access, &person).await;
    told.ask(ask).await;
}

async fn an_identity_of_somebody_else_is_not_linked(told: &mut Telling) {
    let person = told.person("bob");
    told.comes_in(&person).await;
    let ann = told.member("ann").await;
    let ask = links(told, &ann.access, &person).await;
    told.ask(ask).await;
    notes_providers(told, &ann.access).await;
}

async fn an_address_of_somebody_else_may_be_linked(told: &mut Telling) {
    told.member("bob").await;
    let ann = told.member("ann").await;
    let person = told.person("bob");
    let ask = links(told, &ann.access, &person).await;
    told.ask(ask).await;
    notes_providers(told, &ann.access).await;
}

async fn somebody_deleted_meanwhile_links_nothing(told: &mut Telling) {
    let ann = told.member("ann").await;
    let person = told.person("other");
    let ask = links(told, &ann.access, &person).await;
    told.as_admin(delete(format!("/admin/users/{}", ann.id)), json!({})).await;
    told.ask(ask).await;
}

async fn what_the_provider_refuses_links_nothing(told: &mut Telling) {
    let ann = told.member("ann").await;
    let sent = told.quietly(get(out("")).bearer(&ann.access)).await;
    told.ask(back(&[("state", &state_in(&sent)), ("error", "access_denied")])).await;
    notes_providers(told, &ann.access).await;
}

async fn nameless(told: &mut Telling) -> Member {
    Member::new(&told.quietly(post("/signup").json(json!({}))).await)
}

async fn somebody_without_a_name_gets_the_address_of_the_provider(told: &mut Telling) {
    let nobody = nameless(told).await;
    let person = told.person("ann");
    let ask = links(told, &nobody.access, &person).await;
    let came = told.ask(ask).await;
    told.shows_account(&token_in(&came, "access_token")).await;
}

async fn somebody_without_a_name_gets_no_taken_address(told: &mut Telling) {
    told.member("ann").await;
    let nobody = nameless(told).await;
    let person = told.person("ann");
    let ask = links(told, &nobody.access, &person).await;
    told.ask(ask).await;
    told.shows_account(&nobody.access).await;
}

async fn somebody_without_a_name_must_confirm_an_unverified_address(told: &mut Telling) {
    let nobody = nameless(told).await;
    let person = keycloak(&told.subject("ann"), &told.address("ann"), false);
    let ask = links(told, &nobody.access, &person).await;
    told.ask(ask).await;
    told.shows_account(&nobody.access).await;
}
