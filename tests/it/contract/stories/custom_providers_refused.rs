//! `POST /admin/custom-providers`: what a provider that an administrator sets up may not be
//! (gotrue-contract §1.17).

use serde_json::{Value, json};

use crate::contract::custom::{public, with};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    CustomProviders {
        a_type_is_needed,
        an_identifier_is_needed,
        an_identifier_begins_with_custom,
        an_identifier_has_a_form,
        a_name_is_needed,
        a_name_is_not_too_long,
        a_client_is_needed,
        a_secret_is_needed,
        urls_are_needed,
        an_issuer_is_needed,
        a_url_begins_with_https,
        a_url_does_not_lead_to_this_machine,
        a_url_does_not_lead_into_the_own_network,
        a_url_that_is_none_is_refused,
        a_url_is_not_too_long,
        the_keys_are_in_the_public_web_too,
        the_discovery_is_in_the_public_web_too,
        parameters_of_this_server_cannot_be_set,
        parameters_are_texts,
        what_no_provider_decides_is_not_mapped,
        claims_that_are_kept_have_a_name,
    }
}

async fn tries(told: &mut Telling, body: Value, changes: &[Value]) {
    for change in changes {
        let ask = told.create(with(body.clone(), change.clone()));
        told.ask(ask).await;
    }
}

async fn a_type_is_needed(told: &mut Telling) {
    let body = told.oauth2("acme");
    let types = [json!(null), json!(""), json!("saml"), json!("OAuth2"), json!("OIDC")];
    tries(told, body, &types.map(|one| json!({ "provider_type": one }))).await;
}

async fn an_identifier_is_needed(told: &mut Telling) {
    let body = told.oauth2("acme");
    tries(told, body, &[json!({ "identifier": null }), json!({ "identifier": "" })]).await;
}

async fn an_identifier_begins_with_custom(told: &mut Telling) {
    let body = told.oauth2("acme");
    let others = ["acme", "Custom:acme", " custom:acme", "github", "custom"];
    tries(told, body, &others.map(|one| json!({ "identifier": one }))).await;
}

async fn an_identifier_has_a_form(told: &mut Telling) {
    let body = told.oauth2("acme");
    let others = ["custom:", "custom:Acme", "custom:a b", "custom:acme-", "custom:a_b", "custom:ä"];
    for one in others.map(str::to_owned).into_iter().chain([format!("custom:{}", "a".repeat(44))]) {
        told.note_unkept(told.create(with(body.clone(), json!({ "identifier": one })))).await;
    }
}

async fn a_name_is_needed(told: &mut Telling) {
    let body = told.oauth2("acme");
    tries(told, body, &[json!({ "name": null }), json!({ "name": "" })]).await;
}

async fn a_name_is_not_too_long(told: &mut Telling) {
    let body = told.oauth2("acme");
    told.note_unkept(told.create(with(body.clone(), json!({ "name": "ä".repeat(101) })))).await;
    tries(told, body, &[json!({ "name": "ä".repeat(100) })]).await;
}

async fn a_client_is_needed(told: &mut Telling) {
    let body = told.oauth2("acme");
    tries(told, body.clone(), &[json!({ "client_id": null }), json!({ "client_id": "" })]).await;
    told.note_unkept(told.create(with(body, json!({ "client_id": "a".repeat(513) })))).await;
}

async fn a_secret_is_needed(told: &mut Telling) {
    let body = told.oauth2("acme");
    tries(told, body, &[json!({ "client_secret": null }), json!({ "client_secret": "" })]).await;
}

async fn urls_are_needed(told: &mut Telling) {
    let body = told.oauth2("acme");
    for url in ["authorization_url", "token_url", "userinfo_url"] {
        let mut change = json!({});
        change[url] = json!("");
        tries(told, body.clone(), &[change.clone()]).await;
        change[url] = json!(null);
        tries(told, body.clone(), &[change]).await;
    }
}

async fn an_issuer_is_needed(told: &mut Telling) {
    let body = told.openid("acme");
    tries(told, body, &[json!({ "issuer": null }), json!({ "issuer": "" })]).await;
}

