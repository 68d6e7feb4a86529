//! `POST /token?grant_type=id_token`: a request is refused, whatever its ID token says
//! (gotrue-contract §1.2).

use serde_json::json;

use crate::contract::ask::post;
use crate::contract::id_token::bring;
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Usual {
        no_provider_is_switched_on,
        an_unknown_provider_is_refused,
        a_custom_provider_is_unknown,
    }
    Providers {
        a_token_is_needed,
        a_provider_is_needed,
        a_body_is_needed,
        what_has_another_type_is_refused,
        a_provider_that_is_off_is_refused,
        a_provider_without_id_tokens_is_refused,
        the_name_of_a_provider_is_in_small_letters,
        an_apple_that_says_not_who_it_is,
        an_apple_that_is_somebody_else,
        an_apple_of_another_name,
        an_azure_that_says_not_who_it_is,
        an_azure_that_is_somebody_else,
        an_azure_of_another_tenant,
        an_issuer_that_is_not_allowed,
        an_issuer_that_is_written_in_another_way,
        an_issuer_that_does_not_answer,
        an_issuer_that_calls_itself_otherwise,
    }
}

async fn no_provider_is_switched_on(told: &mut Telling) {
    for provider in ["google", "facebook", "keycloak", "kakao", "snapchat", "vercel_marketplace"] {
        told.ask(bring(json!({ "provider": provider, "id_token": "x" }))).await;
    }
    told.ask(bring(json!({ "provider": "google", "id_token": "x" })).newer_errors()).await;
    for issuer in ["https://accounts.google.com", "https://www.facebook.com", "https://kauth.kakao.com"] {
        told.ask(bring(json!({ "issuer": issuer, "client_id": "x", "id_token": "x" }))).await;
    }
}

async fn an_unknown_provider_is_refused(told: &mut Telling) {
    told.ask(bring(json!({ "provider": "nowhere", "id_token": "x" }))).await;
    told.ask(bring(json!({ "provider": "nowhere", "id_token": "x" })).newer_errors()).await;
    told.ask(bring(json!({ "issuer": "https://id.example", "client_id": "x", "id_token": "x" }))).await;
}

async fn a_custom_provider_is_unknown(told: &mut Telling) {
    told.ask(bring(json!({ "provider": "custom:acme", "id_token": "x" }))).await;
}

async fn a_token_is_needed(told: &mut Telling) {
    told.ask(bring(json!({}))).await;
    told.ask(bring(json!({ "provider": "keycloak" }))).await;
    told.ask(bring(json!({ "provider": "keycloak", "id_token": "" })).newer_errors()).await;
    told.ask(bring(json!({ "provider": "keycloak", "id_token": null }))).await;
}

async fn a_provider_is_needed(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({}));
    let issuer = told.issuer("plain");
    told.ask(bring(json!({ "id_token": token }))).await;
    told.ask(bring(json!({ "id_token": token, "client_id": "x" }))).await;
    told.ask(bring(json!({ "id_token": token, "issuer": issuer }))).await;
    told.ask(bring(json!({ "id_token": token, "issuer": issuer, "client_id": "" }))).await;
}

async fn a_body_is_needed(told: &mut Telling) {
    told.ask(post("/token?grant_type=id_token")).await;
    for text in ["", "id_token=x", "[]", "null"] {
        told.ask(post("/token?grant_type=id_token").text(text)).await;
    }
}

async fn what_has_another_type_is_refused(told: &mut Telling) {
    told.ask(bring(json!({ "provider": "keycloak", "id_token": 5 }))).await;
    told.ask(bring(json!({ "provider": ["keycloak"], "id_token": "x" })).newer_errors()).await;
    told.ask(bring(json!({ "provider": "keycloak", "id_token": "x", "link_identity": "true" }))).await;
    // What belongs to another grant is nobody's here.
    told.ask(bring(json!({ "provider": "nowhere", "id_token": "x", "email": 5, "password": [] }))).await;
}

