//! `GET /authorize` and `/callback`: people come in through a provider that an administrator set up and that
//! speaks OAuth 2.0 (gotrue-contract §1.11).

use serde_json::json;

use crate::contract::ask::{delete, get, put};
use crate::contract::at_provider::{back, out, out_challenged, state_in, token_in};
use crate::contract::challenge::{VERIFIER, code_in, exchange};
use crate::contract::custom::PATH;
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    CustomProviders {
        a_newcomer_gets_tokens,
        a_newcomer_with_a_challenge_gets_a_code,
        a_newcomer_comes_without_a_challenge,
        somebody_comes_again,
        what_it_says_has_its_place,
        what_it_calls_otherwise_is_mapped,
        a_mapping_may_say_who_it_is,
        a_mapping_may_be_a_value,
        a_mapping_that_does_not_fit_is_none,
        claims_that_are_listed_are_kept,
        an_address_is_needed,
        an_address_may_be_optional,
        an_unverified_address_is_to_be_confirmed,
        somebody_without_a_subject_is_refused,
        a_subject_that_is_a_number_is_refused,
        a_provider_that_refuses_the_code,
        a_provider_that_answers_nonsense,
        a_provider_that_says_why_not,
        a_provider_that_was_taken_away_meanwhile,
        a_provider_that_was_switched_off_meanwhile,
        another_secret_counts_at_once,
    }
}

async fn a_newcomer_gets_tokens(told: &mut Telling) {
    let body = told.oauth2("acme");
    let (identifier, ann) = (told.sets_up(body).await, told.person("ann"));
    let ask = told.goes_and_returns(&identifier, &ann).await;
    let came = told.ask(ask).await;
    told.shows_account(&token_in(&came, "access_token")).await;
}

async fn a_newcomer_with_a_challenge_gets_a_code(told: &mut Telling) {
    let body = told.oauth2("acme");
    let (identifier, ann) = (told.sets_up(body).await, told.person("ann"));
    let went = told.quietly(get(out_challenged(&identifier))).await;
    let ask = told.returns(&went, &ann);
    let came = told.ask(ask).await;
    told.ask(exchange(&code_in(&came), VERIFIER)).await;
}

async fn a_newcomer_comes_without_a_challenge(told: &mut Telling) {
    let mut body = told.oauth2("acme");
    body["pkce_enabled"] = json!(false);
    let (identifier, ann) = (told.sets_up(body).await, told.person("ann"));
    let ask = told.goes_and_returns(&identifier, &ann).await;
    told.ask(ask).await;
}

async fn somebody_comes_again(told: &mut Telling) {
    let body = told.oauth2("acme");
    let (identifier, ann) = (told.sets_up(body).await, told.person("ann"));
    told.comes_from(&identifier, &ann).await;
    told.comes_from_and_shows(&identifier, &ann.says("name", "Ann Married")).await;
}

async fn what_it_says_has_its_place(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    let ann = told.person("ann").says("nickname", "a").says("groups", json!(["x"])).says("locale", "de");
    let ann =
        ann.says("picture", "https://pictures.example/a.png").says("iss", "somebody").says("gender", "");
    told.comes_from_and_shows(&identifier, &ann).await;
}

async fn what_it_calls_otherwise_is_mapped(told: &mut Telling) {
    let mut body = told.oauth2("acme");
    body["attribute_mapping"] =
        json!({ "full_name": "name", "nickname": "preferred_username", "locale": "none" });
    let identifier = told.sets_up(body).await;
    let ann = told.person("ann").says("preferred_username", "annie");
    told.comes_from_and_shows(&identifier, &ann).await;
}

async fn a_mapping_may_say_who_it_is(told: &mut Telling) {
    let mut body = told.oauth2("acme");
    body["attribute_mapping"] = json!({ "sub": "user_name", "email": "website" });
    let identifier = told.sets_up(body).await;
    let (subject, address) = (told.subject("other"), told.address("other"));
    let ann = told.person("ann").says("user_name", subject).says("website", address);
    told.comes_from_and_shows(&identifier, &ann).await;
}

async fn a_mapping_may_be_a_value(told: &mut Telling) {
    let mut body = told.oauth2("acme");
    body["attribute_mapping"] = json!({ "custom_claims": { "tenant": 7 } });
    let (identifier, ann) = (told.sets_up(body).await, told.person("ann"));
    told.comes_from_and_shows(&identifier, &ann).await;
}

