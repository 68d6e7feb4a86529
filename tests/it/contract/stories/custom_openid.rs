//! People come in through a provider that an administrator set up and that speaks OpenID Connect, or bring an
//! ID token of it (gotrue-contract §1.2, §1.11).

use serde_json::{Value, json};

use crate::contract::ask::get;
use crate::contract::at_provider::{out, token_in};
use crate::contract::custom::public;
use crate::contract::id_token::bring;
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    CustomProviders {
        a_browser_is_sent_to_an_issuer,
        an_issuer_is_asked_for_openid_in_any_case,
        a_newcomer_comes_by_an_id_token,
        a_newcomer_comes_by_what_it_is_asked,
        a_token_for_an_app_is_taken,
        a_token_for_others_is_refused,
        a_token_of_another_issuer_is_refused,
        a_token_that_is_over_is_refused,
        a_token_that_is_none_is_refused,
        a_token_of_a_stranger_is_refused,
        what_a_token_calls_otherwise_is_mapped,
        claims_of_a_token_are_kept,
        an_issuer_without_anything_to_ask,
        an_app_brings_a_token,
        an_app_brings_a_token_of_its_own,
        an_app_brings_a_token_for_others,
        an_app_brings_a_token_of_another_issuer,
        a_nonce_is_compared,
        a_nonce_is_not_looked_at,
        a_mapping_is_not_for_apps,
        an_app_brings_a_token_without_an_address,
        an_app_names_a_provider_that_is_not_there,
        an_app_names_a_provider_that_is_off,
        an_app_names_a_provider_without_tokens,
        an_app_links_a_token,
    }
}

fn brought(told: &mut Telling, identifier: &str, changes: Value) -> Value {
    let mut claims = json!({ "iss": public("public") });
    claims.as_object_mut().expect("an object").extend(changes.as_object().expect("an object").clone());
    let token = told.id_token_of("ann", claims);
    json!({ "provider": identifier, "id_token": token })
}

async fn refused(told: &mut Telling, changes: Value) {
    let body = told.openid("acme");
    let identifier = told.sets_up(body).await;
    let ann = told.named_by_token("ann", changes);
    let ask = told.goes_and_returns(&identifier, &ann).await;
    told.ask(ask).await;
}

async fn a_browser_is_sent_to_an_issuer(told: &mut Telling) {
    let body = told.openid("acme");
    let identifier = told.sets_up(body).await;
    told.ask(get(out(&identifier))).await;
}

async fn an_issuer_is_asked_for_openid_in_any_case(told: &mut Telling) {
    let mut body = told.openid("acme");
    body["scopes"] = json!(["email"]);
    let identifier = told.sets_up(body).await;
    for scopes in ["", "groups%20org", "org%20openid"] {
        told.ask(get(format!("{}&scopes={scopes}", out(&identifier)))).await;
    }
}

async fn a_newcomer_comes_by_an_id_token(told: &mut Telling) {
    let body = told.openid("acme");
    let identifier = told.sets_up(body).await;
    let ann = told.named_by_token("ann", json!({ "nickname": "a", "groups": ["x"] }));
    // What it would say on being asked does not count.
    let ann = ann.says("name", "Somebody Else");
    let ask = told.goes_and_returns(&identifier, &ann).await;
    let came = told.ask(ask).await;
    told.shows_account(&token_in(&came, "access_token")).await;
}

async fn a_newcomer_comes_by_what_it_is_asked(told: &mut Telling) {
    let body = told.openid("acme");
    let (identifier, ann) = (told.sets_up(body).await, told.person("ann"));
    told.comes_from_and_shows(&identifier, &ann).await;
}

async fn a_token_for_an_app_is_taken(told: &mut Telling) {
    let body = told.openid("acme");
    let identifier = told.sets_up(body).await;
    let ann = told.named_by_token("ann", json!({ "aud": ["other", "an app"] }));
    told.comes_from_and_shows(&identifier, &ann).await;
}

async fn a_token_for_others_is_refused(told: &mut Telling) {
    refused(told, json!({ "aud": "others" })).await;
}

async fn a_token_of_another_issuer_is_refused(told: &mut Telling) {
    refused(told, json!({ "iss": public("other") })).await;
}

async fn a_token_that_is_over_is_refused(told: &mut Telling) {
    let before = told.now().as_seconds() - 3600;
    refused(told, json!({ "exp": before })).await;
}

async fn a_token_that_is_none_is_refused(told: &mut Telling) {
    let body = told.openid("acme");
    let identifier = told.sets_up(body).await;
    let ann = told.person("ann").with("id_token", "nonsense");
    let ask = told.goes_and_returns(&identifier, &ann).await;
    told.ask(ask).await;
}

async fn a_token_of_a_stranger_is_refused(told: &mut Telling) {
    let body = told.openid("acme");
    let identifier = told.sets_up(body).await;
    let mut claims = told.said_of("ann");
    claims["iss"] = json!(public("public"));
    let forged = crate::contract::jwt::SigningKey::generate("of the provider").sign(&claims);
    told.name_as("ID token", &forged);
    let ann = told.person("ann").with("id_token", forged);
    let ask = told.goes_and_returns(&identifier, &ann).await;
    told.ask(ask).await;
}