async fn a_url_begins_with_https(told: &mut Telling) {
    let body = told.oauth2("acme");
    let others = ["http://203.0.113.7/a", "ftp://203.0.113.7", "//203.0.113.7", "javascript:alert(1)"];
    tries(told, body, &others.map(|one| json!({ "authorization_url": one }))).await;
    let body = told.openid("acme");
    tries(told, body, &[json!({ "issuer": "http://203.0.113.7/public" })]).await;
}

async fn a_url_does_not_lead_to_this_machine(told: &mut Telling) {
    let body = told.oauth2("acme");
    let others = [
        "https://localhost",
        "https://LocalHost:8443/token",
        "https://a.localhost",
        "https://127.0.0.1",
        "https://127.1.2.3",
        "https://0.0.0.0",
        "https://[::1]",
        "https://[::]",
        "https://[::ffff:127.0.0.1]",
    ];
    tries(told, body, &others.map(|one| json!({ "token_url": one }))).await;
}

async fn a_url_does_not_lead_into_the_own_network(told: &mut Telling) {
    let body = told.oauth2("acme");
    let others = [
        "https://10.0.0.1",
        "https://172.16.0.1",
        "https://192.168.0.1",
        "https://169.254.169.254/latest/meta-data",
        "https://224.0.0.1",
        "https://[fd00::1]",
        "https://[fe80::1]",
        "https://[ff02::1]",
    ];
    tries(told, body, &others.map(|one| json!({ "userinfo_url": one }))).await;
}

async fn a_url_that_is_none_is_refused(told: &mut Telling) {
    let body = told.oauth2("acme");
    let others = ["nowhere", "https://", "https:///path", "https://%zz", "https://a.invalid/token"];
    tries(told, body, &others.map(|one| json!({ "token_url": one }))).await;
}

async fn a_url_is_not_too_long(told: &mut Telling) {
    let body = told.oauth2("acme");
    told.note_unkept(told.create(with(body, json!({ "token_url": public(&"a".repeat(2048)) })))).await;
}

async fn the_keys_are_in_the_public_web_too(told: &mut Telling) {
    let body = told.oauth2("acme");
    let others = ["http://203.0.113.7/keys", "https://127.0.0.1/keys", "https://203.0.113.7/keys"];
    tries(told, body, &others.map(|one| json!({ "jwks_uri": one }))).await;
}

async fn the_discovery_is_in_the_public_web_too(told: &mut Telling) {
    let body = told.openid("acme");
    let others = ["http://203.0.113.7/elsewhere", "https://10.0.0.1/elsewhere", "nonsense"];
    tries(told, body, &others.map(|one| json!({ "discovery_url": one }))).await;
}

async fn parameters_of_this_server_cannot_be_set(told: &mut Telling) {
    let body = told.oauth2("acme");
    for name in [
        "client_id",
        "client_secret",
        "redirect_uri",
        "response_type",
        "state",
        "code_challenge",
        "code_challenge_method",
        "code_verifier",
        "nonce",
    ] {
        let mut parameters = json!({});
        parameters[name] = json!("x");
        tries(told, body.clone(), &[json!({ "authorization_params": parameters })]).await;
    }
}

async fn parameters_are_texts(told: &mut Telling) {
    let body = told.oauth2("acme");
    let others = [json!(5), json!(true), json!(null), json!(["a"]), json!({})];
    tries(told, body, &others.map(|one| json!({ "authorization_params": { "prompt": one } }))).await;
}

async fn what_no_provider_decides_is_not_mapped(told: &mut Telling) {
    let body = told.oauth2("acme");
    for name in [
        "id",
        "aud",
        "role",
        "app_metadata",
        "created_at",
        "updated_at",
        "confirmed_at",
        "email_confirmed_at",
        "phone_confirmed_at",
        "email_verified",
        "phone_verified",
        "banned_until",
        "is_super_admin",
    ] {
        let mut mapping = json!({});
        mapping[name] = json!("x");
        tries(told, body.clone(), &[json!({ "attribute_mapping": mapping })]).await;
    }
}

async fn claims_that_are_kept_have_a_name(told: &mut Telling) {
    let body = told.oauth2("acme");
    let others = [json!([""]), json!(["groups", "  "]), json!([null])];
    tries(told, body, &others.map(|one| json!({ "custom_claims_allowlist": one }))).await;
}
