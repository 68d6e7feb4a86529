//! `POST /admin/custom-providers`: an administrator sets up a provider (gotrue-contract §1.17).

use serde_json::{Value, json};

use crate::contract::custom::{public, with};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    CustomProviders {
        one_that_speaks_oauth_is_made,
        one_that_speaks_openid_is_made,
        one_is_made_with_all_it_may_have,
        one_that_speaks_openid_is_made_with_all_it_may_have,
        what_belongs_to_the_other_kind_is_left_out,
        openid_is_asked_for_in_any_case,
        an_empty_body_is_refused,
        what_is_no_json_is_refused,
        members_of_the_wrong_type_are_refused,
        null_is_as_nothing,
        an_identifier_is_taken_once,
        an_issuer_says_where_its_endpoints_are,
        an_issuer_may_say_it_elsewhere,
        refusals_come_in_the_newer_shape,
    }
    OneCustomProvider {
        there_are_only_so_many,
    }
}

async fn tries(told: &mut Telling, body: Value, changes: &[Value]) {
    for change in changes {
        let ask = told.create(with(body.clone(), change.clone()));
        told.ask(ask).await;
    }
}

async fn one_that_speaks_oauth_is_made(told: &mut Telling) {
    let body = told.oauth2("acme");
    told.ask(told.create(body)).await;
}

async fn one_that_speaks_openid_is_made(told: &mut Telling) {
    let body = told.openid("acme");
    told.ask(told.create(body)).await;
}

async fn one_is_made_with_all_it_may_have(told: &mut Telling) {
    let body = told.oauth2("acme");
    let all = json!({
        "acceptable_client_ids": ["one", "another"], "scopes": [], "pkce_enabled": false,
        "attribute_mapping": { "nickname": "name", "locale": 5 }, "custom_claims_allowlist": ["groups"],
        "authorization_params": { "prompt": "consent" }, "enabled": false, "email_optional": true,
        "skip_nonce_check": true, "jwks_uri": public("keys"), "unknown": "x",
    });
    tries(told, body, &[all]).await;
}

async fn one_that_speaks_openid_is_made_with_all_it_may_have(told: &mut Telling) {
    let body = told.openid("acme");
    let all = json!({
        "scopes": ["email"], "pkce_enabled": false, "attribute_mapping": { "nickname": "name" },
        "custom_claims_allowlist": ["groups", "org"], "authorization_params": { "prompt": "consent" },
        "enabled": false, "email_optional": true, "skip_nonce_check": true,
    });
    tries(told, body, &[all]).await;
}

async fn what_belongs_to_the_other_kind_is_left_out(told: &mut Telling) {
    let body = told.oauth2("acme");
    tries(told, body, &[json!({ "issuer": public("public"), "discovery_url": public("elsewhere") })]).await;
    let body = told.openid("other");
    tries(told, body, &[json!({ "authorization_url": "nonsense", "token_url": 5 })]).await;
    let body = told.openid("other");
    tries(told, body, &[json!({ "authorization_url": "nonsense", "token_url": "http://localhost" })]).await;
}

async fn openid_is_asked_for_in_any_case(told: &mut Telling) {
    for (name, scopes) in
        [("one", json!(["email"])), ("two", json!(["email", "openid"])), ("none", json!([]))]
    {
        let body = told.openid(name);
        tries(told, body, &[json!({ "scopes": scopes })]).await;
    }
}

async fn an_empty_body_is_refused(told: &mut Telling) {
    told.ask(told.create(json!({}))).await;
    let admin = told.admin_key();
    told.ask(crate::contract::ask::post(crate::contract::custom::PATH).bearer(&admin)).await;
}

async fn what_is_no_json_is_refused(told: &mut Telling) {
    for text in ["nonsense", "[]", "5", "{\"name\":"] {
        told.ask(told.create(json!({})).text(text)).await;
    }
}

async fn members_of_the_wrong_type_are_refused(told: &mut Telling) {
    let body = told.oauth2("acme");
    let others = [
        json!({ "provider_type": 5 }),
        json!({ "identifier": [] }),
        json!({ "scopes": "email" }),
        json!({ "scopes": [5] }),
        json!({ "pkce_enabled": "yes" }),
        json!({ "attribute_mapping": [] }),
        json!({ "authorization_params": "x" }),
        json!({ "enabled": 1 }),
        json!({ "acceptable_client_ids": {} }),
        json!({ "discovery_url": 5 }),
    ];
    tries(told, body, &others).await;
}

async fn null_is_as_nothing(told: &mut Telling) {
    let mut body = told.oauth2("acme");
    for name in [
        "acceptable_client_ids",
        "attribute_mapping",
        "authorization_params",
        "custom_claims_allowlist",
        "email_optional",
        "enabled",
        "issuer",
        "jwks_uri",
        "pkce_enabled",
        "scopes",
    ] {
        body[name] = json!(null);
    }
    told.ask(told.create(body)).await;
}

async fn an_identifier_is_taken_once(told: &mut Telling) {
    let body = told.oauth2("acme");
    told.sets_up(body.clone()).await;
    told.ask(told.create(body)).await;
    let body = told.openid("acme");
    told.ask(told.create(body).newer_errors()).await;
}

async fn an_issuer_says_where_its_endpoints_are(told: &mut Telling) {
    let body = told.openid("acme");
    let others = ["absent", "lacking", "broken", "otherwise", "public/"];
    tries(told, body, &others.map(|one| json!({ "issuer": public(one) }))).await;
}

async fn an_issuer_may_say_it_elsewhere(told: &mut Telling) {
    let body = told.openid("acme");
    tries(told, body.clone(), &[json!({ "discovery_url": public("absent") })]).await;
    tries(told, body, &[json!({ "discovery_url": public("elsewhere") })]).await;
}

async fn refusals_come_in_the_newer_shape(told: &mut Telling) {
    let body = told.oauth2("acme");
    for change in [json!({ "name": "" }), json!({ "token_url": "x" }), json!({ "scopes": 5 })] {
        told.ask(told.create(with(body.clone(), change)).newer_errors()).await;
    }
}

async fn there_are_only_so_many(told: &mut Telling) {
    let body = told.oauth2("acme");
    let identifier = told.sets_up(body).await;
    let body = told.oauth2("other");
    told.ask(told.create(body.clone())).await;
    told.ask(told.create(with(body.clone(), json!({ "token_url": "nonsense" }))).newer_errors()).await;
    told.ask(told.create(with(body, json!({ "name": "" })))).await;
    told.ask(crate::contract::ask::get(crate::contract::at_provider::out(&identifier))).await;
}
