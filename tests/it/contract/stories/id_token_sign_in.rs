//! `POST /token?grant_type=id_token`: somebody signs in with an ID token (gotrue-contract §1.2).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::contract::ask::{get, post, put};
use crate::contract::id_token::{bring, bring_token};
use crate::contract::provider::{APP_CLIENT_ID, CLIENT_ID};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Providers {
        somebody_new_signs_in,
        the_same_token_signs_in_again,
        somebody_known_signs_in_and_what_is_said_now_counts,
        somebody_known_through_a_browser_signs_in,
        a_verified_address_leads_to_its_account,
        a_verified_address_in_capitals_leads_to_its_account,
        an_unconfirmed_account_loses_what_its_maker_knew,
        an_unverified_address_must_be_confirmed_first,
        an_unverified_address_is_confirmed_where_it_was_asked_from,
        an_unverified_address_that_is_taken_is_turned_away,
        somebody_without_an_address_is_turned_away,
        somebody_banned_is_turned_away,
        an_app_of_the_operator_is_as_good,
        one_of_several_audiences_is_enough,
        a_nonce_is_hashed_in_the_token,
        an_access_token_belongs_to_its_hash,
        an_access_token_without_a_hash_is_not_looked_at,
        a_hash_without_an_access_token_is_not_looked_at,
        a_token_that_begins_soon_is_good,
        the_issuer_stands_for_the_keycloak,
        an_allowed_issuer_signs_in_for_any_client,
        an_allowed_issuer_signs_in_whatever_the_provider_is_called,
        the_same_subject_of_another_issuer_is_somebody_else,
        what_else_is_said_stands_in_the_identity,
        what_is_empty_is_left_out,
        the_session_is_one_like_all_others,
    }
    ProvidersClosed {
        nobody_new_signs_in_where_that_is_closed,
    }
    ProvidersAutoconfirm {
        an_unverified_address_signs_in_where_none_is_confirmed,
    }
    ProvidersUnconfirmed {
        an_unverified_address_signs_in_where_that_is_allowed,
    }
    ProvidersLenient {
        nonces_are_not_looked_at,
        somebody_needs_no_address,
    }
}

async fn somebody_new_signs_in(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({}));
    let session = told.ask(bring_token(&token)).await;
    told.shows_account(&session.at("/access_token")).await;
}

async fn the_same_token_signs_in_again(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({}));
    let before = told.quietly(bring_token(&token)).await;
    let session = told.ask(bring_token(&token)).await;
    told.note("whether it is the same account", session.at("/user/id") == before.at("/user/id"));
}

async fn somebody_known_signs_in_and_what_is_said_now_counts(told: &mut Telling) {
    told.brought("ann").await;
    let changes = json!({ "name": "Ann Married", "email": told.address("married"), "locale": "fr" });
    let token = told.id_token_of("ann", changes);
    told.brings_and_shows(bring_token(&token)).await;
}

async fn somebody_known_through_a_browser_signs_in(told: &mut Telling) {
    let person = told.person("ann");
    told.comes_in(&person).await;
    let token = told.id_token_of("ann", json!({}));
    told.brings_and_shows(bring_token(&token)).await;
}

async fn a_verified_address_leads_to_its_account(told: &mut Telling) {
    let ann = told.member("ann").await;
    let token = told.id_token_of("ann", json!({}));
    let session = told.brings_and_shows(bring_token(&token)).await;
    told.note("whether it is the same account", session.id == ann.id);
}

async fn a_verified_address_in_capitals_leads_to_its_account(told: &mut Telling) {
    let ann = told.member("ann").await;
    let token = told.id_token_of("ann", json!({ "email": told.address("ann").to_uppercase() }));
    let session = told.quietly(bring_token(&token)).await;
    told.note("whether it is the same account", session.at("/user/id") == ann.id);
}

async fn an_unconfirmed_account_loses_what_its_maker_knew(told: &mut Telling) {
    told.newcomer("ann").await;
    let token = told.id_token_of("ann", json!({}));
    told.brings_and_shows(bring_token(&token)).await;
    told.note_password(&told.address("ann"), crate::contract::telling::PASSWORD).await;
}

async fn an_unverified_address_must_be_confirmed_first(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({ "email_verified": false }));
    let refused = told.ask(bring_token(&token)).await;
    let hash = refused.letter(&told.address("ann")).hash().to_owned();
    told.quietly(post("/verify").json(json!({ "type": "signup", "token_hash": hash }))).await;
    told.brings_and_shows(bring_token(&token)).await;
}

async fn an_unverified_address_is_confirmed_where_it_was_asked_from(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({ "email_verified": false }));
    let body = json!({ "provider": "keycloak", "id_token": token });
    let path = "/token?grant_type=id_token&redirect_to=https://app.example/back";
    told.ask(post(path).json(body).newer_errors()).await;
}

async fn an_unverified_address_that_is_taken_is_turned_away(told: &mut Telling) {
    told.member("ann").await;
    let token = told.id_token_of("ann", json!({ "email_verified": false }));
    told.ask(bring_token(&token)).await;
}

async fn somebody_without_an_address_is_turned_away(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({ "email": null, "email_verified": null }));
    told.ask(bring_token(&token)).await;
}

async fn somebody_banned_is_turned_away(told: &mut Telling) {
    let ann = told.brought("ann").await;
    told.ban(&ann.id).await;
    let token = told.id_token_of("ann", json!({}));
    told.ask(bring_token(&token)).await;
    told.ask(bring_token(&token).newer_errors()).await;
}

async fn an_app_of_the_operator_is_as_good(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({ "aud": APP_CLIENT_ID }));
    told.ask(bring_token(&token)).await;
}