async fn a_mapping_that_does_not_fit_is_none(told: &mut Telling) {
    let mut body = told.oauth2("acme");
    body["attribute_mapping"] = json!({ "nickname": "name", "gender": 5 });
    let (identifier, ann) = (told.sets_up(body).await, told.person("ann"));
    told.comes_from_and_shows(&identifier, &ann).await;
}

async fn claims_that_are_listed_are_kept(told: &mut Telling) {
    let mut body = told.oauth2("acme");
    body["custom_claims_allowlist"] = json!(["groups", "org", "absent", "name"]);
    let identifier = told.sets_up(body).await;
    let ann = told.person("ann").says("groups", json!(["x", 5])).says("org", json!({ "id": null }));
    told.comes_from_and_shows(&identifier, &ann.says("secret", "s")).await;
}

async fn an_address_is_needed(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    let nameless = told.person("ann").says("email", json!(null));
    let ask = told.goes_and_returns(&identifier, &nameless).await;
    told.ask(ask).await;
}

async fn an_address_may_be_optional(told: &mut Telling) {
    let mut body = told.oauth2("acme");
    body["email_optional"] = json!(true);
    let identifier = told.sets_up(body).await;
    let nameless = told.person("ann").says("email", json!(null));
    told.comes_from_and_shows(&identifier, &nameless).await;
}

async fn an_unverified_address_is_to_be_confirmed(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    let ann = told.person("ann").says("email_verified", false);
    let ask = told.goes_and_returns(&identifier, &ann).await;
    told.ask(ask).await;
}

async fn somebody_without_a_subject_is_refused(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    let nobody = told.person("ann").says("sub", json!(null));
    let ask = told.goes_and_returns(&identifier, &nobody).await;
    told.ask(ask).await;
}

async fn a_subject_that_is_a_number_is_refused(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    let ann = told.person("ann").says("sub", 5);
    let ask = told.goes_and_returns(&identifier, &ann).await;
    told.ask(ask).await;
}

async fn a_provider_that_refuses_the_code(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    let went = told.quietly(get(out(&identifier))).await;
    told.ask(back(&[("state", &state_in(&went)), ("code", "nonsense")])).await;
}

async fn a_provider_that_answers_nonsense(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    for said in [json!("nonsense"), json!(500), json!([])] {
        let ann = told.person("ann").with("said", said);
        let ask = told.goes_and_returns(&identifier, &ann).await;
        told.ask(ask).await;
    }
}

async fn a_provider_that_says_why_not(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    let went = told.quietly(get(out(&identifier))).await;
    let state = state_in(&went);
    told.ask(back(&[("state", &state), ("error", "access_denied"), ("error_description", "No")])).await;
}

async fn a_provider_that_was_taken_away_meanwhile(told: &mut Telling) {
    let body = told.oauth2("acme");
    let (identifier, ann) = (told.sets_up(body).await, told.person("ann"));
    let ask = told.goes_and_returns(&identifier, &ann).await;
    let admin = told.admin_key();
    told.quietly(delete(format!("{PATH}/{identifier}")).bearer(&admin)).await;
    told.ask(ask).await;
}

async fn a_provider_that_was_switched_off_meanwhile(told: &mut Telling) {
    let body = told.oauth2("acme");
    let (identifier, ann) = (told.sets_up(body).await, told.person("ann"));
    let ask = told.goes_and_returns(&identifier, &ann).await;
    told.as_admin(put(format!("{PATH}/{identifier}")), json!({ "enabled": false })).await;
    told.ask(ask).await;
}

async fn another_secret_counts_at_once(told: &mut Telling) {
    let mut body = told.oauth2("acme");
    let secret = body["client_secret"].take();
    body["client_secret"] = json!("another");
    let (identifier, ann) = (told.sets_up(body).await, told.person("ann"));
    let ask = told.goes_and_returns(&identifier, &ann).await;
    told.ask(ask).await;
    told.as_admin(put(format!("{PATH}/{identifier}")), json!({ "client_secret": secret })).await;
    let ask = told.goes_and_returns(&identifier, &ann).await;
    told.ask(ask).await;
}