async fn what_a_token_calls_otherwise_is_mapped(told: &mut Telling) {
    let mut body = told.openid("acme");
    body["attribute_mapping"] = json!({ "full_name": "name", "nickname": "preferred_username" });
    let identifier = told.sets_up(body).await;
    let ann = told.named_by_token("ann", json!({ "preferred_username": "annie" }));
    told.comes_from_and_shows(&identifier, &ann).await;
}

async fn claims_of_a_token_are_kept(told: &mut Telling) {
    let mut body = told.openid("acme");
    body["custom_claims_allowlist"] = json!(["groups", "absent", "nonce"]);
    let identifier = told.sets_up(body).await;
    let ann = told.named_by_token("ann", json!({ "groups": ["x"], "nonce": "n", "org": "o" }));
    told.comes_from_and_shows(&identifier, &ann).await;
}

async fn an_issuer_without_anything_to_ask(told: &mut Telling) {
    let mut body = told.openid("acme");
    body["issuer"] = json!(public("lonely"));
    let (identifier, ann) = (told.sets_up(body).await, told.person("ann"));
    let ask = told.goes_and_returns(&identifier, &ann).await;
    told.ask(ask).await;
}

async fn an_app_brings_a_token(told: &mut Telling) {
    let body = told.openid("acme");
    let identifier = told.sets_up(body).await;
    let body = brought(told, &identifier, json!({ "nickname": "a" }));
    told.ask(bring(body.clone())).await;
    told.ask(bring(body)).await;
}

async fn an_app_brings_a_token_of_its_own(told: &mut Telling) {
    let body = told.openid("acme");
    let identifier = told.sets_up(body).await;
    let body = brought(told, &identifier, json!({ "aud": "an app" }));
    told.brings_and_shows(bring(body)).await;
}

async fn an_app_brings_a_token_for_others(told: &mut Telling) {
    let body = told.openid("acme");
    let identifier = told.sets_up(body).await;
    let body = brought(told, &identifier, json!({ "aud": "others" }));
    told.ask(bring(body)).await;
}

async fn an_app_brings_a_token_of_another_issuer(told: &mut Telling) {
    let body = told.openid("acme");
    let identifier = told.sets_up(body).await;
    let body = brought(told, &identifier, json!({ "iss": public("other") }));
    told.ask(bring(body)).await;
}

async fn a_nonce_is_compared(told: &mut Telling) {
    let body = told.openid("acme");
    let identifier = told.sets_up(body).await;
    let mut body = brought(told, &identifier, json!({ "nonce": "of another" }));
    told.ask(bring(body.clone())).await;
    body["nonce"] = json!("mine");
    told.ask(bring(body)).await;
}

async fn a_nonce_is_not_looked_at(told: &mut Telling) {
    let mut body = told.openid("acme");
    body["skip_nonce_check"] = json!(true);
    let identifier = told.sets_up(body).await;
    let body = brought(told, &identifier, json!({ "nonce": "of another" }));
    told.ask(bring(body)).await;
}

async fn a_mapping_is_not_for_apps(told: &mut Telling) {
    let mut body = told.openid("acme");
    body["attribute_mapping"] = json!({ "full_name": "name" });
    body["custom_claims_allowlist"] = json!(["groups"]);
    let identifier = told.sets_up(body).await;
    let body = brought(told, &identifier, json!({ "groups": ["x"] }));
    told.brings_and_shows(bring(body)).await;
}

async fn an_app_brings_a_token_without_an_address(told: &mut Telling) {
    let mut body = told.openid("acme");
    body["email_optional"] = json!(true);
    let identifier = told.sets_up(body).await;
    let body = brought(told, &identifier, json!({ "email": null, "email_verified": null }));
    told.ask(bring(body)).await;
}

async fn an_app_names_a_provider_that_is_not_there(told: &mut Telling) {
    for name in ["custom:nowhere", "custom:", "CUSTOM:acme"] {
        told.ask(bring(json!({ "provider": name, "id_token": "x" }))).await;
    }
    told.ask(bring(json!({ "provider": "custom:nowhere", "id_token": "x" })).newer_errors()).await;
}

async fn an_app_names_a_provider_that_is_off(told: &mut Telling) {
    let mut body = told.openid("acme");
    body["enabled"] = json!(false);
    let identifier = told.sets_up(body).await;
    let body = brought(told, &identifier, json!({}));
    told.ask(bring(body.clone())).await;
    told.ask(bring(body).newer_errors()).await;
}

async fn an_app_names_a_provider_without_tokens(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    let body = brought(told, &identifier, json!({}));
    told.ask(bring(body)).await;
}

async fn an_app_links_a_token(told: &mut Telling) {
    let body = told.openid("acme");
    let identifier = told.sets_up(body).await;
    let other = told.member("other").await;
    let mut body = brought(told, &identifier, json!({}));
    body["link_identity"] = json!(true);
    let linked = told.quietly(bring(body).bearer(&other.access)).await;
    told.note("status", linked.status);
    told.shows_account(&other.access).await;
}