async fn one_of_several_audiences_is_enough(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({ "aud": ["somebody else", CLIENT_ID] }));
    told.ask(bring_token(&token)).await;
}

async fn a_nonce_is_hashed_in_the_token(told: &mut Telling) {
    let hashed = data_encoding::HEXLOWER.encode(&Sha256::digest("a nonce"));
    let token = told.id_token_of("ann", json!({ "nonce": hashed }));
    told.ask(bring(json!({ "provider": "keycloak", "id_token": token, "nonce": "a nonce" }))).await;
}

async fn an_access_token_belongs_to_its_hash(told: &mut Telling) {
    let hash = URL_SAFE_NO_PAD.encode(&Sha256::digest("an access token")[..16]);
    let token = told.id_token_of("ann", json!({ "at_hash": hash }));
    let access_token = "an access token";
    told.ask(bring(json!({ "provider": "keycloak", "id_token": token, "access_token": access_token }))).await;
}

async fn an_access_token_without_a_hash_is_not_looked_at(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({}));
    told.ask(bring(json!({ "provider": "keycloak", "id_token": token, "access_token": "any" }))).await;
}

async fn a_hash_without_an_access_token_is_not_looked_at(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({ "at_hash": "LDktKdoQak3Pk0cnXxCltA" }));
    told.ask(bring_token(&token)).await;
}

async fn a_token_that_begins_soon_is_good(told: &mut Telling) {
    let soon = told.now().as_seconds() + 120;
    let token = told.id_token_of("ann", json!({ "nbf": soon }));
    told.ask(bring_token(&token)).await;
}

async fn the_issuer_stands_for_the_keycloak(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({}));
    let issuer = told.issuer("keycloak");
    told.ask(bring(json!({ "issuer": issuer, "client_id": "not looked at", "id_token": token }))).await;
}

async fn an_allowed_issuer_signs_in_for_any_client(told: &mut Telling) {
    let issuer = told.issuer("plain");
    let token = told.id_token_of("ann", json!({ "iss": issuer, "aud": "any client" }));
    told.ask(bring(json!({ "issuer": issuer, "client_id": "any client", "id_token": token }))).await;
}

async fn an_allowed_issuer_signs_in_whatever_the_provider_is_called(told: &mut Telling) {
    let issuer = told.issuer("plain");
    let token = told.id_token_of("ann", json!({ "iss": issuer, "aud": "any client" }));
    let body = json!({
        "provider": "whatever", "issuer": issuer, "client_id": "any client", "id_token": token,
    });
    told.ask(bring(body)).await;
}

async fn the_same_subject_of_another_issuer_is_somebody_else(told: &mut Telling) {
    let ann = told.brought("ann").await;
    let issuer = told.issuer("plain");
    let changes = json!({ "iss": issuer, "aud": "any client", "email": told.address("other") });
    let token = told.id_token_of("ann", changes);
    let body = json!({ "issuer": issuer, "client_id": "any client", "id_token": token });
    let session = told.quietly(bring(body)).await;
    told.note("whether it is the same account", session.at("/user/id") == ann.id);
}

async fn what_else_is_said_stands_in_the_identity(told: &mut Telling) {
    let token = told.id_token_of(
        "ann",
        json!({
            "given_name": "Ann", "family_name": "Other", "middle_name": "M.", "nickname": "annie",
            "preferred_username": "ann", "profile": "https://a.example/ann", "picture": "https://a.example/p",
            "website": "https://a.example", "gender": "female", "birthdate": "1990-01-02",
            "zoneinfo": "Europe/Paris", "locale": "fr-FR", "phone": "+33 1", "phone_verified": true,
            "custom_claims": { "team": "blue", "level": 3 }, "full_name": "Ann M. Other",
            "avatar_url": "https://a.example/a", "slug": "ann", "user_name": "ann.o", "groups": ["a", "b"],
            "azp": "somebody", "jti": "one",
        }),
    );
    told.ask(bring_token(&token)).await;
}

async fn what_is_empty_is_left_out(told: &mut Telling) {
    let token = told.id_token_of(
        "ann",
        json!({ "name": "", "locale": "", "phone": "", "custom_claims": {}, "phone_verified": false }),
    );
    told.ask(bring_token(&token)).await;
}

async fn the_session_is_one_like_all_others(told: &mut Telling) {
    let ann = told.brought("ann").await;
    told.ask(post("/token?grant_type=refresh_token").json(json!({ "refresh_token": ann.refresh }))).await;
    told.ask(put("/user").bearer(&ann.access).json(json!({ "data": { "colour": "green" } }))).await;
    told.quietly(post("/logout").bearer(&ann.access)).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn nobody_new_signs_in_where_that_is_closed(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({}));
    told.ask(bring_token(&token)).await;
    told.ask(bring_token(&token).newer_errors()).await;
}

async fn an_unverified_address_signs_in_where_none_is_confirmed(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({ "email_verified": false }));
    told.brings_and_shows(bring_token(&token)).await;
}

async fn an_unverified_address_signs_in_where_that_is_allowed(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({ "email_verified": false }));
    told.ask(bring_token(&token)).await;
}

async fn nonces_are_not_looked_at(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({ "nonce": "not hashed" }));
    told.ask(bring_token(&token)).await;
    told.ask(bring(json!({ "provider": "keycloak", "id_token": token, "nonce": "another" }))).await;
}

async fn somebody_needs_no_address(told: &mut Telling) {
    let token = told.id_token_of("ann", json!({ "email": null, "email_verified": null }));
    told.ask(bring_token(&token)).await;
}