async fn a_provider_that_is_off_is_refused(told: &mut Telling) {
    for provider in ["google", "facebook", "kakao", "snapchat", "vercel_marketplace"] {
        told.ask(bring(json!({ "provider": provider, "id_token": "x" }))).await;
    }
}

async fn a_provider_without_id_tokens_is_refused(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({}));
    for provider in ["gitlab", "github", "discord", "email"] {
        told.ask(bring(json!({ "provider": provider, "id_token": token }))).await;
    }
}

async fn the_name_of_a_provider_is_in_small_letters(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({}));
    told.ask(bring(json!({ "provider": "Keycloak", "id_token": token }))).await;
}

async fn an_apple_that_says_not_who_it_is(told: &mut Telling) {
    for token in ["x", "a.b", "a.!.c", "a.e30.c"] {
        told.ask(bring(json!({ "provider": "apple", "id_token": token }))).await;
    }
}

async fn an_apple_that_is_somebody_else(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({}));
    told.ask(bring(json!({ "provider": "apple", "id_token": token }))).await;
    let body = json!({ "issuer": "https://account.apple.com", "client_id": "x", "id_token": token });
    told.ask(bring(body)).await;
}

async fn an_apple_of_another_name(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({ "iss": "https://appleid.apple.com" }));
    let body = json!({ "provider": "apple", "issuer": "https://account.apple.com", "id_token": token });
    told.ask(bring(body)).await;
    told.ask(bring(json!({ "provider": "apple", "id_token": token }))).await;
}

async fn an_azure_that_says_not_who_it_is(told: &mut Telling) {
    for token in ["x", "a.b", "a.!.c"] {
        told.ask(bring(json!({ "provider": "azure", "id_token": token }))).await;
    }
}

async fn an_azure_that_is_somebody_else(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({}));
    told.ask(bring(json!({ "provider": "azure", "id_token": token }))).await;
    let issuer = "https://login.microsoftonline.com/common/v2.0";
    told.ask(bring(json!({ "issuer": issuer, "client_id": "x", "id_token": token }))).await;
}

async fn an_azure_of_another_tenant(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({ "iss": "https://login.microsoftonline.com/one/v2.0" }));
    let issuer = "https://login.microsoftonline.com/another/v2.0";
    told.ask(bring(json!({ "provider": "azure", "issuer": issuer, "id_token": token }))).await;
    told.ask(bring(json!({ "provider": "azure", "id_token": token }))).await;
    let older = told.id_token_of("ann", json!({ "iss": "https://sts.windows.net/one/" }));
    told.ask(bring(json!({ "provider": "azure", "id_token": older }))).await;
}

async fn an_issuer_that_is_not_allowed(told: &mut Telling) {
    let issuer = told.issuer("unknown");
    let token = told.id_token_of("ann", json!({ "iss": issuer, "aud": "x" }));
    told.ask(bring(json!({ "issuer": issuer, "client_id": "x", "id_token": token }))).await;
}

async fn an_issuer_that_is_written_in_another_way(told: &mut Telling) {
    let issuer = format!("{}/", told.issuer("plain"));
    let token = told.id_token_of("ann", json!({ "iss": issuer, "aud": "x" }));
    told.ask(bring(json!({ "issuer": issuer, "client_id": "x", "id_token": token }))).await;
}

async fn an_issuer_that_does_not_answer(told: &mut Telling) {
    let issuer = told.issuer("absent");
    let token = told.id_token_of("ann", json!({ "iss": issuer, "aud": "x" }));
    let body = json!({ "issuer": issuer, "client_id": "x", "id_token": token });
    told.ask(bring(body.clone())).await;
    told.ask(bring(body).newer_errors()).await;
}

async fn an_issuer_that_calls_itself_otherwise(told: &mut Telling) {
    let issuer = told.issuer("misnamed");
    let token = told.id_token_of("ann", json!({ "iss": issuer, "aud": "x" }));
    told.ask(bring(json!({ "issuer": issuer, "client_id": "x", "id_token": token }))).await;
}
