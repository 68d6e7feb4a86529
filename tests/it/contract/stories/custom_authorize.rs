//! `GET /authorize` and `/user/identities`: out to a provider that an administrator set up, and what becomes of an
//! account that has it (gotrue-contract §1.11, §1.12).

use serde_json::json;

use crate::contract::ask::{delete, get};
use crate::contract::at_provider::{out, out_challenged};
use crate::contract::linking::identities;
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    CustomProviders {
        a_browser_is_sent_to_it,
        a_browser_is_sent_to_it_without_a_challenge,
        a_browser_asks_for_other_scopes,
        no_scopes_at_all_are_asked_for,
        parameters_of_the_provider_are_sent,
        parameters_of_a_browser_do_not_take_their_place,
        a_code_challenge_of_the_client_stays_here,
        one_may_be_named_in_capitals,
        one_that_is_not_there_is_refused,
        one_that_is_switched_off_is_refused,
        an_account_with_the_same_address_is_linked,
        somebody_links_it,
        somebody_takes_it_away_again,
    }
}

async fn a_browser_is_sent_to_it(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    told.ask(get(out(&identifier))).await;
}

async fn a_browser_is_sent_to_it_without_a_challenge(told: &mut Telling) {
    let mut body = told.oauth2("acme");
    body["pkce_enabled"] = json!(false);
    let identifier = told.sets_up(body).await;
    told.ask(get(out(&identifier))).await;
}

async fn a_browser_asks_for_other_scopes(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    for scopes in ["a%20b", "a,b", "", "%20"] {
        told.ask(get(format!("{}&scopes={scopes}", out(&identifier)))).await;
    }
}

async fn no_scopes_at_all_are_asked_for(told: &mut Telling) {
    let mut body = told.oauth2("acme");
    body["scopes"] = json!([]);
    let identifier = told.sets_up(body).await;
    told.ask(get(out(&identifier))).await;
}

async fn parameters_of_the_provider_are_sent(told: &mut Telling) {
    let mut body = told.oauth2("acme");
    body["authorization_params"] = json!({ "prompt": "consent", "access type": "off line" });
    let identifier = told.sets_up(body).await;
    told.ask(get(out(&identifier))).await;
}

async fn parameters_of_a_browser_do_not_take_their_place(told: &mut Telling) {
    let mut body = told.oauth2("acme");
    body["authorization_params"] = json!({ "prompt": "consent" });
    let identifier = told.sets_up(body).await;
    told.ask(get(format!("{}&prompt=none&login_hint=ann", out(&identifier)))).await;
}

async fn a_code_challenge_of_the_client_stays_here(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    told.ask(get(out_challenged(&identifier))).await;
}

async fn one_may_be_named_in_capitals(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    let went = told.quietly(get(out(&identifier.to_uppercase()))).await;
    told.note("status", went.status);
}

async fn one_that_is_not_there_is_refused(told: &mut Telling) {
    for name in ["custom:nowhere", "custom:", "custom:%00"] {
        told.ask(get(out(name))).await;
    }
    told.ask(get(out("custom:nowhere")).newer_errors()).await;
}

async fn one_that_is_switched_off_is_refused(told: &mut Telling) {
    let mut body = told.oauth2("acme");
    body["enabled"] = json!(false);
    let identifier = told.sets_up(body).await;
    told.ask(get(out(&identifier))).await;
}

async fn an_account_with_the_same_address_is_linked(told: &mut Telling) {
    let body = told.oauth2("acme");
    let (identifier, ann) = (told.sets_up(body).await, told.person("ann"));
    told.member("ann").await;
    told.comes_from_and_shows(&identifier, &ann).await;
}

async fn somebody_links_it(told: &mut Telling) {
    let body = told.oauth2("acme");
    let (identifier, other) = (told.sets_up(body).await, told.person("other"));
    let ann = told.member("ann").await;
    let path = format!("/user/identities/authorize?provider={identifier}");
    let went = told.ask(get(path).bearer(&ann.access)).await;
    let ask = told.returns(&went, &other);
    told.ask(ask).await;
    told.shows_account(&ann.access).await;
}

async fn somebody_takes_it_away_again(told: &mut Telling) {
    let body = told.oauth2("acme");
    let (identifier, ann) = (told.sets_up(body).await, told.person("ann"));
    told.member("ann").await;
    let session = told.comes_from(&identifier, &ann).await;
    let known = identities(told, &session.access).await;
    let linked = known.iter().find(|one| one["provider"] == identifier.as_str()).expect("the identity");
    let id = linked["identity_id"].as_str().expect("an id").to_owned();
    told.ask(delete(format!("/user/identities/{id}")).bearer(&session.access)).await;
    told.shows_account(&session.access).await;
}
